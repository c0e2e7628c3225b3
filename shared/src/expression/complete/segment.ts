import { segmentEnd, segmentsOf } from '../template.ts';
import { tokensOf } from './tokens.ts';

/** The expression of a template in which the caret stands, and what is still missing behind it. */
export interface Segment {
  readonly text: string;
  readonly at: number;
  readonly close: '' | '}';
}

/** Finds the `${…}` around the caret; one that is not closed ends with the piece that is being written. */
export function segmentAt(source: string, caret: number): Segment | undefined {
  const closed = segmentsOf(source);
  const around = closed.find(({ at, text }) => at <= caret && caret <= at + text.length);
  if (around) return { ...around, close: '' };
  const behind = closed.findLast(({ at }) => at <= caret);
  const from = behind ? behind.at + behind.text.length + 1 : 0;
  const open = opening(source, from, caret);
  if (open === undefined || segmentEnd(source, open) !== undefined) return undefined;
  const token = tokensOf(source.slice(open)).find(({ from: start, to }) => start + open < caret && caret <= to + open);
  const end = token && (token.kind === 'name' || token.kind === 'function') ? token.to + open : caret;
  return { text: source.slice(open, end), at: open, close: '}' };
}

/** Behind the first `${` that is none of the escaped ones. */
function opening(source: string, from: number, caret: number): number | undefined {
  for (let at = source.indexOf('${', from); at >= 0 && at + 2 <= caret; at = source.indexOf('${', at + 2))
    if (source.charAt(at - 1) !== '$') return at + 2;
  return undefined;
}
