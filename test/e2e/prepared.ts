import {
  backtestItemSchema,
  type ExampleItem,
  exceptionItemSchema,
  gallerySchema,
  planSchema,
  workflowItemSchema,
  workflowSchema,
} from '@slipway/shared/api';
import { apiOf } from '../support/api.ts';
import { waitFor } from '../support/wait-for.ts';

/** Where nothing is replayed and nobody has to approve. */
const ENVIRONMENT = 'staging';

/**
 * Screens that the demo has no content for: drafts of examples with steps that watch, and a case whose promise is
 * broken. Makes what they show, and answers their addresses below the environment of the demo.
 */
export async function preparedScreens(url: string, environment: string): Promise<Readonly<Record<string, string>>> {
  const { items } = await apiOf(url).get('/examples', gallerySchema);
  const hold = exampleWith(items, 'hold');
  const window = exampleWith(items, 'window');
  const zones = items.find(({ graph }) => Array.isArray(graph.zones) && graph.zones.length > 0);
  if (!zones) throw new Error('no example has zones');
  return {
    'editor-hold': `workflows/${await draftOf(url, hold.example)}/edit?node=${hold.node}`,
    'editor-window': `workflows/${await draftOf(url, window.example)}/edit?node=${window.node}`,
    ...(await deciding(url, items)),
    reference: `../${ENVIRONMENT}/references/${await reference(url, items)}`,
    'editor-zones': `workflows/${await draftOf(url, zones)}/edit`,
    ...(await changing(url, environment)),
    'case-overdue': `../${ENVIRONMENT}/exceptions/${encodeURIComponent(await overdueCase(url))}`,
  };
}

/** A draft with a step of each kind that decides by data. */
async function deciding(url: string, items: readonly ExampleItem[]): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  for (const kind of ['table', 'lookup', 'estimate', 'subflow']) {
    const { example, node } = exampleWith(items, kind);
    pages[`editor-${kind}`] = `workflows/${await draftOf(url, example)}/edit?node=${node}`;
  }
  return pages;
}

/** What the demo's workflow would have done had it waited a week longer, and how its second version differs from the first. */
async function changing(url: string, environment: string): Promise<Record<string, string>> {
  const api = apiOf(url);
  const place = `/environments/${environment}/workflows`;
  const [workflow] = await api.all(place, workflowItemSchema);
  if (!workflow) throw new Error('the demo has no workflow');
  const { graph } = await api.get(`${place}/${workflow.id}`, workflowSchema);
  const [first, ...others] = graph.nodes;
  const changed = { ...graph, nodes: [{ ...first, title: 'Delivery is overdue' }, ...others] };
  await send(url, `/workflows/${workflow.id}/versions`, { graph: changed, base: 1, message: 'Says what it is' });
  const backtest = backtestItemSchema.parse(
    await send(url, `${place}/${workflow.id}/backtests`, {
      after: { version: 1 },
      history: { kind: 'stored' },
      variables: { days: 14 },
    }),
  );
  const at = `${place}/${workflow.id}/backtests/${backtest.id}`;
  const done = async () => ((await api.get(at, backtestItemSchema)).state === 'done' ? true : undefined);
  await waitFor(done, { what: 'a backtest of the demo', timeoutMs: 60_000, everyMs: 500 });
  return {
    backtest: `workflows/${workflow.id}/backtest?run=${backtest.id}`,
    versions: `workflows/${workflow.id}/versions?a=1&b=2`,
    'versions-words': `workflows/${workflow.id}/versions?a=1&b=2&view=words`,
    print: `workflows/${workflow.id}/print?of=2`,
  };
}

/** A table of reference data that an example reads. */
async function reference(url: string, items: readonly ExampleItem[]): Promise<string> {
  const content = items.flatMap(({ references = [] }) => references).find(({ kind }) => kind === 'table');
  if (!content) throw new Error('no example has a table');
  await send(url, `/environments/${ENVIRONMENT}/references/${content.id}`, { content }, 'PUT');
  return content.id;
}

function exampleWith(items: readonly ExampleItem[], kind: string): { example: ExampleItem; node: string } {
  for (const example of items) {
    const nodes = example.graph.nodes as readonly { readonly id: string; readonly kind: string }[];
    const node = nodes.find((each) => each.kind === kind);
    if (node) return { example, node: node.id };
  }
  throw new Error(`no example has a step of the kind ${kind}`);
}

async function draftOf(url: string, { id, name }: ExampleItem): Promise<string> {
  const made = await send(url, '/workflows', { name: `${name}, my own`, from: { example: id } });
  return String((made as { id: unknown }).id);
}

/** A carrier tells of a delay, and nobody takes the case up within a second. */
async function overdueCase(url: string): Promise<string> {
  const place = `/environments/${ENVIRONMENT}`;
  await send(url, '/workflows', { name: DELAYED.name, id: DELAYED.id, from: { blank: true } });
  await send(url, `/workflows/${DELAYED.id}/versions`, { graph: DELAYED, base: null, message: 'First' });
  const planned = await send(url, `${place}/plans`, { changes: [{ workflow: DELAYED.id, version: 1 }] });
  const plan = planSchema.parse(planned);
  await send(url, `${place}/plans/${plan.id}/apply`, { hash: plan.hash });
  const event = {
    specversion: '1.0',
    id: 'delayed-1',
    source: '/carrier',
    type: 'shipment.delayed',
    subject: 'shipment:SHP-100045',
    time: new Date().toISOString(),
    data: {},
  };
  await send(url, `${place}/events`, event);
  const late = async () => (await apiOf(url).all(`${place}/exceptions?breached=true`, exceptionItemSchema)).at(0);
  return (await waitFor(late, { what: 'a case whose promise is broken', timeoutMs: 60_000, everyMs: 500 })).id;
}

const DELAYED = {
  formatVersion: 1,
  id: 'delay-reported',
  name: 'Delay reported',
  description: 'What a carrier reports as delayed becomes a case that is to be taken up at once.',
  subject: 'shipment',
  nodes: [
    { id: 'delayed', kind: 'trigger', title: 'Delay reported', config: { on: ['shipment.delayed'] } },
    {
      id: 'case',
      kind: 'exception',
      title: 'A dispatcher decides',
      config: {
        type: 'delayed',
        severity: 'high',
        title: 'The carrier reports a delay',
        impact: '${312000}',
        assignee: 'Europe tower',
        sla: { acknowledge: '1s', resolve: '4h' },
        choices: [
          { id: 'rebooked', label: 'Rebooked' },
          { id: 'accepted', label: 'Delay accepted' },
        ],
      },
    },
    { id: 'rebooked', kind: 'end', title: 'Rebooked', config: { outcome: 'Rebooked' } },
    { id: 'accepted', kind: 'end', title: 'Delay accepted', config: { outcome: 'Delay accepted' } },
  ],
  edges: [
    { from: 'delayed.out', to: 'case.in' },
    { from: 'case.resolved:rebooked', to: 'rebooked.in' },
    { from: 'case.resolved:accepted', to: 'accepted.in' },
  ],
} as const;

async function send(url: string, path: string, body: object, method = 'POST'): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
