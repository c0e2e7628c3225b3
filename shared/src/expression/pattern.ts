import { RE2JS } from 're2js';
import { LIMITS } from '../limits/index.ts';

/** A pattern that is known to be cheap: linear in its text, and not large. */
export interface Pattern {
  readonly source: string;
  /** Work for one character of text, for budgets. */
  readonly size: number;
  /** Whether the pattern occurs anywhere in the text (anchor it with `^` and `$`). Texts over the limit never match. */
  test(text: string): boolean;
}

const CHARACTERS_MAX = 256;
const SIZE_MAX = 1_000;
const REPEATS_MAX = 300;

/**
 * Compiles a literal RE2 pattern; there are no look-arounds or back-references in RE2, and so no pattern hangs.
 *
 * Returns the sentence for the user where it cannot be used.
 */
export function compilePattern(source: string): Pattern | string {
  if (source.length > CHARACTERS_MAX) return `The pattern is longer than ${CHARACTERS_MAX} characters.`;
  // RE2 unrolls counted repeats while compiling, so they are added up before.
  const repeats = [...source.matchAll(/\{(\d+)(?:,(\d*))?\}/g)].reduce(
    (sum, [, low, high]) => sum + Math.max(Number(low), Number(high ?? 0)),
    0,
  );
  if (repeats > REPEATS_MAX) return `The pattern repeats parts more than ${REPEATS_MAX} times.`;
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    return `The pattern is not RE2: ${error instanceof Error ? error.message : 'unreadable'}.`;
  }
  const size = compiled.programSize();
  if (size > SIZE_MAX) return 'The pattern is too large.';
  return { source, size, test: (text) => text.length <= LIMITS.textCharacters && compiled.test(text) };
}
