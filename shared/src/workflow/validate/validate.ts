import type { Problem } from '../../problem/index.ts';
import type { Workflow } from '../graph.ts';
import { namedProblems } from '../named.ts';
import { namedTypeProblems, outputProblems, surroundingsOf } from '../types/index.ts';
import { actProblems } from './act.ts';
import { loopProblems } from './cycles.ts';
import { slotProblems } from './declared.ts';
import { edgeProblems } from './edges.ts';
import { entryProblems } from './entry.ts';
import { senseProblems } from './sense.ts';
import { duplicateIds, groupMembers, openPorts, starts, unreachable } from './structure.ts';
import { tableProblems } from './table.ts';
import { durationProblems, knownNames, outputTextProblems, textProblems } from './texts.ts';
import { calendarProblems, clockProblems, surroundingProblems } from './zones-and-calendars.ts';

/**
 * Checks a workflow whose shape is right: structure, limits, and every text that will be compiled. Never throws; its
 * graph algorithms are iterative, so that a chain of 2,000 nodes does not overflow the stack.
 */
export function validate(workflow: Workflow): readonly Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const surroundings = surroundingsOf(workflow);
  const outputs = outputTextProblems(workflow);
  return [
    ...duplicateIds(workflow),
    ...edgeProblems(workflow, nodes),
    ...starts(workflow),
    ...entryProblems(workflow),
    ...(outputs.length > 0 ? outputs : outputProblems(workflow, surroundings)),
    ...unreachable(workflow),
    ...groupMembers(workflow),
    ...loopProblems(workflow),
    ...openPorts(workflow),
    ...workflow.nodes.flatMap((node, index) => [
      ...textProblems(node, index, workflow, surroundings),
      ...slotProblems(workflow, node, index),
      ...senseProblems(workflow, node, `/nodes/${index}/config`),
      ...actProblems(workflow, node, `/nodes/${index}/config`),
      ...tableProblems(workflow, node, `/nodes/${index}/config`, surroundings),
      ...calendarProblems(workflow, node, index),
      ...clockProblems(node, index),
    ]),
    ...namedProblems(workflow.conditions, knownNames(workflow)),
    ...namedTypeProblems(workflow.conditions, surroundings),
    ...surroundingProblems(workflow),
    ...durationProblems(workflow),
  ];
}
