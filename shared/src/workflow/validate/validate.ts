import type { Problem } from '../../problem/index.ts';
import type { Workflow } from '../graph.ts';
import { namedProblems } from '../named.ts';
import { namedTypeProblems, surroundingsOf } from '../types/index.ts';
import { actProblems } from './act.ts';
import { cyclesWithoutWait, joinsInLoops } from './cycles.ts';
import { slotProblems } from './declared.ts';
import { edgeProblems } from './edges.ts';
import { senseProblems } from './sense.ts';
import { duplicateIds, openPorts, starts, unreachable } from './structure.ts';
import { durationProblems, KNOWN_NAMES, textProblems } from './texts.ts';
import { calendarProblems, clockProblems, surroundingProblems } from './zones-and-calendars.ts';

/**
 * Checks a workflow whose shape is right: structure, limits, and every text that will be compiled. Never throws; its
 * graph algorithms are iterative, so that a chain of 2,000 nodes does not overflow the stack.
 */
export function validate(workflow: Workflow): readonly Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const variables = new Set((workflow.variables ?? []).map((variable) => variable.name));
  const surroundings = surroundingsOf(workflow);
  return [
    ...duplicateIds(workflow),
    ...edgeProblems(workflow, nodes),
    ...starts(workflow),
    ...unreachable(workflow),
    ...cyclesWithoutWait(workflow, nodes),
    ...joinsInLoops(workflow),
    ...openPorts(workflow),
    ...workflow.nodes.flatMap((node, index) => [
      ...textProblems(node, index, variables, surroundings, workflow.conditions),
      ...slotProblems(workflow, node, index),
      ...senseProblems(workflow, node, `/nodes/${index}/config`),
      ...actProblems(workflow, node, `/nodes/${index}/config`),
      ...calendarProblems(workflow, node, index),
      ...clockProblems(node, index),
    ]),
    ...namedProblems(workflow.conditions, KNOWN_NAMES),
    ...namedTypeProblems(workflow.conditions, surroundings),
    ...surroundingProblems(workflow),
    ...durationProblems(workflow),
  ];
}
