import { checkExpression, checkTemplate, placeProblems, type TypeScope } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import type { ConfigText } from '../kinds/texts.ts';
import { checkCondition } from './check-condition.ts';
import { scopeAt } from './scope.ts';
import { wantedAt } from './wanted.ts';

export { surroundingsOf } from './scope.ts';

/** Checks the types in a text of a node that compiles. Paths are relative to the text. */
export function typeProblems(text: ConfigText, node: WorkflowNode, surroundings: TypeScope): readonly Problem[] {
  if (text.kind === 'duration') return [];
  const scope = scopeAt(surroundings, node, text.path);
  if (text.kind === 'condition') return checkCondition(text.value, scope);
  return text.kind === 'template'
    ? checkTemplate(text.value, scope)
    : checkExpression(text.value, scope, wantedAt(node, text.path));
}

/** Checks the types in the conditions that a workflow has by name, in which any event may be meant. */
export function namedTypeProblems(named: Workflow['conditions'], surroundings: TypeScope): readonly Problem[] {
  const scope = { ...surroundings.event?.fields, ...surroundings };
  return Object.entries(named ?? {}).flatMap(([name, condition]) =>
    placeProblems(checkCondition(condition, scope), `/conditions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
