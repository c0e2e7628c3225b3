import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Workflow } from '@slipway/shared/workflow';
import { repository } from '../support/runtime-process.ts';
import { type Answer, expectStatus, first, type Play, type Stage, type Verdict } from './case.ts';

interface Problems {
  readonly problems?: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
}

type Loose = { nodes: Record<string, unknown>[]; edges: { from: string; to: string }[] } & Record<string, unknown>;

/** A workflow that is good, to be spoiled. */
function good(): Loose {
  const file = join(repository, 'shared/src/examples/delivery-overdue.json');
  const { workflow } = JSON.parse(readFileSync(file, 'utf8')) as { workflow: Workflow };
  return structuredClone(workflow) as unknown as Loose;
}

const step = (id: string, more: object = {}) => ({ id, kind: 'set', title: id, config: { values: {} }, ...more });

/** Makes a workflow and tries to save a graph as its version: what publishing begins with. */
async function publish(stage: Stage, graph: object): Promise<Answer> {
  const made = await stage.ask('POST', '/workflows', { name: stage.fresh('Bad'), from: { blank: true } });
  const { id } = made.body as { id?: string };
  if (!id) return made;
  return stage.ask('POST', `/workflows/${id}/versions`, { graph: { ...graph, id }, base: null });
}

/** Amiss unless publishing is refused, with problems of which one matches. */
async function refused(stage: Stage, graph: object, problem: RegExp): Promise<Verdict> {
  const answer = await publish(stage, graph);
  const { problems = [] } = answer.body as Problems;
  const told = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ code, message }) => `${code}: ${message}`);
  if (answer.status === 413) return undefined;
  const verdict = expectStatus(answer, [400, 422]);
  if (verdict) return verdict;
  const all = [...told, answer.code ?? ''];
  return all.some((text) => problem.test(text)) ? undefined : `it says ${all.slice(0, 3).join('; ')}`;
}

const cycle: Play = (stage) => {
  const graph = good();
  graph.nodes.push(step('a'), step('b'), step('c'));
  graph.edges = [
    ...graph.edges,
    { from: 'a.out', to: 'b.in' },
    { from: 'b.out', to: 'c.in' },
    { from: 'c.out', to: 'a.in' },
  ];
  return refused(stage, graph, /cycle|circle|loop/i);
};

const dangling: Play = (stage, { input }) => {
  const graph = good();
  const to = /"([^"]+)"/.exec(input)?.[1] ?? 'zzz';
  graph.edges.push({ from: 'overdue.missed', to: `${to}.in` });
  return refused(stage, graph, /dangling/);
};

const reserved: Play = async (stage, { input }) => {
  for (const [, id] of input.matchAll(/"([^"]+)"/g)) {
    const graph = good();
    graph.nodes.push(step(id ?? ''));
    const verdict = await refused(stage, graph, /reserved|invalid-shape|forbidden/i);
    if (verdict) return `${id}: ${verdict}`;
  }
  return undefined;
};

const huge: Play = async (stage) => {
  const graph = good();
  for (let at = 0; at < 10_000; at += 1) graph.nodes.push({ id: `n${at}`, kind: 'end', title: 'x', config: {} });
  for (let at = 0; at < 20_000; at += 1)
    graph.edges.push({ from: `n${at % 10_000}.out`, to: `n${(at + 1) % 10_000}.in` });
  return refused(stage, graph, /too-large|too-many/);
};

const fanOut: Play = (stage) => {
  const graph = good();
  for (let at = 0; at < 5_000; at += 1) graph.edges.push({ from: 'overdue.missed', to: 'case.in', 'x-n': at } as never);
  return refused(stage, graph, /fan-out|duplicate-edge/);
};

const twoStarts: Play = async (stage) => {
  const graph = good();
  const trigger = { id: 'second', kind: 'trigger', title: 'Second', config: { on: ['shipment.delayed'] } };
  graph.nodes.push(trigger);
  graph.edges.push({ from: 'second.fired', to: 'case.in' });
  // Documented: a workflow may have several starts, each an opening of its own.
  const answer = await publish(stage, graph);
  return expectStatus(answer, [200, 422]);
};

const unreachable: Play = async (stage) => {
  const graph = good();
  graph.nodes.push({ id: 'alone', kind: 'end', title: 'Alone', config: { outcome: 'x' } });
  const answer = await publish(stage, graph);
  const { problems = [] } = answer.body as Problems;
  const warned = problems.some(({ code, severity }) => severity === 'warning' && /reach/.test(code));
  return first(expectStatus(answer, [200]), warned ? undefined : `no warning: ${problems.map(({ code }) => code)}`);
};

