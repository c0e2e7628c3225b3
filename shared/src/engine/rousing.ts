import { compileCondition, type IndexedRule, typeMatcher } from '../condition/index.ts';
import type { SenseKind } from '../workflow/index.ts';
import type { CompiledNode, CompiledNodeOf, CompiledSense, Program } from './program.ts';

/** When an event can rouse a sense: it is of one of the types and the condition holds or, as far as it is known yet, may. */
interface Rousing {
  readonly types?: readonly string[] | undefined;
  readonly when?: unknown;
}

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
    rousingOf(node).map(
      ({ types, when }): IndexedRule => ({
        types,
        condition: when === undefined ? undefined : compiled(when),
        own,
        unknown: LATER,
      }),
    ),
  );
}

const rousing: { readonly [K in SenseKind]: (node: CompiledNodeOf<K>) => readonly Rousing[] } = {
  // While it warms up it remembers what it saw.
  trigger: ({ config, is }) => [{ types: config.on, when: is.warmUpMs === 0 ? config.when : undefined }],
  // A sample counts whichever way it is judged; what is known of the subject only where it holds.
  hold: ({ config, is }) => [{ types: config.on, when: within(is, is.samples ? undefined : config.while) }],
  // What is not counted leaves no sample; minutes are counted of both.
  window: ({ config, is }) => [
    { types: config.on, when: within(is, config.aggregate === 'minutesTrue' ? undefined : config.when) },
  ],
  // What was heard is remembered in every phase.
  missing: ({ config, is }) => [{ types: config.on }, { when: within(is, config.while) }],
  schedule: ({ is }) => [{ when: within(is) }],
  deadline: ({ config, is }) => [
    { types: config.met.on },
    ...(config.met.at === undefined ? [] : [{ when: known(config.met.at) }]),
    config.start
      ? { types: config.start.on, when: config.start.on ? undefined : config.start.when }
      : { when: within(is, known(config.due)) },
  ],
};

/** What stirs a workflow that remembers something of a subject, and has no run open. */
export interface Stirring {
  readonly matches: (type: string) => boolean;
  /** Whether it matters in which phase the subject is. */
  readonly phased: boolean;
}

/** Of a workflow whose senses all look at events alone; of another nothing: what is known of the subject stirs it too. */
export function stirringOf({ senses }: Program): Stirring | undefined {
  const types: string[] = [];
  let phased = false;
  for (const { kind, is, config } of senses) {
    if (kind !== 'trigger' && kind !== 'window' && !(kind === 'hold' && is.samples)) return undefined;
    types.push(...(config.on ?? []));
    phased ||= is.phases !== undefined;
  }
  return { matches: typeMatcher(types), phased };
}

function rousingOf(node: CompiledNode): readonly Rousing[] {
  return Object.hasOwn(rousing, node.kind) ? rousing[node.kind as SenseKind](node as never) : [];
}

/** The condition, inside the phases of the node. */
function within(sense: CompiledSense, condition?: unknown): unknown {
  if (!sense.phases) return condition;
  const phase = { fact: 'subject', path: 'phase', operator: 'in', value: [...sense.phases] };
  return { all: condition === undefined ? [phase] : [phase, condition] };
}

/** What cannot be computed of a subject is not known. */
function known(cel: string): unknown {
  return { fact: 'expr', params: { cel }, operator: 'isKnown' };
}

function compiled(json: unknown) {
  const result = compileCondition(json);
  if (!result.ok) throw new Error(`a condition that was validated does not compile: ${JSON.stringify(json)}`);
  return result.condition;
}
