import type { VariableValue } from '@slipway/shared/api';
import type { Problem } from '@slipway/shared/problem';
import type { LiveNeeds } from '../stores/live-needs-reads.ts';

/** What live workflows declare, one entry for each workflow that names the variable. */
export type Declared = LiveNeeds['variables'][number] & { readonly workflow: string; readonly workflowName: string };

/** Every declaration of the live workflows. */
export function declaredIn(needs: readonly LiveNeeds[]): readonly Declared[] {
  return needs.flatMap(({ workflow, name, variables }) =>
    variables.map((variable) => ({ ...variable, workflow, workflowName: name })),
  );
}

/** Where values and declarations disagree: wrong types, and variables that have neither a value nor a default. */
export function checkVariables(
  declared: readonly Declared[],
  values: Readonly<Record<string, VariableValue>>,
): readonly Problem[] {
  return declared.flatMap((variable): Problem[] => {
    const { name, type, workflowName } = variable;
    const isSet = Object.hasOwn(values, name);
    const value = isSet ? values[name] : variable.default;
    const path = `/values/${name}`;
    if (value === undefined) {
      const message = `“${workflowName}” needs the variable “${name}”, which has no default. Give it a ${type}.`;
      return [{ code: 'missing-variable', severity: 'error', message, path }];
    }
    if (value === null || typeof value === type || !isSet) return [];
    const message = `“${workflowName}” wants a ${type} for “${name}”, not a ${typeof value}.`;
    return [{ code: 'wrong-variable', severity: 'error', message, path }];
  });
}
