import { type Facts, PredicateIndex } from '../condition/index.ts';
import { rousingRules } from './rousing.ts';
import type { Input, LiveSet, LiveVersion, SubjectRecord } from './types.ts';

/** The live workflows about one kind of subject, and whom an event can concern. A live set never changes, so it is kept with it. */
export interface Attention {
  /** By id, in live order. */
  readonly live: ReadonlyMap<string, LiveVersion>;
  readonly order: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  /** When an event can rouse a workflow that knows nothing of the subject, and the place of the workflow of each rule. */
  readonly rousing: PredicateIndex;
  readonly placeOf: readonly number[];
  readonly hits: Uint32Array;
}

const known = new WeakMap<LiveSet, Map<string, Attention>>();

/** The live workflows about a kind of subject. */
export function attentionOf(live: LiveSet, kind: string): Attention {
  const kinds = known.get(live) ?? new Map<string, Attention>();
  known.set(live, kinds);
  const attention = kinds.get(kind) ?? attend(live.live.filter((each) => each.program.workflow.subject === kind));
  kinds.set(kind, attention);
  return attention;
}

/**
 * Whose turn it is at an input: live workflows in live order, then those that only have runs to finish. A workflow that
 * has no state for the subject and whose senses an event cannot rouse is left out: its turn would change nothing.
 */
export function concerned(
  attention: Attention,
  record: SubjectRecord,
  input: Input,
  facts: Facts,
  only: string | undefined,
  owner: string | undefined,
): readonly string[] {
  if (only !== undefined) return [only];
  const { live, order, places, rousing, placeOf, hits } = attention;
  const others = Object.keys(record.workflows);
  if (!('event' in input)) return [...order, ...others.filter((id) => !live.has(id)).sort()];
  const turns = new Set<number>();
  const count = rousing.matches(facts, hits);
  for (let at = 0; at < count; at += 1) turns.add(placeOf[hits[at] ?? 0] ?? 0);
  const add = (id: string | undefined) => {
    const place = id === undefined ? undefined : places.get(id);
    if (place !== undefined) turns.add(place);
  };
  for (const id of others) add(id);
  // A case outlives the state of its workflow, and is looked at in that workflow's turn.
  for (const id in record.exceptions) add(record.exceptions[id]?.workflow);
  add(owner);
  const ids = [...turns].sort((a, b) => a - b).map((place) => order[place] ?? '');
  for (const id of others.sort()) if (!live.has(id)) ids.push(id);
  return ids;
}

function attend(versions: readonly LiveVersion[]): Attention {
  const order = versions.map(({ program }) => program.id);
  const rules = versions.map(({ program }) => rousingRules(program));
  const placeOf = rules.flatMap((each, place) => each.map(() => place));
  return {
    live: new Map(versions.map((each) => [each.program.id, each])),
    order,
    places: new Map(order.map((id, place) => [id, place])),
    rousing: new PredicateIndex(rules.flat()),
    placeOf,
    hits: new Uint32Array(placeOf.length),
  };
}
