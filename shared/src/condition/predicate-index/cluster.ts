import type { RuleConjunct } from './build.ts';
import type { IndexedRule } from './index.ts';

/** Fields that conjuncts are sorted by. */
const FIELDS_MAX = 4;

/**
 * The conjuncts in an order in which those that ask for the same values stand together: then most values leave most pages
 * without a bit, and a page without a bit costs nothing. Conjuncts that cannot be told apart keep their order.
 */
export function clustered(conjuncts: readonly RuleConjunct[], rules: readonly IndexedRule[]): readonly RuleConjunct[] {
  const counts = new Map<string, number>();
  const marks = conjuncts.map(({ rule, predicates }) => {
    const own = new Map<string, string>();
    const types = rules[rule]?.types;
    if (types) own.set('', types.toSorted().join());
    for (const predicate of predicates) {
      // Only what one value allows clusters; a list of values is a place of its own at least.
      if (predicate.kind !== 'points' || predicate.holds(undefined, {})) continue;
      own.set(predicate.source.key, predicate.marks.map(String).sort().join());
    }
    for (const field of own.keys()) counts.set(field, (counts.get(field) ?? 0) + 1);
    return own;
  });
  const fields = [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, FIELDS_MAX)
    .map(([field]) => field);
  const keys = marks.map((own) => fields.map((field) => own.get(field) ?? '').join('\n'));
  const order = [...conjuncts.keys()].sort((a, b) => {
    const [one, other] = [keys[a] ?? '', keys[b] ?? ''];
    return one === other ? a - b : one < other ? -1 : 1;
  });
  return order.flatMap((at) => conjuncts[at] ?? []);
}
