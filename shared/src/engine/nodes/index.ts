import type { NodeKind } from '../../workflow/index.ts';
import type { CompiledNode, CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { RunState, Token } from '../types.ts';
import * as action from './action.ts';
import type { Arrival, Signal } from './arrival.ts';
import * as condition from './condition.ts';
import * as deadline from './deadline.ts';
import * as end from './end.ts';
import * as exception from './exception.ts';
import * as set from './set.ts';
import * as trigger from './trigger.ts';
import * as wait from './wait.ts';

export type { Arrival, Signal } from './arrival.ts';

/** How a sense node looks at an input, and what it does when its timer falls due. */
export interface SenseHandler<K extends NodeKind> {
  observe(turn: Turn, program: Program, node: CompiledNodeOf<K>): void;
  wake(turn: Turn, program: Program, node: CompiledNodeOf<K>, key: string): void;
}

/** How a node treats a token that comes, and one that waited there; `resume` gives nothing when the signal is not for it. */
export interface StepHandler<K extends NodeKind> {
  enter(turn: Turn, program: Program, run: RunState, node: CompiledNodeOf<K>, visit: number): Arrival;
  resume?(
    turn: Turn,
    program: Program,
    run: RunState,
    node: CompiledNodeOf<K>,
    token: Token,
    signal: Signal,
  ): Arrival | undefined;
}

/** One handler per kind: a missing one does not compile. */
const senses: { readonly [K in 'trigger' | 'deadline']: SenseHandler<K> } = { trigger, deadline };
const steps: { readonly [K in Exclude<NodeKind, keyof typeof senses>]: StepHandler<K> } = {
  condition,
  set,
  action,
  exception,
  wait,
  end,
};

export function observe(turn: Turn, program: Program, node: CompiledNode): void {
  if (node.kind === 'trigger') senses.trigger.observe(turn, program, node);
  else if (node.kind === 'deadline') senses.deadline.observe(turn, program, node);
}

export function wake(turn: Turn, program: Program, node: CompiledNode, key: string): void {
  if (node.kind === 'trigger') senses.trigger.wake(turn, program, node, key);
  else if (node.kind === 'deadline') senses.deadline.wake(turn, program, node, key);
}

export function enter(turn: Turn, program: Program, run: RunState, node: CompiledNode, visit: number): Arrival {
  if (node.kind === 'trigger' || node.kind === 'deadline') return { did: 'entered' };
  return (steps[node.kind] as StepHandler<typeof node.kind>).enter(turn, program, run, node, visit);
}

export function resume(turn: Turn, program: Program, run: RunState, token: Token, signal: Signal): Arrival | undefined {
  const node = program.nodes.get(token.node);
  if (!node || node.kind === 'trigger' || node.kind === 'deadline') return undefined;
  return (steps[node.kind] as StepHandler<typeof node.kind>).resume?.(turn, program, run, node, token, signal);
}
