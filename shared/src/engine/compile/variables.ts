import type { Problem } from '../../problem/index.ts';
import type { Workflow } from '../../workflow/index.ts';

type Values = Readonly<Record<string, unknown>>;

/** The value of every variable that a workflow declares: what the environment gives, or the default. */
export function variablesOf(workflow: Workflow, given: Values): Values {
  return Object.fromEntries(
    (workflow.variables ?? []).map(({ name, default: standard }) => [
      name,
      Object.hasOwn(given, name) ? given[name] : standard,
    ]),
  );
}

/** Variables that have no value here, or one of another type. */
export function variableProblems(workflow: Workflow, given: Values): Problem[] {
  return (workflow.variables ?? []).flatMap(({ name, type, default: standard }, index): Problem[] => {
    const value = Object.hasOwn(given, name) ? given[name] : standard;
    const error = (code: string, message: string): Problem[] => [
      { code, severity: 'error', message, path: `/variables/${index}` },
    ];
    if (value === undefined)
      return error('missing-variable', `The variable “${name}” has no value here and no default.`);
    return value === null || typeof value === type
      ? []
      : error('wrong-variable', `The variable “${name}” must be a ${type}.`);
  });
}
