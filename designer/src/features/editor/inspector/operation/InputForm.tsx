import { CloseButton } from '@mantine/core';
import { segmentsOf, unitConversion } from '@slipway/shared/expression/complete';
import { useMemo } from 'react';
import { reveal, useEditor } from '../../../../editor/editor-context.ts';
import { t, tn } from '../../../../messages/t.ts';
import { ChoiceField, JsonField, TemplateField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import { useStep } from '../step-context.ts';
import { MappingSection } from './MappingSection.tsx';
import { ObjectField } from './ObjectField.tsx';
import { type InputField, inputFields, isUnfilled, restOf } from './schema-fields.ts';

type Value = Readonly<Record<string, unknown>>;

interface InputFormProps {
  readonly title: string;
  /** Pointer below the step's configuration. */
  readonly path: string;
  readonly schema: Value;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/**
 * What an operation is asked with, or what an event says, drawn from its JSON Schema: every text is a template. Fields that
 * the schema does not name are kept; the data that can be put in stands beside.
 */
export function InputForm({ title, path, schema, value, onChange }: InputFormProps) {
  return (
    <MappingSection title={title} path={path} value={value} kind="templates">
      <InputFields path={path} schema={schema} value={value} onChange={onChange} />
    </MappingSection>
  );
}

function InputFields({ path, schema, value, onChange }: Omit<InputFormProps, 'title'>) {
  const { node, pointer } = useStep();
  const editor = useEditor();
  const fields = useMemo(() => inputFields(schema), [schema]);
  const shown = fields.filter((field) => field.required || Object.hasOwn(value, field.name));
  const more = fields.filter((field) => !shown.includes(field));
  const unfilled = shown.filter((field) => field.required && isUnfilled(value[field.name]));
  const set = (name: string, next: unknown) => {
    const { [name]: _, ...others } = value;
    if (next === undefined) onChange(others);
    else onChange({ ...value, [name]: next });
  };
  const add = (field: InputField) => {
    set(field.name, field.empty);
    reveal(editor, node.id, `${pointer}/config${path}/${field.name}`);
  };
  return (
    <>
      {unfilled.length > 0 && (
        <p className={classes.hint} data-warns>
          {tn('mapping.unfilled', unfilled.length, { names: unfilled.map((field) => field.title).join(', ') })}
        </p>
      )}
      {shown.map((field) => (
        <div key={field.name} className={classes.row}>
          <OneField path={path} field={field} value={value[field.name]} onChange={(next) => set(field.name, next)} />
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
          path={`${path}/${name}`}
          value={value[name]}
          onChange={(next) => set(name, next)}
        />
      ))}
      <More fields={more} onAdd={add} />
    </>
  );
}

/** So many can be offered side by side. */
const FEW = 8;

/** What else can be said: each by a button, or one list of them all. */
function More({
  fields,
  onAdd,
}: {
  readonly fields: readonly InputField[];
  readonly onAdd: (field: InputField) => void;
}) {
  if (fields.length === 0) return null;
  if (fields.length > FEW)
    return (
      <select
        aria-label={t('action.add-one')}
        value=""
        onChange={(e) => {
          const field = fields.find(({ name }) => name === e.currentTarget.value);
          if (field) onAdd(field);
        }}
      >
        <option value="">{t('action.add-one')}</option>
        {fields.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
    );
  return (
    <p className={classes.adders}>
      {fields.map((field) => (
        <button key={field.name} type="button" className={classes.adder} onClick={() => onAdd(field)}>
          {t('action.add-field', { name: field.title })}
        </button>
      ))}
    </p>
  );
}

interface OneFieldProps {
  readonly path: string;
  readonly field: InputField;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

function OneField({ path, field, value, onChange }: OneFieldProps) {
  const at = `${path}/${field.name}`;
  const label = field.required ? t('action.required', { name: field.title }) : field.title;
  const hint = field.description;
  if (field.kind === 'choice')
    return (
      <ChoiceField
        label={label}
        path={at}
        hint={hint}
        value={String(value ?? '')}
        choices={[...new Set([String(value ?? ''), ...field.values])].map((each) => ({ value: each, label: each }))}
        onChange={onChange}
      />
    );
  const structured = typeof value === 'object' && value !== null;
  if (field.kind === 'json' || structured)
    return <ObjectField label={label} path={at} hint={hint} value={value} onChange={onChange} />;
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  const converted = conversionOf(text, field.name);
  return (
    <div className={classes.field}>
      <TemplateField
        label={label}
        path={at}
        hint={hint}
        wanted={field.wanted}
        value={text}
        onChange={(next) => onChange(field.kind === 'number' ? asNumber(next ?? '') : (next ?? ''))}
      />
      {converted !== undefined && (
        <p className={classes.hint}>
          {t('mapping.other-unit')}
          <button type="button" className={classes.link} onClick={() => onChange(`\${${converted}}`)}>
            {t('fields.replace', { name: converted })}
          </button>
        </p>
      )}
    </div>
  );
}

/** A value that is put in alone, in the unit that the field speaks of. */
function conversionOf(text: unknown, field: string): string | undefined {
  if (typeof text !== 'string') return undefined;
  const [only] = segmentsOf(text);
  const path = only?.text.trim() ?? '';
  if (!only || text.length !== only.text.length + 3 || !/^[\w.]+$/.test(path)) return undefined;
  return unitConversion(path, path.split('.').at(-1) ?? '', field);
}

/** A number as such; anything else is a template that gives one when it runs. */
function asNumber(text: string): unknown {
  return /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}
