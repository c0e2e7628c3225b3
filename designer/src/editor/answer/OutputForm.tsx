import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { connectorsQuery } from '../../api/connections.ts';
import { t } from '../../messages/t.ts';
import classes from './Answer.module.css';
import { filledOutput, type OutputField, outputFields, outputSchemaOf, wrongFields } from './output-fields.ts';

type Output = Readonly<Record<string, unknown>>;

interface OutputFormProps {
  /** The workflow that asks, and its step. */
  readonly draft: Readonly<Record<string, unknown>>;
  readonly node: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** The schema of what a step's system answers; undefined while it is not known. */
export function useOutputSchema(draft: OutputFormProps['draft'], node: string) {
  const connectors = useQuery(connectorsQuery()).data?.items ?? [];
  return outputSchemaOf(draft, node, connectors);
}

/** What a simulated system answers: field by field as its operation names them, and the whole as JSON. */
export function OutputForm({ draft, node, value, onChange }: OutputFormProps) {
  const schema = useOutputSchema(draft, node);
  const fields = outputFields(schema);
  const wrong = wrongFields(schema, value);
  const said = (typeof value === 'object' && value !== null ? value : {}) as Output;
  return (
    <div className={classes.output}>
      {fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={said[field.name]}
          wrong={wrong.includes(field)}
          onChange={(next) => onChange({ ...said, [field.name]: next })}
        />
      ))}
      <JsonInput label={t('tryit.output')} value={value} onChange={onChange} />
      {wrong.length > 0 && (
        <p className={classes.wrong} role="status">
          {t('answer.wrong', { fields: wrong.map(({ name }) => name).join(', ') })}{' '}
          <button type="button" className={classes.fill} onClick={() => onChange(filledOutput(schema, value))}>
            {t('answer.fill')}
          </button>
        </p>
      )}
    </div>
  );
}

interface FieldProps {
  readonly field: OutputField;
  readonly value: unknown;
  readonly wrong: boolean;
  readonly onChange: (value: unknown) => void;
}

function Field({ field: { title, kind, example }, value, wrong, onChange }: FieldProps) {
  const label = t('answer.field', { title, kind: t(`answer.kind.${kind}`) });
  if (kind === 'yes-no')
    return (
      <Labelled label={label}>
        {(id) => (
          <select id={id} value={String(value ?? '')} onChange={(e) => onChange(e.currentTarget.value === 'true')}>
            {typeof value !== 'boolean' && <option value={String(value ?? '')}>{t('answer.unsaid')}</option>}
            <option value="true">{t('answer.yes')}</option>
            <option value="false">{t('answer.no')}</option>
          </select>
        )}
      </Labelled>
    );
  if (kind === 'text' || kind === 'number')
    return (
      <Labelled label={label}>
        {(id) => (
          <input
            id={id}
            type={kind}
            value={typeof value === 'string' || typeof value === 'number' ? value : ''}
            placeholder={String(example)}
            aria-invalid={wrong}
            spellCheck={false}
            onChange={(e) => onChange(kind === 'text' ? e.currentTarget.value : numberOf(e.currentTarget))}
          />
        )}
      </Labelled>
    );
  return <JsonInput label={label} value={value} placeholder={JSON.stringify(example)} onChange={onChange} shown />;
}

/** Nothing rather than a number that is none. */
const numberOf = ({ valueAsNumber }: HTMLInputElement): number | undefined =>
  Number.isNaN(valueAsNumber) ? undefined : valueAsNumber;

interface JsonInputProps {
  readonly label: string;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly placeholder?: string;
  /** Whether its label stands beside it. */
  readonly shown?: boolean;
}

function JsonInput({ label, value, onChange, placeholder = '', shown = false }: JsonInputProps) {
  const told = JSON.stringify(value) ?? '';
  // What is being typed stays as it is written; another value takes its place.
  const [typed, setTyped] = useState({ text: told, of: told });
  const text = typed.of === told ? typed.text : told;
  const wrong = text !== '' && readJson(text) === undefined;
  const type = (next: string) => {
    const read = readJson(next);
    setTyped({ text: next, of: read ? JSON.stringify(read.value) : told });
    if (read) onChange(read.value);
  };
  const field = (id: string | undefined) => (
    <input
      {...(id === undefined ? { 'aria-label': label } : { id })}
      className={classes.json}
      value={text}
      placeholder={placeholder}
      aria-invalid={wrong}
      spellCheck={false}
      onChange={(e) => type(e.currentTarget.value)}
    />
  );
  return shown ? <Labelled label={label}>{field}</Labelled> : field(undefined);
}

function readJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function Labelled({ label, children }: { readonly label: string; readonly children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </>
  );
}
