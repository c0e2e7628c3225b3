import { checkExpression, checkTemplate, placeProblems, type TypeScope } from '../../expression/index.ts';
import type { Problem } from '../../problem/index.ts';
import type { NodeOf, Workflow, WorkflowNode } from '../graph.ts';
import type { ConfigText } from '../kinds/texts.ts';
import { checkCondition } from './check-condition.ts';
import { scopeAt, surroundingsOf } from './scope.ts';
import { wantedAt, wantedInput } from './wanted.ts';

export { surroundingsOf } from './scope.ts';
export { type TextPlace, textPlace } from './text-place.ts';
export { wantedInput } from './wanted.ts';

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

type Entry = NonNullable<Workflow['entry']>;

/** Checks the types in what a workflow gives those that run it. Paths are relative to the workflow. */
export function outputProblems(workflow: Workflow, surroundings: TypeScope): readonly Problem[] {
  const scope = { ...surroundings.event?.fields, ...surroundings };
  return Object.entries(workflow.entry?.outputs ?? {}).flatMap(([name, text]) =>
    placeProblems(checkExpression(text, scope), `/entry/outputs/${name}`),
  );
}

/** What a step gives another workflow that does not want it so, or does not give it. Paths are those of its configuration. */
export function inputProblems(workflow: Workflow, node: NodeOf<'subflow'>, entry: Entry): readonly Problem[] {
  const surroundings = surroundingsOf(workflow);
  const given = node.config.inputs;
  const error = (code: string, message: string, path: string): Problem => ({ code, severity: 'error', message, path });
  return [
    ...Object.keys(given)
      .filter((name) => !entry.inputs.some((input) => input.name === name))
      .map((name) =>
        error('unknown-input', `“${node.config.workflow}” takes no input “${name}”. Remove it.`, `/inputs/${name}`),
      ),
    ...entry.inputs.flatMap(({ name, type }) => {
      const text = Object.hasOwn(given, name) ? given[name] : undefined;
      if (text === undefined)
        return [error('missing-input', `“${node.title}” does not say what “${name}” is (a ${type}).`, '/inputs')];
      const path = `/inputs/${name}`;
      return placeProblems(checkExpression(text, scopeAt(surroundings, node, path), wantedInput(type)), path);
    }),
  ];
}
