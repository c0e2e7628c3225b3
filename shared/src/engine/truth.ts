import { isStanding } from './nodes/spells.ts';
import type { Frame, Program } from './program.ts';
import type { Turn } from './turn.ts';
import type { RunState, SenseState } from './types.ts';

/** What a condition can ask of a sense node: `nodes.<id>.active`, and the keys for which it is so. */
export interface Truth {
  readonly active: boolean;
  readonly keys: readonly string[];
}

/**
 * The fact `nodes`: what the run's nodes have put out, and beside it the truth of every sense node. A node sees those
 * before it in graph order as they are after the input, those behind it as they were before; a run sees the one that
 * speaks to it as it speaks.
 */
export function nodesFact(turn: Turn, program: Program, run: RunState | undefined): Readonly<Record<string, unknown>> {
  const outputs = run?.outputs ?? {};
  if (!asksForNodes(program)) return outputs;
  const nodes: Record<string, unknown> = { ...outputs };
  for (const { id } of program.senses) nodes[id] = { ...(outputs[id] as object | undefined), ...truthOf(turn, id) };
  return nodes;
}

/** The same for the nodes of a part: what they have put out, by the ids that they have in it. */
export function nodesWithin({ step, asked }: Frame, run: RunState | undefined): Readonly<Record<string, unknown>> {
  const nodes: Record<string, unknown> = {};
  for (const id of asked) {
    const output = run?.outputs[`${step}/${id}`];
    if (output !== undefined) nodes[id] = output;
  }
  return nodes;
}

/** A node with `per` is active where it is so for any key. */
export function truthOf(turn: Turn, node: string): Truth {
  const states = Object.hasOwn(turn.senses, node) ? turn.senses[node] : undefined;
  const standing = states ? Object.keys(states).filter((key) => isActive(states[key])) : [];
  const { telling } = turn;
  if (telling?.node !== node) return { active: standing.length > 0, keys: standing };
  const others = standing.filter((key) => key !== telling.key);
  const keys = telling.active ? [...others, telling.key] : others;
  return { active: keys.length > 0, keys };
}

/** Whether what a node watches for is so now. A schedule, and a trigger that fires every time, are never in a state. */
export function isActive(state: SenseState | undefined): boolean {
  switch (state?.kind) {
    case 'trigger':
      return state.high;
    case 'hold':
    case 'window':
      return isStanding(state.spells);
    case 'missing':
      return state.silent !== undefined || state.pending === true;
    case 'deadline':
      return state.met === undefined && (state.missed !== undefined || state.pending === true);
    default:
      return false;
  }
}

const asking = new WeakMap<Program, boolean>();

/** Most workflows never ask: then nothing is built for the question. */
export function asksForNodes(program: Program): boolean {
  const known = asking.get(program);
  if (known !== undefined) return known;
  const asks = program.workflow.nodes.some((node) => /\bnodes\b/.test(JSON.stringify(node.config)));
  asking.set(program, asks);
  return asks;
}
