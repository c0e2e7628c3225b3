import type { DecisionTrace, Explanation, ProblemMessage, Why } from '@slipway/shared/api';
import { stepOf } from '@slipway/shared/workflow';
import { tOr } from '../messages/t.ts';
import { readEnd } from './ends.ts';

/** What is said about one step on top of its rest state. */
export interface NodeMark {
  readonly state: 'lit' | 'not-reached' | 'rest';
  /** Place in the order in which it was decided, up to LIT_APART, for the path that lights step by step. */
  readonly order: number;
  /** The answer on the foot. */
  readonly answer?: string | undefined;
  readonly condition?: Explanation | undefined;
  readonly problem?: 'error' | 'warning' | undefined;
  /** Where the explanation points: the step at which it stopped. */
  readonly culprit?: boolean | undefined;
  /** What became of it between two versions that are shown as one. */
  readonly change?: StepChange | undefined;
}

/**
 * So many steps light one after the other, all that follow together: nobody watches four hundred. And where a step joins a
 * path the many after it look as they did.
 */
export const LIT_APART = 24;

export type StepChange = 'added' | 'removed' | 'changed' | 'moved';

/** What is shown upon a graph: a decision's path, the answer to *why not*, or problems. */
export interface Marks {
  readonly nodes: Readonly<Record<string, NodeMark>>;
  readonly lit: ReadonlySet<string>;
  /** Steps without a mark of their own fade. */
  readonly path: boolean;
  /** Wires that only one of two versions has. */
  readonly wires?: Readonly<Record<string, 'added' | 'removed'>>;
}

export const NO_MARKS: Marks = { nodes: {}, lit: new Set(), path: false };

/** The path of a run's decisions: each step in the order in which it was first reached, with its latest answer. */
export function marksOfTrace(trace: readonly DecisionTrace[]): Marks {
  const nodes: Record<string, NodeMark> = {};
  const lit = new Set<string>();
  let order = 0;
  for (const decision of trace) {
    for (const edge of decision.lit) lit.add(edge);
    for (const step of decision.steps) {
      // What a step is made of speaks through it: the last word is where it stands.
      const id = stepOf(step.node);
      const before = nodes[id];
      nodes[id] = {
        state: 'lit',
        order: before?.order ?? Math.min(order++, LIT_APART),
        answer: answerOf(step) ?? before?.answer,
        condition: (id === step.node ? step.condition : undefined) ?? before?.condition,
      };
    }
  }
  return { nodes, lit, path: true };
}

/** A step that goes on because a promise was broken names the promise as the document does. */
function answerOf({ did, text }: DecisionTrace['steps'][number]): string | undefined {
  return did === 'resumed' && text ? tOr(`node.breached.${text}`, text) : text;
}

/**
 * The answer to *why did it not fire?*: the steps that were reached are lit, and the one where it stopped is pointed at.
 * That is the first whose condition failed, else the first that looks at events by itself.
 */
export function marksOfWhy(why: Why): Marks {
  const entered = new Set(why.graph.edges.map((edge) => readEnd(edge.to).node));
  const known = why.graph.nodes.map(({ id }) => id).filter((id) => why.nodes[id] !== undefined);
  const watching = known.filter((id) => !entered.has(id));
  const culprit = why.fired
    ? undefined
    : (known.find((id) => why.nodes[id]?.condition?.result === false) ?? watching[0]);
  const nodes: Record<string, NodeMark> = {};
  known.forEach((id, order) => {
    const node = why.nodes[id];
    nodes[id] = {
      state: node?.reached || watching.includes(id) ? 'lit' : 'not-reached',
      order,
      answer: node?.text,
      condition: node?.condition,
      culprit: culprit === id,
    };
  });
  return { nodes, lit: new Set(why.lit), path: true };
}

/** The worst problem of each step. */
export function marksOfProblems(problems: readonly Omit<ProblemMessage, 'fix'>[]): Marks {
  const nodes: Record<string, NodeMark> = {};
  for (const problem of problems) {
    if (!problem.nodeId || problem.severity === 'info') continue;
    const worst = nodes[problem.nodeId]?.problem === 'error' ? 'error' : problem.severity;
    nodes[problem.nodeId] = { state: 'rest', order: 0, problem: worst };
  }
  return { nodes, lit: new Set(), path: false };
}

/** A path with the problems of its steps on it. */
export function withProblems(path: Marks, problems: Marks): Marks {
  if (Object.keys(problems.nodes).length === 0) return path;
  const nodes: Record<string, NodeMark> = { ...path.nodes };
  for (const [id, { problem }] of Object.entries(problems.nodes))
    nodes[id] = { ...(nodes[id] ?? { state: path.path ? 'not-reached' : 'rest', order: 0 }), problem };
  return { ...path, nodes };
}

/** The ports by which lit wires leave each step that has any. */
export function litPorts(marks: Marks): ReadonlyMap<string, ReadonlySet<string>> {
  const ports = new Map<string, Set<string>>();
  for (const edge of marks.lit) {
    const end = readEnd(edge.slice(0, edge.indexOf('>')));
    const of = ports.get(end.node);
    if (of) of.add(end.port);
    else ports.set(end.node, new Set([end.port]));
  }
  return ports;
}
