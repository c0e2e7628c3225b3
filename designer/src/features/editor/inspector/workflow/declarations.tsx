import { useState } from 'react';
import classes from '../Inspector.module.css';
import { asRow } from './Variables.tsx';

type Row = Readonly<Record<string, unknown>>;

/** The rows of a list that a workflow declares, and how each is changed; emptied, the list is removed. */
export function useDeclarations(list: unknown, onChange: (rows: readonly unknown[] | undefined) => void) {
  const rows: readonly unknown[] = Array.isArray(list) ? list : [];
  const put = (next: readonly unknown[]) => onChange(next.length === 0 ? undefined : next);
  return {
    rows: rows.map(asRow),
    change: (index: number, row: Row) => put(rows.map((each, at) => (at === index ? row : each))),
    add: (row: Row) => put([...rows, row]),
    remove: (index: number) => put(rows.toSpliced(index, 1)),
  };
}

/** An id that no row has yet. */
export function freshId(rows: readonly Row[], word: string): string {
  let count = rows.length + 1;
  while (rows.some((row) => row.id === `${word}-${count}`)) count += 1;
  return `${word}-${count}`;
}

interface TypedTextProps<Value> {
  readonly label: string;
  /** A word above the field, where its place does not say what it is. */
  readonly caption?: string;
  readonly value: unknown;
  readonly write: (value: unknown) => string;
  /** Undefined where the text is no such value: it stays in the field with a mark, the document keeps what it had. */
  readonly read: (text: string) => Value | undefined;
  readonly onChange: (value: Value) => void;
}

/** A value that is typed as text. */
export function TypedText<Value>({ label, caption, value, write, read, onChange }: TypedTextProps<Value>) {
  const [text, setText] = useState<string | null>(null);
  const field = (
    <input
      aria-label={label}
      title={label}
      value={text ?? write(value)}
      aria-invalid={text !== null && read(text) === undefined}
      onBlur={() => {
        if (text !== null && read(text) !== undefined) setText(null);
      }}
      onChange={(e) => {
        const next = e.currentTarget.value;
        const known = read(next);
        setText(next);
        if (known !== undefined) onChange(known);
      }}
    />
  );
  if (caption === undefined) return field;
  return (
    <span className={classes.captioned}>
      <span className={classes.hint} aria-hidden="true">
        {caption}
      </span>
      {field}
    </span>
  );
}
