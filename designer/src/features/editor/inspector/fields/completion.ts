import type { Field } from '@slipway/shared/event';
import { expressionOf } from '../readable-fields.ts';

const PROPOSALS_MAX = 7;

/** The word before the cursor that can be completed, and where it begins; nothing where no name is being written. */
export function wordBefore(
  text: string,
  cursor: number,
  template: boolean,
): { word: string; from: number } | undefined {
  const before = text.slice(0, cursor);
  // In a template only what stands inside an open `${` is an expression.
  if (template && before.lastIndexOf('${') <= before.lastIndexOf('}')) return undefined;
  const match = /[A-Za-z_][\w.]*$/.exec(before);
  if (!match || match[0].length < 2 || insideQuotes(template ? before.slice(before.lastIndexOf('${')) : before))
    return undefined;
  return { word: match[0], from: match.index };
}

function insideQuotes(text: string): boolean {
  return (text.match(/(?<!\\)"/g)?.length ?? 0) % 2 === 1;
}

/** The fields and functions whose name begins with, or holds, what was written. */
export function proposals(
  word: string,
  fields: readonly Field[],
  functions: readonly string[],
): readonly { readonly text: string; readonly detail: string }[] {
  const wanted = word.toLowerCase();
  const all = [
    ...fields.map((field) => ({ text: expressionOf(field), detail: field.label })),
    ...functions.map((name) => ({ text: `${name}(`, detail: '' })),
  ].filter((each) => each.text !== word && each.text.toLowerCase().includes(wanted));
  const rank = (text: string) => (text.toLowerCase().startsWith(wanted) ? 0 : 1);
  return all.toSorted((a, b) => rank(a.text) - rank(b.text) || a.text.length - b.text.length).slice(0, PROPOSALS_MAX);
}

/** The text with the word before the cursor replaced, and where the cursor then stands. */
export function complete(
  text: string,
  from: number,
  cursor: number,
  proposal: string,
): { text: string; cursor: number } {
  return { text: text.slice(0, from) + proposal + text.slice(cursor), cursor: from + proposal.length };
}
