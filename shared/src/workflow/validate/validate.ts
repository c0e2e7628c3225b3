import type { Problem } from '../../problem/index.ts';
import type { Workflow } from '../graph.ts';
import { namedProblems } from '../named.ts';
import { Memory } from '../steady.ts';
import { namedTypeProblems, outputProblems, surroundingsOf } from '../types/index.ts';
import { loopProblems } from './cycles.ts';
import { edgeProblems } from './edges.ts';
import { entryProblems } from './entry.ts';
import { aroundOf, stepProblems } from './step.ts';
import { duplicateIds, groupMembers, openPorts, starts, unreachable } from './structure.ts';
import { durationProblems, knownNames, outputTextProblems } from './texts.ts';
import { surroundingProblems } from './zones-and-calendars.ts';

/**
 * Checks a workflow whose shape is right: structure, limits, and every text that will be compiled. Never throws; its
 * graph algorithms are iterative, so that a chain of 2,000 nodes does not overflow the stack.
 */
export function validate(workflow: Workflow): readonly Problem[] {
  return validated.recall(workflow, [], () => check(workflow));
}

const validated = new Memory<readonly Problem[]>();

function check(workflow: Workflow): readonly Problem[] {
  const nodes = new Map(workflow.nodes.map((node) => [node.id, node]));
  const surroundings = surroundingsOf(workflow);
  const around = aroundOf(workflow, surroundings);
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
    ...workflow.nodes.flatMap((node, index) => stepProblems(node, index, around)),
    ...namedProblems(workflow.conditions, knownNames(workflow)),
    ...namedTypeProblems(workflow.conditions, surroundings),
    ...surroundingProblems(workflow),
    ...durationProblems(workflow),
  ];
}
