import type { CellType } from '../workflow/kinds/decide.ts';
import { LITERALS, readLiteral, type Value } from './literal.ts';
import { literalInstead } from './slips.ts';

/** What a row gives in one output column: a value, null, or an expression that is computed when the row holds. */
export type Given =
  | { readonly kind: 'value'; readonly value: Value | null }
  /** `at` is where the expression begins in the cell. */
  | { readonly kind: 'expression'; readonly text: string; readonly at: number };

export type ReadOutput =
  | { readonly ok: true; readonly given: Given }
  | { readonly ok: false; readonly says: string; readonly instead?: string };

/** Reads an output cell: a literal of the column's type, `null`, or `=` and an expression. Never throws. */
export function readOutput(text: string, type: CellType): ReadOutput {
  const computed = /^\s*=\s*/.exec(text);
  if (computed) {
    const at = computed[0].length;
    return at < text.length
      ? { ok: true, given: { kind: 'expression', text: text.slice(at), at } }
      : { ok: false, says: 'There is no expression behind the =. Write one, such as = subject.eta.' };
  }
  const trimmed = text.trim();
  if (trimmed === 'null') return { ok: true, given: { kind: 'value', value: null } };
  const value = readLiteral(trimmed, type);
  if (value !== undefined) return { ok: true, given: { kind: 'value', value } };
  const { name, like } = LITERALS[type];
  const write = `Write ${like}, null, or = and an expression.`;
  if (trimmed === '' || trimmed === '-')
    return { ok: false, says: `The cell gives nothing. ${write}`, instead: 'null' };
  const instead = literalInstead(trimmed, type);
  return {
    ok: false,
    says: `“${trimmed.slice(0, 60)}” is not ${name}. ${write}`,
    ...(instead === undefined ? {} : { instead }),
  };
}
