import { expect, test } from 'vitest';
import { applyPatch, type Draft, mendsOf, problemsOf } from './index.ts';

const draft = (change: Record<string, unknown> = {}): Draft => ({
  formatVersion: 1,
  id: 'late',
  name: 'Late',
  subject: 'shipment',
  connections: [{ slot: 'tms', connector: 'http' }],
  nodes: [
    { id: 'start', kind: 'trigger', title: 'Start', config: { on: ['order.created'] } },
    { id: 'ask', kind: 'action', title: 'Ask', config: { slot: 'tms', operation: 'request', input: {} } },
    { id: 'stop', kind: 'end', title: 'Stop', config: { outcome: 'done' } },
  ],
  edges: [
    { from: 'start.out', to: 'ask.in' },
    { from: 'ask.done', to: 'stop.in' },
    { from: 'ask.failed', to: 'stop.in' },
  ],
  ...change,
});
const nodes = (index: number, config: unknown) =>
  (draft().nodes as Draft[]).map((node, at) => (at === index ? { ...node, config } : node));

/** The first problem of a code, and the draft after each mend that is offered for it. */
function mended(broken: Draft, code: string) {
  const problem = problemsOf(broken).find((each) => each.code === code);
  expect(problem, code).toBeDefined();
  return problem ? mendsOf(broken, problem).map((mend) => ({ ...mend, after: mend.apply(broken) })) : [];
}

const codes = (after: Draft | undefined) => (after ? problemsOf(after).map((problem) => problem.code) : ['nothing']);

test('the whole draft is right', () => {
  expect(problemsOf(draft())).toEqual([]);
});

test.each([
  ['dangling-edge', { edges: [...(draft().edges as object[]), { from: 'ask.done', to: 'gone.in' }] }, 'remove-wire'],
  ['duplicate-edge', { edges: [...(draft().edges as object[]), { from: 'ask.done', to: 'stop.in' }] }, 'remove-wire'],
  ['unknown-slot', { connections: [] }, 'declare-slot'],
  ['unknown-slot', { nodes: nodes(1, { slot: 'tmss', operation: 'request', input: {} }) }, 'use-slot'],
  ['no-failure-path', { edges: (draft().edges as object[]).slice(0, 2) }, 'add-exception'],
  ['unknown-field', { remark: 'mine' }, 'keep-field'],
  ['duplicate-id', { nodes: [...(draft().nodes as object[]), (draft().nodes as object[])[2]] }, 'fresh-id'],
  ['no-start', { nodes: (draft().nodes as object[]).slice(1), edges: [] }, 'add-trigger'],
])('%s is mended', (code, change, says) => {
  const [first] = mended(draft(change), code);
  expect(first?.says).toBe(says);
  expect(codes(first?.after)).not.toContain(code);
});

test('a renamed port keeps its wire where only one can be meant', () => {
  const edges = [
    { from: 'start.out', to: 'ask.in' },
    { from: 'ask.done', to: 'stop.in' },
    { from: 'ask.faild', to: 'stop.in', 'x-own': 1 },
  ];
  const [first] = mended(draft({ edges }), 'unknown-port');
  expect(first).toMatchObject({ says: 'lead-wire-from', names: { port: 'failed' }, safe: true });
  expect((first?.after.edges as object[] | undefined)?.[2]).toEqual({ from: 'ask.failed', to: 'stop.in', 'x-own': 1 });
});

test('a variable that nobody declared is declared, or the one that was meant is used', () => {
  const config = { on: ['order.created'], per: 'vars.minuts + vars.other' };
  const broken = draft({ nodes: nodes(0, config), variables: [{ name: 'minutes', type: 'number', default: 5 }] });
  const [use, declare] = mended(broken, 'unknown-variable');
  expect(use).toMatchObject({ says: 'use-variable', names: { name: 'minutes' } });
  expect((use?.after.nodes as Draft[] | undefined)?.[0]).toMatchObject({
    config: { per: 'vars.minutes + vars.other' },
  });
  expect(declare?.after.variables).toContainEqual({ name: 'minuts', type: 'number', default: 0 });
});

test('a field of one’s own is kept under a name that the format allows', () => {
  const [keep, remove] = mended(draft({ remark: { a: 1 } }), 'unknown-field');
  expect(keep?.after).toMatchObject({ 'x-remark': { a: 1 } });
  expect(keep?.after).not.toHaveProperty('remark');
  expect(remove?.after).toEqual(draft());
});

test('a suggestion of an expression is a mend', () => {
  const broken = draft({ nodes: nodes(0, { on: ['order.created'], per: 'subjekt.id' }) });
  const [first] = mended(broken, 'expression-unknown-variable');
  expect(first?.says).toBe('suggested');
  expect((first?.after.nodes as Draft[] | undefined)?.[0]).toMatchObject({ config: { per: 'subject.id' } });
});

test('a problem that only a person can mend offers nothing, and a patch whose place is gone changes nothing', () => {
  expect(mended(draft({ nodes: nodes(0, { on: [] }) }), 'invalid-shape').length).toBe(0);
  expect(applyPatch(draft(), [{ op: 'replace', path: '/nodes/9/title', value: 'x' }])).toEqual(draft());
});
