import type { FormValue, ValueInput } from '@slipway/shared/condition';
import type { Field } from '@slipway/shared/event';
import { describePath } from '@slipway/shared/expression';
import { IconAbc, IconVariable } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import { CodeField } from '../fields/code/CodeField.tsx';
import classes from '../Inspector.module.css';
import { COMPUTED, FieldPicker } from './FieldPicker.tsx';
import { useForm } from './form-context.ts';
import { knownTexts } from './known-texts.ts';

interface ValueViewProps {
  readonly field: Field;
  readonly input: ValueInput;
  readonly value: FormValue;
  readonly onChange: (value: FormValue) => void;
}

/** What a comparison compares with: a value by its type, another field, or a computed one. */
export function ValueView({ field, input, value, onChange }: ValueViewProps) {
  if (input === 'none') return null;
  const plain = (next: unknown) => onChange({ kind: 'plain', value: next });
  const canRefer = input !== 'choices' && input !== 'texts' && input !== 'range' && input !== 'zone';
  return (
    <span className={classes.value}>
      {value.kind === 'source' ? (
        <SourceValue value={value} onChange={onChange} />
      ) : (
        <PlainValue
          field={field}
          input={input}
          value={value.kind === 'plain' ? value.value : undefined}
          onChange={plain}
        />
      )}
      {canRefer && (
        <button
          type="button"
          className={classes.dots}
          aria-label={t(value.kind === 'source' ? 'condition.use-value' : 'condition.use-field')}
          title={t(value.kind === 'source' ? 'condition.use-value' : 'condition.use-field')}
          onClick={() =>
            value.kind === 'source'
              ? plain(input === 'number' ? 0 : '')
              : onChange({ kind: 'source', source: { kind: 'field', fact: 'previous', path: field.path } })
          }
        >
          {value.kind === 'source' ? <IconAbc size={15} stroke={1.75} /> : <IconVariable size={15} stroke={1.75} />}
        </button>
      )}
    </span>
  );
}

function SourceValue({
  value,
  onChange,
}: {
  readonly value: FormValue & { kind: 'source' };
  readonly onChange: (value: FormValue) => void;
}) {
  const { fields, place, scope } = useForm();
  const id = useId();
  const { source } = value;
  return (
    <span className={classes.valueSource}>
      <FieldPicker
        label={t('condition.value-field')}
        fields={fields}
        source={source}
        onPick={(picked) =>
          onChange({
            kind: 'source',
            source:
              picked === COMPUTED
                ? { kind: 'computed', cel: '' }
                : { kind: 'field', fact: picked.fact, path: picked.path },
          })
        }
      />
      {source.kind === 'computed' && (
        <CodeField
          control={{
            id,
            'aria-label': t('condition.expression'),
            'aria-describedby': undefined,
            'aria-invalid': undefined,
            'data-pointer': '',
          }}
          value={source.cel}
          place={place}
          sample={scope}
          onChange={(cel) => onChange({ kind: 'source', source: { kind: 'computed', cel } })}
        />
      )}
    </span>
  );
}

interface PlainProps {
  readonly field: Field;
  readonly input: ValueInput;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function PlainValue({ field, input, value, onChange }: PlainProps) {
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

/** A text, with what the field holds in what is tried to pick from. */
function KnownText({
  label,
  field,
  value,
  onChange,
}: {
  readonly label: string;
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { scope } = useForm();
  const known = knownTexts(field, scope);
  const id = useId();
  return (
    <>
      <input
        aria-label={label}
        list={known.length > 0 ? id : undefined}
        value={value}
        onChange={(e) => onChange(e.currentTarget.value)}
      />
      <datalist id={id}>
        {known.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {known
        .filter((each) => each !== value)
        .map((each) => (
          <button key={each} type="button" className={classes.link} onClick={() => onChange(each)}>
            {t('fields.replace', { name: each })}
          </button>
        ))}
    </>
  );
}

/** A zone that the workflow declares. */
function ZoneChoice({
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

function NumberInput({
  label,
  unit,
  value,
  onChange,
}: {
  readonly label: string;
  readonly unit: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: number) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  return (
    <span className={classes.unit}>
      <input
        aria-label={unit ? t('condition.value-in', { unit }) : label}
        inputMode="decimal"
        size={8}
        aria-invalid={text !== null}
        value={text ?? String(value)}
        onBlur={() => setText(null)}
        onChange={(e) => {
          const read = e.currentTarget.value.trim() === '' ? Number.NaN : Number(e.currentTarget.value);
          // “1.” and “-” are on their way to a number: they stay as they are written.
          setText(Number.isFinite(read) && String(read) === e.currentTarget.value ? null : e.currentTarget.value);
          if (Number.isFinite(read)) onChange(read);
        }}
      />
      {unit && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}

function Choice({
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
function Choices({
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

function nameOf(value: string): string {
  return value === '' ? '“”' : /^[A-Z]+$/.test(value) || value.includes('.') ? value : describePath('subject', [value]);
}

/** A list of texts, with commas between them; what the field holds in what is tried is added by one press. */
function Texts({
  label,
  field,
  value,
  onChange,
}: {
  readonly label: string;
  readonly field: Field;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}) {
  const { scope } = useForm();
  const [text, setText] = useState<string | null>(null);
  return (
    <>
      <input
        aria-label={t('condition.value-list', { label })}
        placeholder={t('condition.list-example')}
        value={text ?? value.join(', ')}
        onBlur={() => setText(null)}
        onChange={(e) => {
          setText(e.currentTarget.value);
          onChange(
            e.currentTarget.value
              .split(',')
              .map((each) => each.trim())
              .filter(Boolean),
          );
        }}
      />
      {knownTexts(field, scope)
        .filter((each) => !value.includes(each))
        .map((each) => (
          <button key={each} type="button" className={classes.link} onClick={() => onChange([...value, each])}>
            {t('fields.add-value', { value: each })}
          </button>
        ))}
    </>
  );
}

function InstantInput({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  return (
    <span className={classes.unit}>
      <input
        type="datetime-local"
        aria-label={t('condition.value-utc', { label })}
        value={value.slice(0, 16)}
        onChange={(e) => e.currentTarget.value && onChange(`${e.currentTarget.value.slice(0, 16)}:00.000Z`)}
      />
      <span aria-hidden="true">{t('condition.utc')}</span>
    </span>
  );
}

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
