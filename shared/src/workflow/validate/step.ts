import type { TypeScope } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { Memory, Sameness } from '../steady.ts';
import { actProblems } from './act.ts';
import { slotProblems } from './declared.ts';
import { senseProblems } from './sense.ts';
import { tableProblems } from './table.ts';
import { textProblems } from './texts.ts';
import { calendarProblems, clockProblems } from './zones-and-calendars.ts';

/** What the steps of a workflow are checked against, and two objects that stay the same as long as it does. */
export interface Around {
  readonly workflow: Workflow;
  readonly surroundings: TypeScope;
  /** What the workflow declares. */
  readonly declared: object;
  /** The same, and what can be read of each step. */
  readonly withSteps: () => object;
  /** Whether a condition that steps refer to by name reads what steps give. */
  readonly asks: boolean;
}

const same = new Sameness();

export function aroundOf(workflow: Workflow, surroundings: TypeScope): Around {
  const { subject, variables, connections, zones, calendars, conditions, entry } = workflow;
  const ids = [zones, calendars].map((list) => list?.map(({ id }) => id));
  const declared = JSON.stringify([subject, variables, connections, conditions, entry, ids]);
  let withSteps: object | undefined;
  return {
    workflow,
    surroundings,
    declared: same.of(declared),
    withSteps: () => {
      withSteps ??= same.of(`${declared}\n${JSON.stringify(surroundings.nodes)}`);
      return withSteps;
    },
    asks: conditions !== undefined && mentionsSteps(conditions),
  };
}

/** Problems before and after those that hang on the wires of the step, at the place that it has in the list. */
interface Found {
  readonly index: number;
  readonly before: readonly Problem[];
  readonly after: readonly Problem[];
}

const found = new Memory<Found>();
const foundElsewhere = new Memory<Found>();
const asking = new Memory<boolean>();

/** What is wrong with a step. What its wires do not change is worked out again only where it may be another. */
export function stepProblems(node: WorkflowNode, index: number, around: Around): readonly Problem[] {
  const { workflow, surroundings } = around;
  const asks = around.asks || asking.recall(node, [], () => mentionsSteps(node.config));
  const beside = [asks ? around.withSteps() : around.declared, surroundings.event];
  const first = found.recall(node, beside, () => check(node, index, around));
  const moved = first.index !== index && first.before.length + first.after.length > 0;
  const { before, after } = moved
    ? foundElsewhere.recall(node, [...beside, index], () => check(node, index, around))
    : first;
  return [...before, ...actProblems(workflow, node, `/nodes/${index}/config`), ...after];
}

function check(node: WorkflowNode, index: number, { workflow, surroundings }: Around): Found {
  const path = `/nodes/${index}/config`;
  return {
    index,
    before: [
      ...textProblems(node, index, workflow, surroundings),
      ...slotProblems(workflow, node, index),
      ...senseProblems(workflow, node, path),
    ],
    after: [
      ...tableProblems(workflow, node, path, surroundings),
      ...calendarProblems(workflow, node, index),
      ...clockProblems(node, index),
    ],
  };
}

/** Whether a text in it may read what steps give: the name stands in the text of everything that does. */
function mentionsSteps(part: unknown): boolean {
  return JSON.stringify(part).includes('nodes');
}
