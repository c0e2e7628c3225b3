import { type ConditionOptions, compileCondition } from '../../condition/index.ts';
import { canonicalEventSchema } from '../../event/index.ts';
import { compileExpression, compileTemplate, placeProblems, type TypeScope } from '../../expression/index.ts';
import { isFailure } from '../../failure/index.ts';
import { hasErrors, type Problem } from '../../problem/index.ts';
import { parseDuration } from '../../time/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { type ConfigText, textsOf } from '../kinds/texts.ts';
import { typeProblems } from '../types/index.ts';
import { undeclared } from '../variables.ts';

/** The names that a text can begin with: the facts, and the fields of an event (see `engine/facts.ts`). */
export const KNOWN_NAMES: readonly string[] = [
  ...['event', 'subject', 'previous', 'trigger', 'vars', 'nodes', 'now', 'key', 'zones', 'calendars'],
  ...Object.keys(canonicalEventSchema.shape).filter((name) => name !== 'subject'),
];

/** The names that the texts of a workflow can begin with: one that others run has inputs too. */
export function knownNames(workflow: Workflow): readonly string[] {
  return workflow.entry ? [...KNOWN_NAMES, 'inputs'] : KNOWN_NAMES;
}

/** What is wrong with the texts of a step that are compiled. */
export function textProblems(
  node: WorkflowNode,
  index: number,
  workflow: Workflow,
  surroundings: TypeScope,
): Problem[] {
  const variables = new Set((workflow.variables ?? []).map((variable) => variable.name));
  const named = workflow.conditions;
  const names = knownNames(workflow);
  return textsOf(node).flatMap((text) => {
    const pointer = `/nodes/${index}/config${text.path}`;
    const own = node.kind === 'set' ? Object.keys(node.config.values) : node.kind === 'action' ? ['action'] : [];
    const compiled = problemsOf(text, { variables: [...names, ...own], named }, variables);
    // What does not compile has no types yet.
    const typed = hasErrors(compiled) ? [] : typeProblems(text, node, surroundings);
    return placeProblems([...compiled, ...typed], pointer).map((problem) => ({ ...problem, nodeId: node.id }));
  });
}

/** What is wrong with what a workflow gives those that run it, apart from types. */
export function outputTextProblems(workflow: Workflow): Problem[] {
  const variables = new Set((workflow.variables ?? []).map((variable) => variable.name));
  const options = { variables: knownNames(workflow) };
  return Object.entries(workflow.entry?.outputs ?? {}).flatMap(([name, value]) => {
    const path = `/entry/outputs/${name}`;
    return placeProblems(problemsOf({ kind: 'expression', path, value }, options, variables), path);
  });
}

function problemsOf(
  text: ConfigText,
  options: Pick<ConditionOptions, 'named' | 'variables'>,
  variables: ReadonlySet<string>,
): readonly Problem[] {
  if (text.kind === 'condition') {
    const result = compileCondition(text.value, options);
    return result.ok ? [...result.warnings, ...undeclared(result.condition.facts, variables)] : result.problems;
  }
  if (text.kind === 'duration') return durationProblem(text.value);
  if (text.kind === 'expression') {
    const result = compileExpression(text.value, options);
    return result.ok ? undeclared(result.expression.paths, variables) : result.problems;
  }
  const result = compileTemplate(text.value, options);
  return result.ok ? undeclared(result.template.paths, variables) : result.problems;
}

function durationProblem(text: string): readonly Problem[] {
  try {
    parseDuration(text);
    return [];
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return [{ code: failure.code, severity: 'error', message: failure.message }];
  }
}

/** What is wrong with the durations of the workflow's settings. */
export function durationProblems(workflow: Workflow): Problem[] {
  return (['cooldown', 'reopenWithin'] as const).flatMap((name) => {
    const text = workflow.settings?.[name];
    return text === undefined ? [] : placeProblems(durationProblem(text), `/settings/${name}`);
  });
}
