import { hasErrors, type Problem } from '../../problem/index.ts';
import { validate, type Workflow } from '../../workflow/index.ts';
import type { Given } from './compile.ts';
import { expand } from './expand.ts';
import { drawnLoops } from './loops.ts';

/** What is wrong between a workflow and its parts; nothing is told of one that has errors of its own, or no parts. */
export function drawingProblems(workflow: Workflow, given: Given): readonly Problem[] {
  if (!workflow.nodes.some(({ kind }) => kind === 'subflow') || hasErrors(validate(workflow))) return [];
  const drawing = expand(workflow, given);
  return [...drawing.problems, ...(hasErrors(drawing.problems) ? [] : drawnLoops(workflow, drawing))];
}
