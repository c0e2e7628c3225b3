import type { Problem } from '../problem/index.ts';
import { isInstant } from '../time/index.ts';
import type { LeafCondition } from './schema.ts';

/** Facts that are one text or number: json-rules-engine ignores a path on them without a word. */
const PLAIN_FACTS: ReadonlySet<string> = new Set([
  ...['now', 'key', 'id', 'source', 'type', 'time', 'recordedtime', 'sequence', 'hop'],
  ...['correlationid', 'causationid', 'traceparent'],
]);

/** What json-rules-engine runs without a word and hardly anybody means. `known`: `placeOf` what an “is known” beside it guards. */
export function trapsOf(leaf: LeafCondition, pointer: string, known: ReadonlySet<string>): Problem[] {
  const found: Problem[] = [];
  const tell = (severity: 'warning' | 'info', code: string, message: string, path: string) =>
    found.push({ code: `condition-${code}`, severity, message, path: pointer + path });
  const bare = leaf.operator.slice(leaf.operator.lastIndexOf(':') + 1);
  if (/^(?:less|greater)Than(?:Inclusive)?$/.test(bare) && leaf.fact !== 'expr') {
    const { value } = leaf;
    if (typeof value === 'string' && !isInstant(value))
      tell('warning', 'text-order', 'Texts are ordered letter by letter: "10" comes before "9".', '/value');
    if (value === null || typeof value === 'boolean')
      tell('warning', 'order-value', `Only the fact is checked: ${value} counts as ${Number(value)} here.`, '/value');
    if (Array.isArray(value) && !/(?:^|:)(?:some|every)Value:/.test(leaf.operator))
      tell('warning', 'order-value', 'Only the fact is checked: a list is compared as its text.', '/value');
  }
  if (leaf.params !== undefined && leaf.fact !== 'expr')
    tell('warning', 'params-unused', 'Only the fact “expr” takes params.', '/params');
  if (leaf.path && leaf.path !== '$' && PLAIN_FACTS.has(leaf.fact))
    tell('warning', 'path-ignored', `“${leaf.fact}” has no fields: the path is ignored.`, '/path');
  if (leaf.operator === 'doesNotContain' && !known.has(placeOf(leaf)))
    tell('warning', 'no-list', 'This is false where there is no list; “not contains” is true there.', '/operator');
  if (leaf.operator === 'not:contains' && !known.has(placeOf(leaf)))
    tell('warning', 'no-list', 'This is true where there is no list; “doesNotContain” is false there.', '/operator');
  if ((leaf.operator === 'notEqual' || leaf.operator === 'notIn') && !known.has(placeOf(leaf)))
    tell(
      'info',
      'missing-holds',
      'This holds too where the field is missing; add “is known” if it must not.',
      '/operator',
    );
  return found;
}

/** The same text for two comparisons that look at the same field. */
export function placeOf(of: { readonly fact?: unknown; readonly path?: unknown; readonly params?: unknown }): string {
  const path = typeof of.path === 'string' ? of.path.replace(/^\$?\.?/, '') : '';
  return JSON.stringify([of.fact, path, of.params]);
}

/** The fields that a list of conditions guards by an “is known” beside the others. */
export function knownIn(conditions: readonly unknown[]): string[] {
  return conditions.flatMap((each) => {
    if (typeof each !== 'object' || each === null) return [];
    const { operator, value, fact, path, params } = each as Readonly<Record<string, unknown>>;
    const says = operator === 'isKnown' ? value !== false : operator === 'isMissing' && value === false;
    return says ? [placeOf({ fact, path, params })] : [];
  });
}