const unknownKind: Play = async (stage, { input }) => {
  for (const kind of [(JSON.parse(input) as { type: string }).type, 'toString', '__proto__', 'constructor']) {
    const graph = good();
    graph.nodes.push(step('odd', { kind }));
    const verdict = await refused(stage, graph, /unknown-kind/);
    if (verdict) return `${kind}: ${verdict}`;
  }
  return undefined;
};

const version =
  (number: number): Play =>
  async (stage) => {
    const graph = { ...good(), formatVersion: number };
    if (number !== 1) return refused(stage, graph, /unknown-version/);
    return expectStatus(await publish(stage, graph), [200]);
  };

const secretReference: Play = (stage) => {
  const graph = good();
  const action = graph.nodes.find(({ id }) => id === 'expedite');
  if (action) action.secretRef = 'prod/erp';
  return refused(stage, graph, /unknown-field/);
};

const hugeLabel: Play = (stage) => {
  const graph = good();
  graph.nodes.push({ id: 'long', kind: 'end', title: 'x'.repeat(1_000_000), config: { outcome: 'x' } });
  return refused(stage, graph, /too-large|too_big|long/i);
};

const coordinates: Play = async (stage) => {
  for (const at of [
    [1e308, null],
    [0, 1e308],
    ['a', 0],
  ]) {
    const verdict = await refused(stage, { ...good(), layout: { overdue: at } }, /./);
    if (verdict) return verdict;
  }
  return undefined;
};

const durations: Play = async (stage) => {
  for (const wait of ['P99999Y', 'PT0S', '-PT1H', '0s', 'soon']) {
    const graph = good();
    const config = graph.nodes.find(({ id }) => id === 'expedite')?.config as { retry: object };
    config.retry = { ...config.retry, first: wait };
    const verdict = await refused(stage, graph, /./);
    if (verdict) return `${wait}: ${verdict}`;
  }
  return undefined;
};

const lostUpdate: Play = async (stage) => {
  const [ada, bob] = [await stage.member('analyst'), await stage.member('analyst')];
  const made = await stage.ask('POST', '/workflows', { name: stage.fresh('Shared'), from: { blank: true } });
  const { id } = made.body as { id: string };
  const graph = { ...good(), id };
  const save = (cookie: string, message: string, base: number | null, change: object) =>
    stage.bare('POST', `/workflows/${id}/versions`, { graph: { ...graph, ...change }, message, base }, { cookie });
  const begun = await save(ada.cookie, 'one', null, {});
  const both = [await save(ada.cookie, 'two', 1, { name: 'Two' }), await save(bob.cookie, 'mine', 1, { name: 'Mine' })];
  const statuses = [begun, ...both].map(({ status }) => status).join();
  const named = JSON.stringify(both[1]?.body).includes(ada.name);
  const draft = (etag: string, name: string) =>
    stage.bare(
      'PUT',
      `/workflows/${id}/draft`,
      { graph: { ...graph, name }, base: 1 },
      { cookie: bob.cookie, 'if-match': etag },
    );
  const [kept, overwritten] = [await draft('*', 'First'), await draft('"stale"', 'Second')];
  if (statuses !== '200,200,409') return `saving answered ${statuses}`;
  if (kept.status !== 200 || overwritten.status !== 409) return `drafts answered ${kept.status}, ${overwritten.status}`;
  return named ? undefined : 'the conflict does not say who was first';
};

const inertImport: Play = async (stage) => {
  await stage.server.probe();
  const graph = good();
  const answer = await stage.ask('POST', '/workflows/import', { text: JSON.stringify({ ...graph, id: 'imported' }) });
  const { connections } = await stage.server.probe();
  return first(expectStatus(answer, [200]), connections.length === 0 ? undefined : `opened ${connections.join()}`);
};

/** Cases of the workflow area. */
export const WORKFLOW_PLAYS: Readonly<Record<string, Play>> = {
  'WORKFLOW-001': cycle,
  'WORKFLOW-003': dangling,
  'WORKFLOW-005': reserved,
  'WORKFLOW-006': huge,
  'WORKFLOW-008': fanOut,
  'WORKFLOW-010': twoStarts,
  'WORKFLOW-011': unreachable,
  'WORKFLOW-013': unknownKind,
  'WORKFLOW-015': version(999),
  'WORKFLOW-016': version(1),
  'WORKFLOW-018': secretReference,
  'WORKFLOW-020': hugeLabel,
  'WORKFLOW-023': coordinates,
  'WORKFLOW-026': durations,
  'WORKFLOW-030': lostUpdate,
  'WORKFLOW-031': inertImport,
};
