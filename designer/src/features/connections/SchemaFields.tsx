import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import type { ProblemMessage } from '@slipway/shared/api';
import { useState } from 'react';
import { nameText, problemText } from '../../messages/said.ts';
import { t, tOr } from '../../messages/t.ts';
import { TextButton } from '../../ui/TextButton.tsx';
import classes from './Connections.module.css';
import { Pairs } from './Pairs.tsx';
import { SecretField } from './SecretField.tsx';
import {
  beginForm,
  choicesOf,
  type FormField,
  fieldsOf,
  isRecord,
  type Schema,
  shapeOf,
  shapesOf,
  takeShape,
  type Value,
  withMember,
} from './schema-form.ts';

interface SchemaFieldsProps {
  readonly schema: Schema;
  readonly value: Value;
  /** Where the value stands in what is sent; problems name their places so. */
  readonly pointer: string;
  readonly problems: readonly ProblemMessage[];
  readonly disabled: boolean;
  readonly maySetSecrets: boolean;
  readonly onChange: (value: Value) => void;
}

/** The fields of an object, drawn from its JSON Schema; each shows the problems that are named for it. */
export function SchemaFields(props: SchemaFieldsProps) {
  const { schema, value, onChange } = props;
  const shapes = shapesOf(schema);
  const shape = shapeOf(schema, value);
  return (
    <>
      {shapes.length > 0 && shape && (
        <Select
          label={
            typeof schema.title === 'string' ? nameText(schema.title) : tOr(`connections.field.${shape.tag}`, shape.tag)
          }
          data={shapes.map((one) => ({
            value: one.value,
            label: tOr(`connections.choice.${one.tag}.${one.value}`, one.value),
          }))}
          value={shape.value}
          allowDeselect={false}
          disabled={props.disabled}
          onChange={(next) => {
            const taken = shapes.find((one) => one.value === next);
            if (taken) onChange(takeShape(taken, value));
          }}
        />
      )}
      {fieldsOf(shape?.schema ?? schema).map((field) => (
        <Field
          key={field.name}
          {...props}
          field={field}
          value={isRecord(value) ? value[field.name] : undefined}
          pointer={`${props.pointer}/${field.name}`}
          onChange={(next) => onChange(withMember(value, field.name, next))}
        />
      ))}
    </>
  );
}

function Field({ field, ...props }: SchemaFieldsProps & { readonly field: FormField }) {
  const { value, pointer, problems, disabled, onChange } = props;
  const label = field.required ? field.title : t('connections.optional', { name: field.title });
  const own = problems.filter((problem) => problem.path === pointer);
  const below = problems.filter((problem) => problem.path?.startsWith(`${pointer}/`));
  const words = (list: readonly ProblemMessage[]) => list.map(problemText).join(' ') || undefined;
  const common = { label, description: field.hint, error: words(own), disabled };
  switch (field.control) {
    case 'secret':
      return (
        <SecretField
          {...common}
          disabled={disabled || !props.maySetSecrets}
          required={field.required}
          value={value}
          onChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={choicesOf(field.schema).map((one) => ({
            value: one,
            label: tOr(`connections.choice.${field.name}.${one}`, one),
          }))}
          value={typeof value === 'string' ? value : null}
          allowDeselect={!field.required}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'flag':
      return <Checkbox {...common} checked={value === true} onChange={(e) => onChange(e.currentTarget.checked)} />;
    case 'one-of':
    case 'group':
      return value === undefined ? (
        <TextButton disabled={disabled} onClick={() => onChange(beginForm(field.schema, undefined))}>
          {t('connections.add', { name: field.title })}
        </TextButton>
      ) : (
        <fieldset className={classes.group} aria-label={field.title}>
          <SchemaFields {...props} schema={field.schema} />
        </fieldset>
      );
    case 'pairs':
      return <Pairs {...common} error={words([...own, ...below])} value={value} onChange={onChange} />;
    case 'json':
      return <JsonText {...common} error={words([...own, ...below])} value={value} onChange={onChange} />;
    default:
      return (
        <TextInput
          {...common}
          required={field.required}
          withAsterisk={false}
          value={value === undefined ? '' : String(value)}
          inputMode={field.control === 'number' ? 'numeric' : field.schema.format === 'uri' ? 'url' : 'text'}
          onChange={(e) => onChange(textValue(field, e.currentTarget.value))}
          autoComplete="off"
          spellCheck={false}
        />
      );
  }
}

/** What was typed, as the schema wants it; a number that is none is sent as it is, and refused by name. */
function textValue(field: FormField, text: string): Value {
  if (text === '') return field.required && field.control === 'text' ? '' : undefined;
  return field.control === 'number' && /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : text;
}

interface JsonTextProps {
  readonly label: string;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** What no other control fits, as JSON; only a text that is JSON changes it. */
function JsonText({ value, error, onChange, ...common }: JsonTextProps) {
  const [text, setText] = useState(() => (value === undefined ? '' : JSON.stringify(value, null, 2)));
  const [broken, setBroken] = useState(false);
  const change = (next: string) => {
    setText(next);
    try {
      onChange(next.trim() === '' ? undefined : JSON.parse(next));
      setBroken(false);
    } catch {
      setBroken(true);
    }
  };
  return (
    <Textarea
      {...common}
      rows={4}
      value={text}
      error={broken ? t('connections.not-json') : error}
      onChange={(e) => change(e.currentTarget.value)}
      spellCheck={false}
    />
  );
}
