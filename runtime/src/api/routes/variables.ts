import { variableChangeSchema, variableListSchema } from '@slipway/shared/api';
import { changeVariables, describeVariables } from '../../variables/index.ts';
import { ok, route } from '../route.ts';

export const variableList = route({
  method: 'get',
  path: '/environments/{environment}/variables',
  permission: 'variable:read',
  environment: 'path',
  summary: 'The variables that are set here or that live workflows declare, with who uses them',
  answers: { 200: { name: 'VariableList', schema: variableListSchema } },
  handle: async ({ environment }, { database }) => ok(await describeVariables(database, environment.id)),
});

export const variableChange = route({
  method: 'put',
  path: '/environments/{environment}/variables',
  permission: 'variable:write',
  environment: 'path',
  summary: 'Replaces the values that are set, as a new live set that goes through the log',
  body: { name: 'VariableChange', schema: variableChangeSchema },
  answers: { 200: { name: 'VariableList', schema: variableListSchema } },
  handle: async ({ environment, body, principal, audit }, services) => {
    const { id, name } = principal;
    await changeVariables(services, environment.id, body, {
      by: { id, name },
      audit: (transaction, entry) =>
        audit(transaction, { ...entry, action: 'variables.changed', object: 'variables', reason: body.reason }),
    });
    return ok(await describeVariables(services.database, environment.id));
  },
});
