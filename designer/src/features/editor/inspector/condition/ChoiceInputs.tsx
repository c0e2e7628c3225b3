import { describePath } from '@slipway/shared/expression';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { useForm } from './form-context.ts';

/** One of a known few, or what is written there already. */
export function Choice({
  label,
  values,
  value,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const all = values.includes(value) ? values : [value, ...values];
  return (
    <select aria-label={label} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
      {all.map((each) => (
        <option key={each} value={each}>
          {nameOf(each)}
        </option>
      ))}
    </select>
  );
}

/** Several of a known few: each can be switched on and off. */
export function Choices({
  label,
  values,
  value,
  onChange,
}: {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  const all = [...new Set([...values, ...value])];
  return (
    <fieldset className={classes.choices} aria-label={label}>
      {all.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={value.includes(each)}
          onClick={() => onChange(value.includes(each) ? value.filter((one) => one !== each) : [...value, each])}
        >
          {nameOf(each)}
        </button>
      ))}
    </fieldset>
  );
}

/** A zone that the workflow declares. */
export function ZoneChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const zones = Object.keys(useForm().place.scope.zones?.fields ?? {});
  return (
    <select aria-label={label} value={value} onChange={(e) => onChange(e.currentTarget.value)}>
      {!zones.includes(value) && <option value={value}>{value === '' ? t('fields.pick-zone') : value}</option>}
      {zones.map((zone) => (
        <option key={zone} value={zone}>
          {zone}
        </option>
      ))}
    </select>
  );
}

function nameOf(value: string): string {
  return value === '' ? '“”' : /^[A-Z]+$/.test(value) || value.includes('.') ? value : describePath('subject', [value]);
}
