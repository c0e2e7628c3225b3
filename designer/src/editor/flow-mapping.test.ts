import type { Graph } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { toFlow } from './flow-mapping.ts';
import { marksOfProblems, marksOfTrace, marksOfWhy, NO_MARKS } from './marks.ts';
import { neighbour } from './neighbour.ts';

const graph: Graph = {
  id: 'slip',
  name: 'Slip',
  subject: 'shipment',
  nodes: [
    {
      id: 'late',
      kind: 'trigger',
      title: 'Late',
      number: 7,
      config: { on: ['transport.arrived'], fire: 'every', late: false },
    },
    { id: 'worth', kind: 'condition', title: 'Worth it?', config: { when: {} } },
    { id: 'ask', kind: 'action', title: 'Ask', config: { slot: 'tms', operation: 'reroute', input: {} } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
    { id: 'new', kind: 'teleport', title: 'From a later version', config: null },
  ],
  edges: [
    { from: 'late.out', to: 'worth.in' },
    { from: 'worth.yes', to: 'ask.in' },
    { from: 'worth.no', to: 'over.in' },
    { from: 'ask.done', to: 'gone.in' },
  ],
  layout: { late: [0, 0], worth: [0, 140], ask: [0, 280], over: [-300, 320], new: [400, 0] },
};
const rest = { marks: NO_MARKS, face: 'full', foot: false } as const;
const step = (flow: ReturnType<typeof toFlow>, id: string) => {
  const node = flow.nodes.find((one) => one.id === id);
  if (node?.type !== 'step') throw new Error(`no step ${id}`);
  return node;
};

test('every step is a card at its place, numbered, with the ports of its kind', () => {
  const flow = toFlow(graph, rest);
  expect(flow.nodes.map((node) => node.id)).toEqual(['late', 'worth', 'ask', 'over', 'new']);
  expect(step(flow, 'late').data).toMatchObject({ number: 7, family: 'sense', input: false });
  expect(step(flow, 'worth').data.number).toBe(2);
  expect(step(flow, 'worth').data.ports.map((port) => port.name)).toEqual(['no', 'yes']);
});

test('the port of the way that things should go is in the middle, no stands left of it', () => {
  const [no, yes] = step(toFlow(graph, rest), 'worth').data.ports;
  expect(yes?.dx).toBe(0);
  expect(no?.dx).toBeLessThan(0);
});

test('a step of an unknown kind is drawn, and an edge to nowhere is left out', () => {
  const flow = toFlow(graph, rest);
  expect(step(flow, 'new').data.ports).toEqual([]);
  expect(flow.wires.map((wire) => wire.id)).toEqual(['late.out>worth.in', 'worth.yes>ask.in', 'worth.no>over.in']);
});

test('a card is as high as its English and its foot', () => {
  const english = { late: 'Short', worth: 'A sentence that needs a second line on its card' };
  const flow = toFlow(graph, { ...rest, english });
  expect([step(flow, 'late').height, step(flow, 'worth').height, step(flow, 'over').height]).toEqual([57, 73, 36]);
  expect(step(toFlow(graph, { ...rest, english, foot: true }), 'late').height).toBe(86);
  expect(step(toFlow(graph, { ...rest, english, foot: true, face: 'compact' }), 'worth').height).toBe(61);
});

test('a graph without a layout is laid out in rows', () => {
  const { layout: _, ...bare } = graph;
  const flow = toFlow(bare, rest);
  expect(step(flow, 'worth').position.y).toBeGreaterThan(step(flow, 'late').position.y);
  expect(step(flow, 'ask').position.y).toBeGreaterThan(step(flow, 'worth').position.y);
});

test('a decision lights the steps and wires that it passed and fades the others', () => {
  const marks = marksOfTrace([
    {
      at: '2026-11-19T13:28:04.000Z',
      input: { kind: 'event', id: 'e1', title: 'ETA' },
      lit: ['late.out>worth.in', 'worth.yes>ask.in'],
      steps: [
        { node: 'late', did: 'fired', ports: ['out'], text: 'fires, slip 96 min' },
        { node: 'worth', did: 'entered', ports: ['yes'] },
        { node: 'ask', did: 'waits', ports: [] },
      ],
    },
  ]);
  const flow = toFlow(graph, { ...rest, marks });
  expect(step(flow, 'late').data).toMatchObject({ faded: false, mark: { order: 0, answer: 'fires, slip 96 min' } });
  expect([...step(flow, 'worth').data.litPorts]).toEqual(['yes']);
  expect(step(flow, 'worth').data.entryLit).toBe(true);
  expect(step(flow, 'over').data.faded).toBe(true);
  expect(flow.wires.map((wire) => wire.data?.lit)).toEqual([true, true, false]);
});

test('of a long path the first steps light one after the other, and the rest at once', () => {
  const steps = Array.from({ length: 40 }, (_, at) => ({ node: `n${at}`, did: 'entered', ports: [] }));
  const { nodes } = marksOfTrace([{ lit: [], steps }] as unknown as Parameters<typeof marksOfTrace>[0]);
  expect([nodes.n0?.order, nodes.n23?.order, nodes.n24?.order, nodes.n39?.order]).toEqual([0, 23, 24, 24]);
});

test('the answer to why not points at the first reached condition that failed', () => {
  const condition = { kind: 'leaf', result: false, text: 'slip is more than 30' } as const;
  const marks = marksOfWhy({
    workflow: { id: 'slip', name: 'Slip', version: 1 },
    fired: false,
    answer: '',
    event: null,
    graph,
    nodes: { late: { reached: true }, worth: { reached: true, condition, text: 'no' }, ask: { reached: false } },
    lit: ['late.out>worth.in'],
  });
  expect(marks.nodes.worth?.culprit).toBe(true);
  expect(marks.nodes.late?.culprit).toBe(false);
  expect(marks.nodes.ask?.state).toBe('not-reached');
});

test('an error outranks a warning on the same step', () => {
  const marks = marksOfProblems([
    { code: 'a', severity: 'error', message: '', nodeId: 'ask' },
    { code: 'b', severity: 'warning', message: '', nodeId: 'ask' },
    { code: 'c', severity: 'info', message: '', nodeId: 'late' },
  ]);
  expect(marks.nodes).toMatchObject({ ask: { problem: 'error' } });
  expect(marks.nodes.late).toBeUndefined();
});

test('arrow keys go along the edges and between neighbours', () => {
  const edges = [
    { from: 'a', to: 'b' },
    { from: 'b', to: 'c' },
    { from: 'b', to: 'd' },
  ];
  const at = (id: string, x: number) => ({ id, position: { x, y: 0 } });
  const nodes = [at('a', 0), at('b', 0), at('c', 0), at('d', -300)];
  const go = (from: string, key: string) => neighbour(edges, nodes, from, key);
  expect(go('a', 'ArrowDown')).toBe('b');
  expect(go('b', 'ArrowDown')).toBe('c');
  expect(go('c', 'ArrowLeft')).toBe('d');
  expect(go('c', 'ArrowUp')).toBe('b');
  expect(go('a', 'ArrowUp')).toBeUndefined();
  expect(go('a', 'x')).toBeUndefined();
});

test('an end that stands nearly below its step is put exactly below, one further off stays', () => {
  const middle = (node: { position: { x: number }; width?: number }) => node.position.x + (node.width ?? 0) / 2;
  const below: Graph = {
    ...graph,
    edges: [{ from: 'ask.done', to: 'over.in' }],
    layout: { ask: [0, 0], over: [30, 140] },
  };
  const flow = toFlow(below, rest);
  expect(middle(step(flow, 'over'))).toBe(middle(step(flow, 'ask')));
  const far = toFlow({ ...below, layout: { ask: [0, 0], over: [300, 140] } }, rest);
  expect(middle(step(far, 'over'))).toBe(420);
});

test('without a failed condition the step that watches is pointed at, unless it fired', () => {
  const why = {
    workflow: { id: 'slip', name: 'Slip', version: 1 },
    answer: '',
    event: null,
    graph,
    nodes: { late: { reached: false, text: 'due tomorrow' }, worth: { reached: false } },
    lit: [],
  };
  expect(marksOfWhy({ ...why, fired: false }).nodes.late).toMatchObject({ culprit: true, state: 'lit' });
  expect(marksOfWhy({ ...why, fired: true }).nodes.late?.culprit).toBe(false);
});

test('after an edit only what looks different is another object', () => {
  const english = { late: 'a', worth: 'b', ask: 'c' };
  const draw = (of: Graph, previous?: ReturnType<typeof toFlow>) =>
    toFlow(of, { ...rest, english, editing: { dirty: new Map(), previous } });
  const before = draw(graph);
  const after = draw(
    { ...graph, nodes: graph.nodes.map((node) => (node.id === 'ask' ? { ...node, title: 'Asks' } : node)) },
    before,
  );
  const kept = after.nodes.filter((node, at) => node === before.nodes[at]).map((node) => node.id);
  expect(kept).toEqual(['late', 'worth', 'over', 'new']);
  expect(after.wires).toBe(before.wires);
});

test('a play that comes to other answers leaves the steps alone that answer as before', () => {
  const draw = (actual: number, previous?: ReturnType<typeof toFlow>) => {
    const condition = { kind: 'leaf', result: actual > 3, text: 'minutes > 3', actual } as const;
    const worth = { state: 'lit', order: 1, answer: actual > 3 ? 'yes' : 'no', condition } as const;
    const late = {
      state: 'lit',
      order: 0,
      answer: 'fires',
      condition: { ...condition, actual: 9, result: true },
    } as const;
    const nodes = { late, worth };
    const marks = { nodes, lit: new Set<string>(), path: true } as const;
    return toFlow(graph, { ...rest, marks, editing: { dirty: new Map(), previous } });
  };
  const before = draw(5);
  const changed = (after: typeof before) =>
    after.nodes.filter((node, at) => node !== before.nodes[at]).map((node) => node.id);
  expect(draw(5, before).nodes).toBe(before.nodes);
  expect(changed(draw(6, before))).toEqual(['worth']);
});

test('where a workflow is edited a card tells where its ports are, and a case without wires offers all of them', () => {
  const lone: Graph = { ...graph, nodes: [{ id: 'case', kind: 'exception', title: 'Case', config: {} }], edges: [] };
  const flow = toFlow(lone, {
    ...rest,
    editing: { dirty: new Map([['case', { since: 'version', words: 'changed' }]]), previous: undefined },
  });
  expect(step(flow, 'case').handles?.map((handle) => handle.id)).toEqual([
    'in',
    'opened',
    'resolved',
    'breached',
    'cleared',
  ]);
  expect(step(flow, 'case').data).toMatchObject({ changed: true, wanted: ['opened'] });
  expect(step(toFlow(lone, rest), 'case').data.ports).toEqual([]);
});

const inTheWay = { new: [-160, 195] };
test.each([
  ['moved', {}, { late: [40, 0] }],
  ['put in their way', {}, inTheWay],
  ['moved out of their way', inTheWay, {}],
])('wires run as if drawn for the first time where a card is %s', (_, were, are) => {
  const at = (places: object): Graph => ({ ...graph, layout: { ...graph.layout, ...places } });
  const draw = (of: Graph, previous?: ReturnType<typeof toFlow>) =>
    toFlow(of, { ...rest, editing: { dirty: new Map(), previous } });
  const before = draw(at(were));
  const after = at(are);
  expect(draw(after, before).wires).toEqual(draw(after).wires);
  expect(draw(after).wires).not.toEqual(before.wires);
});

test('wherever a card is moved, what is drawn is as if for the first time, and what was drawn stays as it was', () => {
  const draw = (x: number, previous?: ReturnType<typeof toFlow>) =>
    toFlow(
      { ...graph, layout: { ...graph.layout, worth: [x, 140] } },
      { ...rest, editing: { dirty: new Map(), previous } },
    );
  const before = draw(0);
  const positions = before.nodes.map(({ position }) => ({ ...position }));
  for (let x = -320; x <= -200; x += 10) {
    expect(draw(x, before).nodes.map(({ position }) => position)).toEqual(
      draw(x).nodes.map(({ position }) => position),
    );
    expect(before.nodes.map(({ position }) => position)).toEqual(positions);
  }
});
