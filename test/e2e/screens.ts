import { exceptionItemSchema, workflowItemSchema } from '@slipway/shared/api';
import type { Api } from '../support/api.ts';
import { waitFor } from '../support/wait-for.ts';

/** Every screen by name, as an address below the environment. A screen that is missing here is neither seen by axe nor photographed. */
export async function screens(api: Api, environment: string): Promise<Readonly<Record<string, string>>> {
  const base = `/environments/${environment}`;
  const exception = await waitFor(
    async () => (await api.all(`${base}/exceptions?state=all`, exceptionItemSchema)).at(0),
    {
      what: 'an exception in the demo',
      timeoutMs: 60_000,
      everyMs: 500,
    },
  );
  const [workflow] = await api.all(`${base}/workflows`, workflowItemSchema);
  if (!workflow) throw new Error('the demo has no workflow');
  const shipment = encodeURIComponent(exception.subject);
  return {
    home: '',
    exceptions: 'exceptions?state=all',
    exception: `exceptions/${encodeURIComponent(exception.id)}?state=all`,
    'exceptions-none': 'exceptions?state=mine',
    shipments: 'shipments',
    'shipments-none': 'shipments?search=none-such',
    shipment: `shipments/${shipment}`,
    why: `shipments/${shipment}?why=${workflow.id}`,
    workflows: 'workflows',
    workflow: `workflows/${workflow.id}`,
    editor: `workflows/${workflow.id}/edit`,
    'editor-split': `workflows/${workflow.id}/edit?view=split`,
    'editor-outline': `workflows/${workflow.id}/edit?view=outline`,
    'editor-json': `workflows/${workflow.id}/edit?view=json`,
    releases: 'releases',
    actions: 'activity',
    'dead-letters': 'activity?tab=dead-letters&letters=all',
    outbox: 'outbox',
    connections: 'connections',
    connection: 'connections?slot=tms',
    addresses: 'connections?tab=addresses',
    variables: 'variables',
    references: 'references',
    people: 'admin/people',
    tokens: 'admin/tokens',
    'environment-list': 'admin/environments',
    environments: `admin/environments?id=${environment}`,
    audit: 'admin/audit',
    'not-found': 'nowhere',
  };
}
