import { CloseButton } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import type { Draft } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { t } from '../../../../messages/t.ts';
import { ProblemList } from '../fields/Labelled.tsx';
import classes from '../Inspector.module.css';

type Row = Readonly<Record<string, unknown>>;

interface RowsProps {
  readonly draft: Draft;
  readonly problemsAt: (pointer: string) => readonly Problem[];
  readonly onChange: (rows: readonly unknown[] | undefined) => void;
}

const EMPTY: Readonly<Record<string, unknown>> = { number: 0, string: '', boolean: false };

/** Values that may differ per environment, with what they are where nobody says. */
export function Variables({ draft, problemsAt, onChange }: RowsProps) {
  const rows: readonly unknown[] = Array.isArray(draft.variables) ? draft.variables : [];
  const put = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
  const change = (index: number, row: Row) => put(rows.map((each, at) => (at === index ? row : each)));
  const fresh = () => {
    let count = rows.length + 1;
    while (rows.some((each) => asRow(each).name === `value${count}`)) count += 1;
    return { name: `value${count}`, type: 'number', default: 0 };
  };
  return (
    <section className={classes.section} aria-label={t('workflow-form.variables')}>
      <div className={classes.labelRow}>
        <span>{t('workflow-form.variables')}</span>
      </div>
      <p className={classes.hint}>{t('workflow-variables.hint')}</p>
      {rows.map((each, index) => {
        const row = asRow(each);
        const name = String(row.name ?? '');
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: the name is what is typed into, and must keep the focus
          <div key={index} data-pointer={`/variables/${index}`} tabIndex={-1}>
            <div className={classes.declared}>
              <input
                aria-label={t('workflow-variables.name')}
                value={name}
                onChange={(e) => change(index, { ...row, name: e.currentTarget.value })}
              />
              <select
                aria-label={t('workflow-variables.type', { name })}
                value={String(row.type)}
                onChange={(e) =>
                  change(index, { ...row, type: e.currentTarget.value, default: EMPTY[e.currentTarget.value] })
                }
              >
                {(['number', 'string', 'boolean'] as const).map((type) => (
                  <option key={type} value={type}>
                    {t(`workflow-variables.type.${type}`)}
                  </option>
                ))}
              </select>
              <Default name={name} row={row} onChange={(value) => change(index, { ...row, default: value })} />
              <CloseButton
                size="xs"
                aria-label={t('inspector.remove', { what: name })}
                onClick={() => put(rows.toSpliced(index, 1))}
              />
            </div>
            <ProblemList problems={problemsAt(`/variables/${index}`)} />
          </div>
        );
      })}
      <button type="button" className={classes.adder} onClick={() => put([...rows, fresh()])}>
        {t('workflow-variables.add')}
      </button>
    </section>
  );
}

function Default({
  name,
  row,
  onChange,
}: {
  readonly name: string;
  readonly row: Row;
  readonly onChange: (value: unknown) => void;
}) {
  const label = t('workflow-variables.default', { name });
  const [text, setText] = useState<string | null>(null);
  if (row.type === 'boolean')
    return (
      <input
        type="checkbox"
        aria-label={label}
        checked={row.default === true}
        onChange={(e) => onChange(e.currentTarget.checked)}
      />
    );
  return (
    <input
      aria-label={label}
      value={text ?? String(row.default ?? '')}
      aria-invalid={text !== null}
      onBlur={() => setText(null)}
      onChange={(e) => {
        const next = e.currentTarget.value;
        if (row.type !== 'number') return onChange(next);
        const number = next.trim() === '' ? Number.NaN : Number(next);
        setText(Number.isFinite(number) && String(number) === next ? null : next);
        if (Number.isFinite(number)) onChange(number);
      }}
    />
  );
}

export function asRow(value: unknown): Row {
  return typeof value === 'object' && value !== null ? (value as Row) : {};
}
