import { type Facts, type IndexedRule, PredicateIndex, typeMatcher } from '../condition/index.ts';
import { LIMITS } from '../limits/index.ts';
import { listens } from './broadcast.ts';
import { type Moment, rests } from './resting.ts';
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
  /** Whether any workflow that knows nothing of the subject may be roused by an event of a type. */
  readonly rousedBy: (type: string) => boolean;
  /** Whether any workflow listens to a type at all. */
  readonly isHeard: (type: string) => boolean;
  /** Whether an event leaves a workflow as it is that remembers something of the subject. */
  readonly rests: typeof rests;
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
 * has no state for the subject and whose senses an event cannot rouse is left out, and one that rests through `moment`
 * too: its turn would change nothing.
 */
export function concerned(
  attention: Attention,
  record: SubjectRecord,
  input: Input,
  facts: Facts,
  only: string | undefined,
  owner: string | undefined,
  moment?: Moment,
): readonly string[] {
  if (only !== undefined) return [only];
  const { live, order, places, rousing, placeOf, hits } = attention;
  if (!('event' in input))
    return [
      ...order,
      ...Object.keys(record.workflows)
        .filter((id) => !live.has(id))
        .sort(),
    ];
  const count = rousing.matches(facts, hits);
  if (count === 0 && owner === undefined && isNobodys(record)) return NOBODY;
  const others = Object.keys(record.workflows);
  const turns = new Set<number>();
  for (let at = 0; at < count; at += 1) {
    const place = placeOf[hits[at] ?? 0] ?? 0;
    if (!moment || !Object.hasOwn(record.workflows, order[place] ?? '')) turns.add(place);
  }
  const add = (id: string | undefined) => {
    const place = id === undefined ? undefined : places.get(id);
    if (place !== undefined) turns.add(place);
  };
  for (const id of others) {
    const [program, state] = [live.get(id)?.program, record.workflows[id]];
    if (!(moment && program && state && attention.rests(program, state, record, moment))) add(id);
  }
  // A case outlives the state of its workflow, and is looked at in that workflow's turn.
  for (const id in record.exceptions) {
    const workflow = record.exceptions[id]?.workflow;
    if (workflow !== undefined && !Object.hasOwn(record.workflows, workflow)) add(workflow);
  }
  add(owner);
  const ids = [...turns].sort((a, b) => a - b).map((place) => order[place] ?? '');
  for (const id of others.sort()) if (!live.has(id)) ids.push(id);
  return ids;
}

const NOBODY: readonly string[] = [];

/** Whether nobody remembers anything of a subject, or has a case of it. */
export function isNobodys({ workflows, exceptions }: SubjectRecord): boolean {
  for (const _ in workflows) return false;
  for (const _ in exceptions) return false;
  return true;
}

/** Types are few: what is asked of one is remembered, of as many as there may be in practice. */
function remembering(ask: (type: string) => boolean): (type: string) => boolean {
  const known = new Map<string, boolean>();
  return (type) => {
    const before = known.get(type);
    if (before !== undefined) return before;
    const answer = ask(type);
    if (known.size < LIMITS.indexedTypes) known.set(type, answer);
    return answer;
  };
}

function rousedBy(rules: readonly IndexedRule[]): (type: string) => boolean {
  const all = rules.some(({ types }) => types === undefined);
  const matches = typeMatcher(rules.flatMap(({ types = [] }) => types));
  return (type) => all || matches(type);
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
    rousedBy: remembering(rousedBy(rules.flat())),
    rests,
    isHeard: remembering((type) => versions.some(({ program }) => listens(program, type))),
  };
}
