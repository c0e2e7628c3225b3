import type { ValueInput } from '@slipway/shared/condition';
import type { Field } from '@slipway/shared/event';
import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { Choice, Choices, ZoneChoice } from './ChoiceInputs.tsx';
import { InstantInput, NumberInput } from './MeasureInputs.tsx';
import { KnownText, Texts } from './TextInputs.tsx';

interface PlainProps {
  readonly field: Field;
  readonly input: ValueInput;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** A value that is written down, in the field that its type asks for. */
export function PlainValue({ field, input, value, onChange }: PlainProps) {
  const label = t('condition.value');
  switch (input) {
    case 'number':
      return <NumberInput label={label} unit={field.unit} value={value} onChange={onChange} />;
    case 'boolean':
      return (
        <select aria-label={label} value={String(value)} onChange={(e) => onChange(e.currentTarget.value === 'true')}>
          <option value="true">{t('condition.true')}</option>
          <option value="false">{t('condition.false')}</option>
        </select>
      );
    case 'choice':
      return <Choice label={label} values={field.values ?? []} value={String(value)} onChange={onChange} />;
    case 'choices':
      return (
        <Choices label={label} values={field.values ?? []} value={value as readonly string[]} onChange={onChange} />
      );
    case 'texts':
      return <Texts label={label} field={field} value={value as readonly string[]} onChange={onChange} />;
    case 'instant':
      return <InstantInput label={label} value={String(value)} onChange={onChange} />;
    case 'zone':
      return <ZoneChoice label={label} value={String(value ?? '')} onChange={onChange} />;
    case 'range':
      return <Range field={field} value={value as readonly unknown[]} onChange={onChange} />;
    case 'json':
      return <JsonInput label={label} value={value} onChange={onChange} />;
    case 'duration':
      return (
        <input
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          placeholder={t('inspector.duration-example')}
          onChange={(e) => onChange(e.currentTarget.value)}
        />
      );
    default:
      return (
        <KnownText label={label} field={field} value={typeof value === 'string' ? value : ''} onChange={onChange} />
      );
  }
}

/** Where it begins and where it ends. */
function Range({
  field,
  value,
  onChange,
}: {
  readonly field: Field;
  readonly value: readonly unknown[];
  readonly onChange: (value: unknown) => void;
}) {
  const [low, high] = value;
  const one = (each: unknown, label: string, set: (next: unknown) => void) =>
    field.type === 'instant' ? (
      <InstantInput label={label} value={String(each)} onChange={set} />
    ) : typeof each === 'number' ? (
      <NumberInput label={label} unit={field.unit} value={each} onChange={set} />
    ) : (
      <input aria-label={label} value={String(each)} onChange={(e) => set(e.currentTarget.value)} />
    );
  return (
    <>
      {one(low, t('condition.from'), (next) => onChange([next, high]))}
      {one(high, t('condition.to'), (next) => onChange([low, next]))}
    </>
  );
}

/** Any value, as JSON; what is not JSON yet stays as it is written. */
function JsonInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  return (
    <input
      className={classes.mono}
      aria-label={t('condition.value-json', { label })}
      aria-invalid={text !== null}
      spellCheck={false}
      value={text ?? JSON.stringify(value) ?? ''}
      onChange={(e) => {
        const next = e.currentTarget.value;
        try {
          onChange(JSON.parse(next));
          setText(null);
        } catch {
          setText(next);
        }
      }}
    />
  );
}
