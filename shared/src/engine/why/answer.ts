import { describeDuration, instantFromMs } from '../../time/index.ts';
import type { CompiledSense } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { WhyNot } from '../types.ts';

/** What a sense node says of a subject, before anybody knows whether it has fired. */
export type Answer = Omit<WhyNot['nodes'][string], 'reached'>;

/** An answer about one key; of several the one of the lowest rank speaks, the nearest to firing. */
export interface Ranked extends Answer {
  readonly rank: number;
}

/** The answer that speaks for all keys. */
export function speaking(answers: readonly Ranked[]): Answer {
  const [first] = answers.toSorted((a, b) => a.rank - b.rank);
  if (!first) return { text: 'It watches nothing here: no key is known for this subject.' };
  const others = answers.length > 1 ? ` The same was asked for ${answers.length - 1} more.` : '';
  const { rank: _, ...answer } = first;
  return { ...answer, text: `${answer.text}${others}` };
}

/** How a key is called at the beginning of a sentence. */
export function nameOf(key: string): string {
  return key === '' ? 'It' : `“${key}”`;
}

/** Why nothing is looked at: the subject is in another phase than the node asks for. */
export function outOfPhase(turn: Turn, sense: Pick<CompiledSense, 'phases'>): Answer | undefined {
  const { phase } = turn.occasion.subject;
  if (!sense.phases || sense.phases.has(phase)) return undefined;
  const wanted = [...sense.phases].map(words).join(' or ');
  return { text: `It looks only while the subject is ${wanted}; it is ${words(phase)}.` };
}

function words(phase: string): string {
  return phase.replaceAll('-', ' ');
}

/** `18 min of 30 min`. */
export function ofWhole(partMs: number, wholeMs: number): string {
  return `${describeDuration(partMs)} of ${describeDuration(wholeMs)}`;
}

export function instantOf(ms: number): string {
  return instantFromMs(ms);
}
