import { type Facts, type IndexedRule, PredicateIndex } from '../condition/index.ts';
import type { CompiledNodeOf, Program } from './program.ts';
import type { Input, LiveSet, LiveVersion, SubjectRecord } from './types.ts';

/** The live workflows about one kind of subject, and whom an event can concern. A live set never changes, so it is kept with it. */
export interface Attention {
  /** By id, in live order. */
  readonly live: ReadonlyMap<string, LiveVersion>;
  readonly order: readonly string[];
  readonly places: ReadonlyMap<string, number>;
  /** Workflows that look at every event: they hold, count or wait, or keep state for what does not fire. */
  readonly always: readonly number[];
  /** One rule for each trigger of the others, and the place of its workflow. */
  readonly triggers: PredicateIndex;
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
 * has no state for the subject and whose triggers an event cannot fire is left out: its turn would change nothing.
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
  const { live, order, places, always, triggers, placeOf, hits } = attention;
  const others = Object.keys(record.workflows);
  if (!('event' in input)) return [...order, ...others.filter((id) => !live.has(id)).sort()];
  const turns = new Set(always);
  const count = triggers.matches(facts, hits);
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

/**
 * Whether an event is nothing to a workflow that has no state for the subject: only triggers sense, and none listens to
 * its type.
 */
export function passesBy(program: Program, input: Input): boolean {
  if (!('event' in input)) return false;
  return program.senses.every((node) => node.kind === 'trigger' && !node.is.matches(input.event.type));
}

function attend(versions: readonly LiveVersion[]): Attention {
  const order = versions.map(({ program }) => program.id);
  const rules = versions.map(({ program }) => rulesOf(program));
  const placeOf = rules.flatMap((each, place) => (each ?? []).map(() => place));
  return {
    live: new Map(versions.map((each) => [each.program.id, each])),
    order,
    places: new Map(order.map((id, place) => [id, place])),
    always: rules.flatMap((each, place) => (each ? [] : [place])),
    triggers: new PredicateIndex(rules.flatMap((each) => each ?? [])),
    placeOf,
    hits: new Uint32Array(placeOf.length),
  };
}

/** What the triggers of a workflow listen to; nothing where a sense node keeps state though it does not fire. */
function rulesOf(program: Program): readonly IndexedRule[] | undefined {
  const triggers = program.senses.filter((node): node is CompiledNodeOf<'trigger'> => node.kind === 'trigger');
  if (triggers.length < program.senses.length) return undefined;
  const { variables: vars, zones, calendars } = program;
  const own = { vars, zones, calendars };
  return triggers.map(({ config, is: { when, warmUpMs } }) => ({
    types: config.on,
    // While it warms up it remembers what it saw.
    condition: warmUpMs === 0 ? when : undefined,
    own,
    unknown: LATER,
  }));
}

/** Facts that a workflow knows only in its turn. */
const LATER: ReadonlySet<string> = new Set(['key', 'nodes']);
