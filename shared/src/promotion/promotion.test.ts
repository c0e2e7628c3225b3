import { describe, expect, it } from 'vitest';
import example from '../examples/delivery-overdue.json' with { type: 'json' };
import { readWorkflow, type Workflow } from '../workflow/index.ts';
import { bundleHash, bundleOf, graphChanges, type PlanContent, planHash, valueChanges } from './index.ts';

const graph = readable(example.workflow);
const versions = (id: string) => (id === 'none' ? undefined : '1.0.0');

function readable(raw: unknown): Workflow {
  const read = readWorkflow(raw);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.workflow;
}

function changed(change: (copy: Workflow) => void): Workflow {
  const copy = readable(JSON.parse(JSON.stringify(graph)));
  change(copy);
  return copy;
}

describe('a bundle', () => {
  it('names all that its workflows need, computed from the graphs', () => {
    const bundle = bundleOf([graph], versions);
    expect(bundle).toMatchObject({
      slots: [
        { slot: 'mail', connector: 'email', operations: ['send'] },
        { slot: 'tms', connector: 'http', operations: ['request'] },
      ],
      connectors: [
        { id: 'email', version: '1.0.0' },
        { id: 'http', version: '1.0.0' },
      ],
      variables: [{ name: 'customerDesk' }, { name: 'days', type: 'number', default: 7 }],
      eventTypes: ['shipment.delivered'],
    });
  });

  it('is the same whatever the order of its workflows, and another one when anything of them differs', () => {
    const other = { ...graph, id: 'another' };
    const hash = (graphs: readonly Workflow[]) => bundleHash(bundleOf(graphs, versions));
    expect(hash([graph, other])).toBe(hash([other, graph]));
    expect(hash([graph])).not.toBe(hash([{ ...graph, name: 'Another name' }]));
    expect(hash([graph])).not.toBe(bundleHash(bundleOf([graph], () => '2.0.0')));
  });
});

describe('the difference between two versions', () => {
  it('tells what each changed step did and does, and where it differs', () => {
    const after = changed((copy) => {
      const deadline = copy.nodes[0];
      if (deadline?.kind === 'deadline') deadline.config.grace = '2h';
    });
    const changes = graphChanges(graph, after);
    expect(changes.nodes).toEqual([
      {
        id: 'overdue',
        number: 1,
        title: 'Delivery overdue',
        kind: 'deadline',
        change: 'changed',
        paths: ['/config/grace'],
        before: expect.stringContaining('due 7 days after line deliver by'),
        after: expect.stringContaining('2 h grace'),
      },
    ]);
    expect(changes.json).toEqual([{ nodeId: 'overdue', path: '/config/grace', after: '2h' }]);
  });

  it('finds steps and wires that came and went, settings, and what only moved', () => {
    const after = changed((copy) => {
      copy.nodes = copy.nodes.filter((node) => node.id !== 'late');
      copy.edges = copy.edges.filter((edge) => edge.to !== 'late.in');
      copy.settings = { ...copy.settings, cooldown: '1d' };
      copy.layout = { ...copy.layout, case: [5, 5] };
    });
    expect(graphChanges(graph, after)).toMatchObject({
      nodes: [{ id: 'late', change: 'removed', after: null }],
      edges: { added: [], removed: ['arrival.received>late.in'] },
      settings: ['/settings/cooldown'],
      moved: true,
    });
    expect(graphChanges(graph, { ...graph, layout: {} })).toMatchObject({ nodes: [], json: [], moved: true });
    expect(graphChanges(null, graph).nodes.every((node) => node.change === 'added')).toBe(true);
  });

  it('does not mind the order of keys and names paths as JSON pointers', () => {
    expect(valueChanges({ a: 1, b: { c: [1, 2] } }, { b: { c: [1, 2] }, a: 1 })).toEqual([]);
    expect(valueChanges({ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } })).toEqual([
      { path: '/a~1b/~0', before: 1, after: 2 },
    ]);
    expect(valueChanges([1, 2], [1, 3])).toEqual([{ path: '/1', before: 2, after: 3 }]);
    expect(valueChanges({}, { a: null })).toEqual([{ path: '/a', after: null }]);
  });
});

describe('the hash of a plan', () => {
  const content: PlanContent = {
    environment: 'prod',
    kind: 'release',
    undoes: null,
    base: '3-abc',
    bundle: 'b'.repeat(64),
    changes: [{ workflow: 'w', from: null, to: { number: 1, hash: 'h' } }],
    policy: { approvals: 2, authorMayApprove: false, expiresHours: 72 },
    bindings: { tms: 'http 1' },
  };

  it.each([
    { environment: 'staging' },
    { base: '4-abc' },
    { bundle: 'c'.repeat(64) },
    { changes: [{ workflow: 'w', from: null, to: null }] },
    { policy: { approvals: 1, authorMayApprove: false, expiresHours: 72 } },
    { bindings: { tms: 'http 2' } },
  ])('is another one when this is: %j', (difference) => {
    expect(planHash({ ...content, ...difference })).not.toBe(planHash(content));
    expect(planHash({ ...content })).toBe(planHash(content));
  });
});
