import { expect, it } from 'vitest';
import { canRename, type Draft, renameNode } from '../edit/index.ts';
import { canonicalText, describeNode, readWorkflow } from '../index.ts';
import { validate } from './index.ts';

const part = (entry: object, nodes: readonly object[] = [], edges: readonly object[] = []): Draft => ({
  formatVersion: 1,
  id: 'fees',
  name: 'Fees',
  subject: 'shipment',
  variables: [{ name: 'rate', type: 'number', default: 2 }],
  entry,
  nodes: [
    { id: 'set', kind: 'set', title: 'Set', config: { values: { fee: 'inputs.amount * vars.rate' } } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
    ...nodes,
  ],
  edges: [{ from: 'set.out', to: 'over.in' }, ...edges],
});
const amount = { name: 'amount', type: 'number' };

function problemsOf(draft: Draft): readonly string[] {
  const read = readWorkflow(draft);
  return (read.ok ? validate(read.workflow) : read.problems).map(({ code, path }) => `${code} ${path}`);
}

it('a workflow that others run needs nothing that starts it, and is saved as it stands', () => {
  const draft = part({ node: 'set', inputs: [amount], outputs: { fee: 'nodes.set.fee', twice: 'inputs.amount * 2' } });
  expect(problemsOf(draft)).toEqual([]);
  const read = readWorkflow(draft);
  expect(read.ok && JSON.parse(canonicalText(read.workflow))).toEqual(draft);
});

it('inputs are known by name and type, and only where others come in', () => {
  const inputs = [{ name: 'amounts', type: 'number' }];
  expect(problemsOf(part({ node: 'set', inputs }))).toEqual(['expression-unknown-field /nodes/0/config/values/fee']);
  const text = [{ name: 'amount', type: 'string' }];
  expect(problemsOf(part({ node: 'set', inputs: text }))).toEqual(['expression-wrong-type /nodes/0/config/values/fee']);
  const { entry: _, ...alone } = part({ node: 'set', inputs: [amount] });
  expect(problemsOf(alone)).toContain('expression-unknown-variable /nodes/0/config/values/fee');
});

it('says what is wrong with where others come in', () => {
  const sense = { id: 'late', kind: 'trigger', title: 'Late', config: { on: ['shipment.delayed'] } };
  const wire = { from: 'late.out', to: 'set.in' };
  expect(problemsOf(part({ node: 'late', inputs: [amount] }, [sense], [wire]))).toEqual(['entry-node /entry/node']);
  expect(problemsOf(part({ node: 'gone', inputs: [amount] }))).toContain('entry-node /entry/node');
  expect(problemsOf(part({ node: 'set', inputs: [amount, amount] }))).toEqual(['duplicate-input /entry/inputs/1/name']);
  expect(problemsOf(part({ node: 'set', inputs: [amount], outputs: { end: '1' } }))).toEqual([
    'reserved-output /entry/outputs/end',
  ]);
  expect(problemsOf(part({ node: 'set', inputs: [amount], outputs: { a: 'inputs.', b: 'vars.no' } }))).toEqual([
    'expression-syntax /entry/outputs/a',
    'unknown-variable /entry/outputs/b',
  ]);
  const { nodes, ...rest } = part({ node: 'set', inputs: [amount] });
  expect(problemsOf({ ...rest, nodes: (nodes as object[]).slice(0, 1), edges: [] })).toEqual(['no-end /entry']);
});

it('a step that runs another workflow has a port for each end, and not itself in it', () => {
  const step = (workflow: string, ends: readonly string[]) => {
    const config = { workflow, inputs: { carrier: 'subject.carrier' }, ends: ends.map((id) => ({ id, label: id })) };
    const edges = [
      { from: 'set.out', to: 'run.in' },
      { from: `run.${ends[0]}`, to: 'over.in' },
    ];
    return part({ node: 'set', inputs: [amount] }, [{ id: 'run', kind: 'subflow', title: 'Run', config }], edges);
  };
  expect(problemsOf(step('other', ['good', 'bad']))).toEqual([]);
  expect(problemsOf(step('other', ['good', 'good']))).toEqual(['duplicate-end /nodes/2/config/ends/1/id']);
  expect(problemsOf(step('other', ['good', 'in']))).toEqual(['duplicate-end /nodes/2/config/ends/1/id']);
  expect(problemsOf(step('fees', ['good']))).toEqual(['part-circle /nodes/2/config/workflow']);
  const read = readWorkflow(step('free-time', ['good']));
  expect(read.ok && describeNode(read.workflow, 'run')).toBe('Runs free-time with carrier');
});

it('where others come in follows a step that is given another id', () => {
  const draft = part({ node: 'set', inputs: [amount], outputs: { fee: 'nodes.set.fee' } });
  expect(canRename(draft, 'set', 'fee')).toBe(true);
  expect(renameNode(draft, 'set', 'fee').entry).toEqual({
    node: 'fee',
    inputs: [amount],
    outputs: { fee: 'nodes.fee.fee' },
  });
});
