import {
  backtestItemSchema,
  draftSchema,
  type ExampleItem,
  exceptionItemSchema,
  gallerySchema,
  planSchema,
  workflowItemSchema,
  workflowSchema,
} from '@slipway/shared/api';
import { nodeKinds } from '@slipway/shared/workflow';
import { apiOf } from '../support/api.ts';
import { waitFor } from '../support/wait-for.ts';

/** Where nothing is replayed and nobody has to approve. */
const ENVIRONMENT = 'staging';
/** The example whose tests go every way. */
const STORIES = 'delivery-overdue';

/**
 * Screens that the demo has no content for: drafts of examples with steps that watch, and a case whose promise is
 * broken. Makes what they show, and answers their addresses below the environment of the demo.
 */
export async function preparedScreens(url: string, environment: string): Promise<Readonly<Record<string, string>>> {
  const { items } = await apiOf(url).get('/examples', gallerySchema);
  const zones = items.find(({ graph }) => Array.isArray(graph.zones) && graph.zones.length > 0);
  if (!zones) throw new Error('no example has zones');
  return {
    ...(await everyKind(url, items)),
    ...(await tried(url)),
    reference: `../${ENVIRONMENT}/references/${await reference(url, items)}`,
    'editor-zones': `workflows/${await draftOf(url, zones)}/edit`,
    ...(await changing(url, environment)),
    'case-overdue': `../${ENVIRONMENT}/exceptions/${encodeURIComponent(await overdueCase(url))}`,
  };
}

/** A draft with a step of each kind that an example has, beside its form. */
async function everyKind(url: string, items: readonly ExampleItem[]): Promise<Record<string, string>> {
  const pages: Record<string, string> = {};
  const drafts = new Map<string, string>();
  for (const kind of nodeKinds) {
    const { example, node } = exampleWith(items, kind) ?? {};
    if (!example) continue;
    const draft = drafts.get(example.id) ?? (await draftOf(url, example));
    drafts.set(example.id, draft);
    pages[`editor-${kind}`] = `workflows/${draft}/edit?node=${node}`;
  }
  return pages;
}

/** An example with its stories, and one whose end was called otherwise, so that some of them fail, as a version. */
async function tried(url: string): Promise<Record<string, string>> {
  const make = async (name: string) =>
    String(((await send(url, '/workflows', { name, from: { example: STORIES } })) as { id: unknown }).id);
  const failing = await make('Called otherwise');
  const { graph } = await apiOf(url).get(`/workflows/${failing}/draft`, draftSchema);
  const nodes = graph.nodes as readonly { readonly id: string; readonly kind: string; readonly config: object }[];
  const changed = {
    ...graph,
    nodes: nodes.map((node) =>
      node.kind === 'end' ? { ...node, config: { ...node.config, outcome: `Done: ${node.id}` } } : node,
    ),
  };
  await send(url, `/workflows/${failing}/versions`, {
    graph: changed,
    base: null,
    message: 'Ends are called otherwise',
  });
  await send(url, `/workflows/${failing}/draft`, undefined, 'DELETE');
  const drafted = await make('Told in stories');
  await send(url, `/workflows/${drafted}/versions`, {
    graph: { ...graph, id: drafted },
    base: null,
    message: 'First',
  });
  await send(url, `/workflows/${drafted}/draft`, undefined, 'DELETE');
  const own = { ...graph, id: drafted, name: 'Told in stories, mine' };
  await send(url, `/workflows/${drafted}/draft`, { graph: own, base: 1 }, 'PUT', { 'if-match': '*' });
  return {
    'editor-tried': `workflows/${drafted}/edit`,
    'versions-drafted': `workflows/${drafted}/versions?a=1&b=draft`,
    'editor-failing': `workflows/${failing}/edit`,
  };
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
    'backtest-new': `workflows/${workflow.id}/backtest`,
    backtest: `workflows/${workflow.id}/backtest?run=${backtest.id}`,
    versions: `workflows/${workflow.id}/versions?a=1&b=2`,
    'versions-json': `workflows/${workflow.id}/versions?a=1&b=2&view=json`,
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

function exampleWith(items: readonly ExampleItem[], kind: string): { example: ExampleItem; node: string } | undefined {
  for (const example of items) {
    const nodes = example.graph.nodes as readonly { readonly id: string; readonly kind: string }[];
    const node = nodes.find((each) => each.kind === kind);
    if (node) return { example, node: node.id };
  }
  return undefined;
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

async function send(
  url: string,
  path: string,
  body: object | undefined,
  method = 'POST',
  headers = {},
): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}
