import type { WorkflowState } from './types.ts';

/*
 * How much a subject's state weighs: the JSON of every sense state, run and case, without what lies around them. So a
 * weight adds up exactly from its parts, and a record weighs the same whether it was read or has grown in memory.
 * Parts never change, so each is weighed once, and carries its weight where nobody looks: not enumerable, so it is neither
 * stored nor copied nor compared. (A WeakMap of what lives long is walked at every collection of garbage.)
 */
const WEIGHT = Symbol('weight');

interface Weighed {
  readonly [WEIGHT]?: number;
}

/** The length of a sense state, a run or a case as JSON. */
export function weightOf(part: object | undefined): number {
  if (!part) return 0;
  return (part as Weighed)[WEIGHT] ?? weighed(part, JSON.stringify(part).length);
}

/** What is known of how much the states of all workflows weigh; undefined where they were not weighed yet. */
export function knownWeight(workflows: Readonly<Record<string, WorkflowState>>): number | undefined {
  return (workflows as Weighed)[WEIGHT];
}

/** How much the states of all workflows weigh. */
export function weightOfAll(workflows: Readonly<Record<string, WorkflowState>>): number {
  let sum = 0;
  for (const { senses, runs } of Object.values(workflows)) {
    for (const run of runs) sum += weightOf(run);
    for (const states of Object.values(senses)) for (const state of Object.values(states)) sum += weightOf(state);
  }
  return sum;
}

/** Remembers what something weighs where that is known from what it was made of. */
export function weighed(whole: object, weight: number): number {
  // What is frozen is weighed anew each time.
  if (Object.isExtensible(whole)) Object.defineProperty(whole, WEIGHT, { value: weight });
  return weight;
}
