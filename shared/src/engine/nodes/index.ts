import { type NodeKind, type SenseKind, senseKinds } from '../../workflow/index.ts';
import type { CompiledNode, CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { RunState, Token } from '../types.ts';
import * as action from './action.ts';
import type { Arrival, Signal } from './arrival.ts';
import * as condition from './condition.ts';
import * as deadline from './deadline.ts';
import * as emit from './emit.ts';
import * as end from './end.ts';
import * as estimate from './estimate.ts';
import * as exception from './exception.ts';
import * as hold from './hold/hold.ts';
import * as join from './join.ts';
import * as lookup from './lookup.ts';
import * as missing from './missing.ts';
import * as schedule from './schedule.ts';
import * as set from './set.ts';
import * as subflow from './subflow.ts';
import * as choose from './switch.ts';
import * as table from './table.ts';
import * as trigger from './trigger.ts';
import * as wait from './wait.ts';
import * as window from './window/window.ts';

export type { Arrival, CaseSignal, Signal } from './arrival.ts';

/** How a sense node looks at an input, and what it does when its timer falls due. */
export interface SenseHandler<K extends NodeKind> {
  observe(turn: Turn, program: Program, node: CompiledNodeOf<K>): void;
  wake(turn: Turn, program: Program, node: CompiledNodeOf<K>, key: string): void;
}

/** How a token comes to a node: for the how-manieth time in its run, and by which port's wire. */
export interface Coming {
  readonly visit: number;
  readonly by: string;
}

/** How a node treats a token that comes, and one that waited there; `resume` gives nothing when the signal is not for it. */
export interface StepHandler<K extends NodeKind> {
  enter(turn: Turn, program: Program, run: RunState, node: CompiledNodeOf<K>, coming: Coming): Arrival;
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
const senses: { readonly [K in SenseKind]: SenseHandler<K> } = { trigger, hold, window, deadline, missing, schedule };
const steps: { readonly [K in Exclude<NodeKind, SenseKind>]: StepHandler<K> } = {
  condition,
  switch: choose,
  set,
  table,
  lookup,
  estimate,
  subflow,
  action,
  exception,
  wait,
  emit,
  join,
  end,
};

type SenseNode = { [K in SenseKind]: CompiledNodeOf<K> }[SenseKind];

const kindsThatSense: ReadonlySet<NodeKind> = new Set(senseKinds);

function isSense(node: CompiledNode): node is SenseNode {
  return kindsThatSense.has(node.kind);
}

export function observe(turn: Turn, program: Program, node: CompiledNode): void {
  if (isSense(node)) (senses[node.kind] as SenseHandler<typeof node.kind>).observe(turn, program, node);
}

export function wake(turn: Turn, program: Program, node: CompiledNode, key: string): void {
  if (isSense(node)) (senses[node.kind] as SenseHandler<typeof node.kind>).wake(turn, program, node, key);
}

export function enter(turn: Turn, program: Program, run: RunState, node: CompiledNode, coming: Coming): Arrival {
  if (isSense(node)) return { did: 'entered' };
  return (steps[node.kind] as StepHandler<typeof node.kind>).enter(turn, program, run, node, coming);
}

export function resume(turn: Turn, program: Program, run: RunState, token: Token, signal: Signal): Arrival | undefined {
  const node = program.nodes.get(token.node);
  if (!node || isSense(node)) return undefined;
  return (steps[node.kind] as StepHandler<typeof node.kind>).resume?.(turn, program, run, node, token, signal);
}
