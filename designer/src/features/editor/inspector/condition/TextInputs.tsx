import type { Field } from '@slipway/shared/event';
import { useId, useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';
import { useForm } from './form-context.ts';
import { knownTexts } from './known-texts.ts';

/** A text, with what the field holds in what is tried to pick from. */
export function KnownText({
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
      <Known
        texts={known.filter((each) => each !== value)}
        says={(name) => t('fields.replace', { name })}
        onPick={onChange}
      />
    </>
  );
}

/** A list of texts, with commas between them; what the field holds in what is tried is added by one press. */
export function Texts({
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
      <Known
        texts={knownTexts(field, scope).filter((each) => !value.includes(each))}
        says={(known) => t('fields.add-value', { value: known })}
        onPick={(known) => onChange([...value, known])}
      />
    </>
  );
}

/** What the field holds in what is tried, each taken by one press. */
function Known({
  texts,
  says,
  onPick,
}: {
  readonly texts: readonly string[];
  readonly says: (text: string) => string;
  readonly onPick: (text: string) => void;
}) {
  return texts.map((text) => (
    <button key={text} type="button" className={classes.link} onClick={() => onPick(text)}>
      {says(text)}
    </button>
  ));
}
