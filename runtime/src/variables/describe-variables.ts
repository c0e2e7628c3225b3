import type { VariableList, VariableValue } from '@slipway/shared/api';
import type { Database } from '../database/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { listLiveNeeds } from '../stores/live-needs-reads.ts';
import { listVariables } from '../stores/variables-reads.ts';
import { checkVariables, declaredIn } from './check-variables.ts';

/** The variables that have a value in an environment or that a live workflow declares, in order of their names. */
export async function describeVariables(database: Database, environment: string): Promise<VariableList> {
  const values = await listVariables(database.kysely, environment);
  const declared = declaredIn(await listLiveNeeds(database.kysely, environment));
  const problems = checkVariables(declared, values);
  const names = new Set([...Object.keys(values), ...declared.map((variable) => variable.name)]);
  const found = await findEnvironment(database.kysely, environment);
  return {
    liveSet: found?.live_set ?? '',
    items: [...names].sort().map((name) => ({
      name,
      set: Object.hasOwn(values, name),
      ...(Object.hasOwn(values, name) ? { value: values[name] as VariableValue } : {}),
      usedBy: declared
        .filter((variable) => variable.name === name)
        .map(({ workflow, workflowName, type, default: standard, description }) => ({
          workflow,
          name: workflowName,
          type,
          ...(standard === undefined ? {} : { default: standard }),
          description: description ?? null,
        })),
      problems: problems
        .filter((problem) => problem.path === `/values/${name}`)
        .map(({ code, severity, message, path }) => ({ code, severity, message, path })),
    })),
  };
}
