import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';

/** A number, with its unit behind it. */
export function NumberInput({
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

/** A moment, in UTC. */
export function InstantInput({
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
