import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import { JsonField, TemplateField } from '../fields/fields.tsx';
import classes from '../Inspector.module.css';
import mapping from './Mapping.module.css';

interface ObjectFieldProps {
  readonly label: string;
  /** The label is a name that people gave. */
  readonly authored?: boolean;
  readonly path: string;
  readonly hint: string | undefined;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

type Value = Readonly<Record<string, unknown>>;

/** An object of a mapping: field by field, so that values can be put into each, or as JSON. */
export function ObjectField({ label, authored, path, hint, value, onChange }: ObjectFieldProps) {
  // What is still empty is written or pasted as a whole; the view stays while somebody writes in it.
  const [byField, setByField] = useState(() => isObject(value) && Object.keys(value).length > 0);
  const toggle = isObject(value) && (
    <button type="button" className={mapping.insert} onClick={() => setByField(!byField)}>
      {t(byField ? 'mapping.as-json' : 'mapping.by-field')}
    </button>
  );
  if (!byField || !isObject(value))
    return (
      <div className={classes.field}>
        <JsonField label={label} path={path} hint={hint ?? t('action.json-hint')} value={value} onChange={onChange} />
        {toggle && <p>{toggle}</p>}
      </div>
    );
  return (
    <fieldset className={mapping.nested}>
      <legend className={classes.labelRow}>
        {authored ? <bdi>{label}</bdi> : <span>{label}</span>} {toggle}
      </legend>
      {hint && <p className={classes.hint}>{hint}</p>}
      <Members path={path} value={value} onChange={onChange} />
    </fieldset>
  );
}

function Members({ path, value, onChange }: Pick<ObjectFieldProps, 'path' | 'onChange'> & { readonly value: Value }) {
  const [name, setName] = useState('');
  const add = () => {
    if (name === '' || Object.hasOwn(value, name)) return;
    onChange({ ...value, [name]: '' });
    setName('');
  };
  return (
    <>
      {Object.entries(value).map(([key, inner]) => (
        <div key={key} className={classes.row}>
          <Member name={key} path={path} value={inner} onChange={(next) => onChange({ ...value, [key]: next })} />
          <CloseButton
            size="xs"
            aria-label={t('inspector.remove', { what: key })}
            onClick={() => onChange(Object.fromEntries(Object.entries(value).filter(([each]) => each !== key)))}
          />
        </div>
      ))}
      <div className={classes.row}>
        <input
          aria-label={t('mapping.field-name')}
          placeholder={t('mapping.field-name')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          onKeyDown={(e) => e.key === 'Enter' && add()}
        />
        <button type="button" className={classes.adder} disabled={name === ''} onClick={add}>
          {t('mapping.add-field')}
        </button>
      </div>
    </>
  );
}

function Member({ name, path, value, onChange }: Omit<ObjectFieldProps, 'label' | 'hint'> & { readonly name: string }) {
  const at = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  if (typeof value === 'object' && value !== null)
    return <ObjectField label={name} authored path={at} hint={undefined} value={value} onChange={onChange} />;
  const constant = typeof value !== 'string';
  return (
    <TemplateField
      label={name}
      authored
      path={at}
      value={constant ? JSON.stringify(value) : value}
      onChange={(text) => onChange(constant ? constantOf(text ?? '') : (text ?? ''))}
    />
  );
}

/** What was a number or true stays one as long as it reads so. */
function constantOf(text: string): unknown {
  return /^(?:-?\d+(?:\.\d+)?|true|false|null)$/.test(text) ? JSON.parse(text) : text;
}

function isObject(value: unknown): value is Value {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
