import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import classes from '../Inspector.module.css';

/** A condition, or a part of one, as JSON. What is no JSON stays in the field, and the condition keeps what it had. */
export function ConditionJson({
  value,
  onChange,
}: {
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}) {
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? JSON.stringify(value, null, 2) ?? '';
  return (
    <>
      <textarea
        className={classes.mono}
        aria-label={t('condition.json')}
        aria-invalid={text !== null}
        rows={Math.min(16, shown.split('\n').length)}
        spellCheck={false}
        value={shown}
        onChange={(e) => {
          const next = e.currentTarget.value;
          try {
            const read: unknown = JSON.parse(next);
            // A condition is an object: anything else would make the whole draft unreadable.
            if (typeof read !== 'object' || read === null || Array.isArray(read)) return setText(next);
            onChange(read);
            setText(null);
          } catch {
            setText(next);
          }
        }}
      />
      {text !== null && <p className={classes.wrong}>{t('inspector.no-json')}</p>}
    </>
  );
}
