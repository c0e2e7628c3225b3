import { CloseButton } from '@mantine/core';
import { reveal, useEditor } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import { ChoiceField, JsonField, TemplateField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useStep } from '../step-context.ts';
import { SampleData } from './SampleData.tsx';
import { type InputField, inputFields, restOf } from './schema-fields.ts';

type Value = Readonly<Record<string, unknown>>;

interface InputFormProps {
  readonly schema: Value;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/**
 * What an operation is asked with, drawn from its JSON Schema: every text is a template. Fields that the schema does not
 * name are kept and shown as JSON; the data that can be put in stands beside.
 */
export function InputForm({ schema, value, onChange }: InputFormProps) {
  const { node, pointer } = useStep();
  const editor = useEditor();
  const fields = inputFields(schema);
  const shown = fields.filter((field) => field.required || Object.hasOwn(value, field.name));
  const more = fields.filter((field) => !shown.includes(field));
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...others } = value;
    if (next === undefined) onChange(others);
    else onChange(Object.hasOwn(value, name) ? { ...value, [name]: next } : { ...value, [name]: next });
  };
  return (
    <section
      className={classes.section}
      aria-label={t('action.input-form')}
      data-pointer={`${pointer}/config/input`}
      tabIndex={-1}
    >
      <div className={classes.labelRow}>
        <span>{t('action.input-form')}</span>
      </div>
      {shown.map((field) => (
        <div key={field.name} className={classes.row}>
          <OneField field={field} value={value[field.name]} onChange={(next) => set(field.name, next)} />
          {!field.required && (
            <CloseButton
              size="xs"
              aria-label={t('inspector.remove', { what: field.title })}
              onClick={() => set(field.name, undefined)}
            />
          )}
        </div>
      ))}
      {Object.keys(restOf(schema, value)).map((name) => (
        <JsonField
          key={name}
          label={t('action.own-field', { name })}
          path={`/input/${name}`}
          value={value[name]}
          onChange={(next) => set(name, next)}
        />
      ))}
      {more.length > 0 && (
        <p className={classes.adders}>
          {more.map((field) => (
            <button
              key={field.name}
              type="button"
              className={classes.adder}
              onClick={() => {
                set(field.name, field.empty);
                reveal(editor, node.id, `${pointer}/config/input/${field.name}`);
              }}
            >
              {t('action.add-field', { name: field.title })}
            </button>
          ))}
        </p>
      )}
      <SampleData />
    </section>
  );
}

function OneField({
  field,
  value,
  onChange,
}: {
  readonly field: InputField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const path = `/input/${field.name}`;
  const label = field.required ? t('action.required', { name: field.title }) : field.title;
  const hint = field.description;
  if (field.kind === 'choice')
    return (
      <ChoiceField
        label={label}
        path={path}
        hint={hint}
        value={String(value ?? '')}
        choices={[...new Set([String(value ?? ''), ...field.values])].map((each) => ({ value: each, label: each }))}
        onChange={onChange}
      />
    );
  const structured = typeof value === 'object' && value !== null;
  if (field.kind === 'json' || structured)
    return (
      <JsonField label={label} path={path} hint={hint ?? t('action.json-hint')} value={value} onChange={onChange} />
    );
  return (
    <TemplateField
      label={label}
      path={path}
      hint={hint}
      value={typeof value === 'number' || typeof value === 'boolean' ? String(value) : value}
      onChange={(text) => onChange(field.kind === 'number' ? asNumber(text ?? '') : (text ?? ''))}
    />
  );
}

/** A number as such; anything else is a template that gives one when it runs. */
function asNumber(text: string): unknown {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}
