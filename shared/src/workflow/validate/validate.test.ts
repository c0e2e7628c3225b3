import { describe, expect, it } from 'vitest';
import example from '../../examples/delivery-overdue.json' with { type: 'json' };
import { canonicalText } from '../canonical.ts';
import { describeNode } from '../describe/index.ts';
import { readWorkflow } from '../read.ts';
import { workflowJsonSchema } from '../schema.ts';
import { validate } from './validate.ts';

const raw = example.workflow as unknown as Record<string, unknown>;
type Loose = { nodes: Record<string, unknown>[]; edges: { from: string; to: string }[] } & Record<string, unknown>;

function problemsOf(change: (workflow: Loose) => void): string[] {
  const copy = JSON.parse(JSON.stringify(raw)) as Loose;
  change(copy);
  const read = readWorkflow(copy);
  return (read.ok ? validate(read.workflow) : read.problems).map((problem) => problem.code);
}

describe('a workflow', () => {
  it('that is right has no problem', () => {
    expect(problemsOf(() => undefined)).toEqual([]);
  });

  it.each<[string, (workflow: Loose) => void]>([
    [
      'unknown-version',
      (w) => {
        w.formatVersion = 999;
      },
    ],
    [
      'unknown-kind',
      (w) => {
        Object.assign(w.nodes[0] ?? {}, { kind: 'toString' });
      },
    ],
    [
      'unknown-field',
      (w) => {
        w.colour = 'red';
      },
    ],
    [
      'invalid-shape',
      (w) => {
        Object.assign(w.nodes[0] ?? {}, { id: 'constructor' });
      },
    ],
    [
      'invalid-shape',
      (w) => {
        w.layout = { case: [1e308, null] };
      },
    ],
    [
      'too-large',
      (w) => {
        Object.assign(w.nodes[0] ?? {}, { title: 'x'.repeat(1_000_000) });
      },
    ],
    [
      'too-large',
      (w) => {
        w.nodes = Array.from({ length: 10_000 }, (_, index) => ({ ...w.nodes[0], id: `n${index}` }));
      },
    ],
    [
      'duplicate-id',
      (w) => {
        w.nodes.push({ ...w.nodes[1] });
      },
    ],
    [
      'dangling-edge',
      (w) => {
        w.edges.push({ from: 'overdue.missed', to: 'zzz.in' });
      },
    ],
    [
      'unknown-port',
      (w) => {
        w.edges.push({ from: 'overdue.nowhere', to: 'case.in' });
      },
    ],
    [
      'unknown-port',
      (w) => {
        w.edges.push({ from: 'case.opened', to: 'overdue.in' });
      },
    ],
    [
      'unknown-slot',
      (w) => {
        w.connections = [];
      },
    ],
    [
      'no-failure-path',
      (w) => {
        w.edges = w.edges.filter((edge) => edge.from !== 'tell.failed');
      },
    ],
    [
      'unreachable',
      (w) => {
        w.edges = w.edges.filter((edge) => edge.to !== 'person.in');
      },
    ],
    [
      'no-start',
      (w) => {
        w.nodes = w.nodes.slice(1);
        w.edges = w.edges.slice(1);
      },
    ],
    [
      'invalid-duration',
      (w) => {
        w.settings = { cooldown: 'P99999Y' };
      },
    ],
  ])('with a defect has the problem %s', (code, change) => {
    expect(problemsOf(change)).toContain(code);
  });

  it('whose loop never waits is refused, and one with a wait in it is not', () => {
    const loop = (kind: string, config: unknown) =>
      problemsOf((w) => {
        w.nodes.push(
          { id: 'a', kind: 'set', title: 'A', config: { values: { x: '1' } } },
          { id: 'b', kind, title: 'B', config },
        );
        w.edges.push(
          { from: 'overdue.missed', to: 'a.in' },
          { from: 'a.out', to: 'b.in' },
          { from: kind === 'set' ? 'b.out' : 'b.received', to: 'a.in' },
        );
      });
    expect(loop('set', { values: { y: '2' } })).toContain('cycle');
    expect(loop('wait', { for: { on: ['shipment.delivered'] } })).not.toContain('cycle');
  });

  it('that is a chain of 2,000 nodes is checked without a stack overflow', () => {
    const nodes = Array.from({ length: 1_990 }, (_, index) => ({
      id: `s${index}`,
      kind: 'set',
      title: 'S',
      config: { values: { x: '1' } },
    }));
    const codes = problemsOf((w) => {
      w.nodes.push(...nodes);
      w.edges.push(
        { from: 'overdue.missed', to: 's0.in' },
        ...nodes.slice(1).map((node, index) => ({ from: `s${index}.out`, to: `${node.id}.in` })),
      );
    });
    expect(codes).toEqual([]);
  });

  it('keeps fields that begin with x- and is written in one canonical order', () => {
    const read = readWorkflow({
      'x-team': { b: 1 },
      ...raw,
      nodes: (raw.nodes as object[]).map((node) => Object.fromEntries(Object.entries(node).reverse())),
    });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const plain = readWorkflow(raw);
    if (!plain.ok) throw new Error('the example does not read');
    const { 'x-team': team, ...rest } = JSON.parse(canonicalText(read.workflow));
    expect(team).toEqual({ b: 1 });
    expect(`${JSON.stringify(rest, null, 2)}\n`).toBe(canonicalText(plain.workflow));
  });

  it('says on each card what the step does', () => {
    const read = readWorkflow(raw);
    if (!read.ok) throw new Error('the example does not read');
    const cards = Object.fromEntries(
      read.workflow.nodes.map((node) => [node.id, describeNode(read.workflow, node.id)]),
    );
    expect(cards).toMatchObject({ expedite: 'tms · request, 4 attempts', late: 'Delivered late' });
    expect(cards.overdue).toBe('Delivered: due 7 days after line deliver by');
    expect(Object.values(cards).every((text) => text.length > 0)).toBe(true);
  });

  it('has a JSON Schema that other editors can use', () => {
    expect(workflowJsonSchema()).toMatchObject({
      type: 'object',
      required: expect.arrayContaining(['formatVersion', 'nodes', 'edges']),
    });
  });
});
