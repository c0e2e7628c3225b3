import { compileCondition, type IndexedRule } from '../condition/index.ts';
import type { Expression } from '../expression/index.ts';
import type { SenseKind } from '../workflow/index.ts';
import { keyedByEvent, keysOf } from './nodes/keys.ts';
import type { CompiledNode, CompiledNodeOf, CompiledSense, Program } from './program.ts';

/** When an event can rouse a sense: it is of one of the types and the condition holds or, as far as it is known yet, may. */
interface Rousing {
  readonly types?: readonly string[] | undefined;
  readonly when?: Condition | undefined;
}

type Condition = NonNullable<IndexedRule['condition']>;
type Facts = Readonly<Record<string, unknown>>;

/** Facts that a workflow knows only in its turn: what hangs on one of them may be so. */
const LATER: ReadonlySet<string> = new Set(['key', 'nodes', 'trigger', 'inputs']);

/**
 * When an event can make a sense fire or remember anything, of a subject of which it remembers nothing yet: one rule at
 * least must match. Each is a necessary condition of what the node's own handler does, so that a turn may be left out.
 */
export function rousingRules(program: Program): readonly IndexedRule[] {
  const { variables: vars, zones, calendars } = program;
  const own = { vars, zones, calendars };
  return program.senses.flatMap((node) =>
    rousingOf(node).map(({ types, when }): IndexedRule => ({ types, condition: when, own, unknown: LATER })),
  );
}

const rousing: { readonly [K in SenseKind]: (node: CompiledNodeOf<K>) => readonly Rousing[] } = {
  // While it warms up it remembers what it saw.
  trigger: ({ config, is }) => [{ types: config.on, when: is.warmUpMs === 0 ? is.when : undefined }],
  // A sample counts whichever way it is judged; what is known of the subject only where it holds.
  hold: ({ config, is }) => [
    is.samples ? { types: config.on, when: within(is) } : { when: within(is, forSomeKey(is, is.while)) },
  ],
  // What is not counted leaves no sample; minutes are counted of both.
  window: ({ config, is }) => [
    { types: config.on, when: within(is, config.aggregate === 'minutesTrue' ? undefined : is.when) },
  ],
  // What was heard is remembered in every phase. Keys that come with events are looked at when one does.
  missing: ({ config, is }) => [
    { types: config.on, when: keyedByEvent(is.per) ? undefined : forSomeKey(is, is.when) },
    ...(keyedByEvent(is.per) ? [] : [{ when: within(is, forSomeKey(is, is.while)) }]),
  ],
  schedule: ({ is }) => [{ when: is.phases ? within(is, forSomeKey(is)) : all(underWay(), forSomeKey(is)) }],
  deadline: ({ config, is }) => {
    const { start, met } = config;
    const named = keyedByEvent(is.per);
    const types = named ? [...met.on, ...(start?.on ?? [])] : undefined;
    return [
      is.at ? { types, when: forSomeKey(is, known(is.at)) } : { types: met.on, when: forSomeKey(is, is.when) },
      start
        ? { types: start.on ?? types, when: is.start?.when && forSomeKey(is, is.start.when) }
        : { types, when: within(is, forSomeKey(is, known(is.due))) },
    ];
  },
};

function rousingOf(node: CompiledNode): readonly Rousing[] {
  return Object.hasOwn(rousing, node.kind) ? rousing[node.kind as SenseKind](node as never) : [];
}

/** The condition, inside the phases of the node. */
function within(sense: CompiledSense, condition?: Condition): Condition | undefined {
  if (!sense.phases) return condition;
  return all(compiled({ fact: 'subject', path: 'phase', operator: 'in', value: [...sense.phases] }), condition);
}

function underWay(): Condition {
  return compiled({ fact: 'subject', path: 'phase', operator: 'notEqual', value: 'after' });
}

/** What cannot be computed of a subject is not known. */
function known({ source }: Expression): Condition {
  return compiled({ fact: 'expr', params: { cel: source }, operator: 'isKnown' });
}

/**
 * Whether there is a key at all, and the condition holds for one of those that there are now. Keys that come with events
 * are left to the condition.
 */
function forSomeKey({ per }: CompiledSense, condition?: Condition): Condition | undefined {
  if (!per || keyedByEvent(per)) return condition;
  const holds = (facts: Facts) => keysOf(per, facts).some((key) => condition?.test({ ...facts, key }) ?? true);
  const asked = condition?.facts.filter((path) => path !== 'key') ?? [];
  return judged([...per.paths, ...asked], holds);
}

/** A condition that is a closure of ours. It may look at zones and calendars that it names by id. */
function judged(paths: readonly string[], test: (facts: Facts) => boolean): Condition {
  const { explain, shape } = compiled({ fact: 'judged', operator: 'equal', value: true });
  if (shape.kind !== 'leaf') throw new Error('a comparison is a leaf');
  const left = { reads: [...paths, 'zones', 'calendars'], key: '', value: test };
  const leaf = { ...shape, left, operator: 'judged', test, holds: (answer: unknown) => answer === true };
  return { facts: paths, explain, shape: leaf, test };
}

function all(...parts: readonly (Condition | undefined)[]): Condition | undefined {
  const given = parts.filter((part) => part !== undefined);
  const [only, ...others] = given;
  if (!only || others.length === 0) return only;
  const test = (facts: Facts) => given.every((part) => part.test(facts));
  const shape = { kind: 'all', parts: given.map((part) => part.shape), test } as const;
  return { facts: given.flatMap(({ facts }) => facts), explain: only.explain, shape, test };
}

function compiled(json: unknown): Condition {
  const result = compileCondition(json);
  if (!result.ok) throw new Error(`a condition that was validated does not compile: ${JSON.stringify(json)}`);
  return result.condition;
}
