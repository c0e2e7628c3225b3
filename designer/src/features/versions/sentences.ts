import type { Language } from '@slipway/shared/language';
import { describeWorkflow, headingOf, type Paragraph, readWorkflow } from '@slipway/shared/workflow';
import type { Draft } from '@slipway/shared/workflow/edit';
import { diffArrays } from 'diff';

/** A stretch of a sentence: both have it, or only one. */
export interface Stretch {
  readonly text: string;
  readonly only?: 'before' | 'after';
}

/** The same paragraph of two versions; null on the side that does not have it. */
export interface Pair {
  readonly node: string | undefined;
  readonly before: readonly Stretch[] | null;
  readonly after: readonly Stretch[] | null;
  readonly same: boolean;
}

export interface Chapter {
  readonly heading: string;
  readonly pairs: readonly Pair[];
}

/**
 * Two versions in words, paragraph beside paragraph: those about the same step stand side by side, with the words that
 * differ. Null where one of them is no workflow yet.
 */
export function chaptersOf(before: Draft, after: Draft, language: Language): readonly Chapter[] | null {
  const [old, now] = [readWorkflow(before), readWorkflow(after)];
  if (!old.ok || !now.ok) return null;
  const [was, is] = [describeWorkflow(old.workflow, language), describeWorkflow(now.workflow, language)];
  const parts = [...new Set([...was, ...is].map(({ part }) => part))];
  const order = ['about', 'starts', 'steps', 'ends', 'promises', 'clears', 'names', 'asks'];
  return parts
    .toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((part) => ({
      heading: headingOf(part, language),
      pairs: pairsOf(
        was.filter((each) => each.part === part),
        is.filter((each) => each.part === part),
      ),
    }));
}

function pairsOf(before: readonly Paragraph[], after: readonly Paragraph[]): readonly Pair[] {
  const byKey = (paragraphs: readonly Paragraph[]) =>
    new Map(paragraphs.map((each, at) => [keyOf(each, paragraphs, at), each]));
  const [olds, news] = [byKey(before), byKey(after)];
  const keys = diffArrays([...olds.keys()], [...news.keys()]).flatMap(({ value }) => value);
  return [...new Set(keys)].map((key): Pair => {
    const [old, now] = [olds.get(key), news.get(key)];
    const node = (now ?? old)?.node;
    if (!old || !now)
      return {
        node,
        before: old ? [{ text: old.text, only: 'before' }] : null,
        after: now ? [{ text: now.text, only: 'after' }] : null,
        same: false,
      };
    return { node, ...stretchesOf(old.text, now.text), same: old.text === now.text };
  });
}

/** By its step; what is about none by its place among those. */
function keyOf({ node, text }: Paragraph, all: readonly Paragraph[], at: number): string {
  if (node !== undefined) return `step ${node}`;
  const plain = all.filter((each) => each.node === undefined);
  return plain.length === 1 ? 'whole' : `text ${text.split(':')[0] ?? at}`;
}

/** Two texts with the words in which they differ; what comes in a row is one stretch. */
export function stretchesOf(
  before: string,
  after: string,
): { readonly before: readonly Stretch[]; readonly after: readonly Stretch[] } {
  const [old, now]: [Part[], Part[]] = [[], []];
  const parts = diffArrays(wordsOf(before), wordsOf(after));
  for (const [at, { value, added, removed }] of parts.entries()) {
    const text = value.join('');
    const between = parts[at - 1] && parts[at + 1] && text.trim() === '';
    if (added) push(now, text, true);
    else if (removed) push(old, text, true);
    else {
      // A space between two words that differ belongs to them.
      push(old, text, between === true);
      push(now, text, between === true);
    }
  }
  const only =
    (side: 'before' | 'after') =>
    (one: Part): Stretch =>
      one.own ? { text: one.text, only: side } : one;
  return { before: old.map(only('before')), after: now.map(only('after')) };
}

interface Part {
  readonly text: string;
  readonly own?: true;
}

/** What is of one kind in a row is one stretch. */
function push(parts: Part[], text: string, own: boolean): void {
  const last = parts.at(-1);
  if (last && (last.own ?? false) === own) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push(own ? { text, own } : { text });
}

/** Words, spaces and signs, each by itself: a comma behind a word does not make it another word. */
const wordsOf = (text: string): string[] => text.match(/[\p{L}\p{N}_-]+|\s+|[^\p{L}\p{N}_\s-]/gu) ?? [];
