import type { Expression } from '../../expression/index.ts';

/** The keys under which a sense node keeps state now: `['']` without `per`, nothing where `per` yields nothing. */
export function keysOf(per: Expression | undefined, facts: Readonly<Record<string, unknown>>): readonly string[] {
  if (!per) return [''];
  const result = per.evaluate(facts);
  if (!result.ok || result.value === null || result.value === undefined) return [];
  return Array.isArray(result.value) ? [...new Set(result.value.map(String))] : [String(result.value)];
}

const ABOUT_SUBJECT: ReadonlySet<string> = new Set([
  'subject',
  'previous',
  'vars',
  'now',
  'zones',
  'calendars',
  'nodes',
]);

/** Whether keys come with events (a probe, a document): they stay known; others are what the subject says now (its stops). */
export function keyedByEvent(per: Expression | undefined): boolean {
  return per?.roots.some((root) => !ABOUT_SUBJECT.has(root)) ?? false;
}
