import type { Graph } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { toFlow } from '../flow-mapping.ts';
import { NO_MARKS } from '../marks.ts';
import { movedFlow } from './moving.ts';
import { Ways } from './ways.ts';

const graph: Graph = {
  id: 'slip',
  name: 'Slip',
  subject: 'shipment',
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Late', config: { on: ['transport.arrived'], fire: 'every', late: false } },
    { id: 'worth', kind: 'condition', title: 'Worth it?', config: { when: {} } },
    { id: 'ask', kind: 'action', title: 'Ask', config: { slot: 'tms', operation: 'reroute', input: {} } },
    { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } },
  ],
  edges: [
    { from: 'late.out', to: 'worth.in' },
    { from: 'worth.yes', to: 'ask.in' },
    { from: 'ask.done', to: 'over.in' },
  ],
  layout: { late: [0, 0], worth: [0, 140], ask: [0, 280], over: [0, 420] },
  notes: [{ id: 'n', text: 'Why', at: [500, 0] }],
  groups: [{ id: 'g', title: 'Both', nodes: ['late', 'worth'] }],
};
const draw = (of: Graph) =>
  toFlow(of, {
    marks: NO_MARKS,
    face: 'full',
    foot: false,
    editing: { dirty: new Map(), previous: undefined },
  });
const rest = draw(graph);
const changed = (moving: Parameters<typeof movedFlow>[2]) => {
  const { flow, ways } = movedFlow(rest, graph, moving, rest);
  return { flow, ways, nodes: flow.nodes.filter((node, at) => node !== rest.nodes[at]).map(({ id }) => id) };
};

test('a card on its way is another object with the same content, and all others are what they were', () => {
  const { flow, nodes } = changed({ late: { x: 500, y: 300 } });
  expect(nodes).toEqual(['late']);
  expect(flow.nodes[0]).toMatchObject({ id: 'late', position: { x: 500, y: 300 } });
  expect(flow.nodes[0]?.data).toBe(rest.nodes[0]?.data);
  expect(changed({ 'note:n': { x: 1, y: 2 } }).nodes).toEqual(['note:n']);
});

test('the list of wires stays, and the wires at the card run to where it is, as they will when it is put down', () => {
  const { flow, ways } = changed({ worth: { x: 304, y: 136 } });
  expect(flow.wires).toBe(rest.wires);
  expect([...ways.keys()]).toEqual(['late.out>worth.in', 'worth.yes>ask.in']);
  const down = draw({ ...graph, layout: { ...graph.layout, worth: [304, 136] } });
  for (const [id, way] of ways) expect(down.wires.find((wire) => wire.id === id)?.data).toMatchObject(way);
});

test('an end that stands below its step follows it as far as it is drawn to it', () => {
  expect(changed({ ask: { x: 16, y: 280 } }).nodes).toEqual(['ask', 'over']);
  expect([...changed({ ask: { x: 16, y: 280 } }).ways.keys()]).toContain('ask.done>over.in');
  const far = changed({ ask: { x: 400, y: 280 } }).flow.nodes.find(({ id }) => id === 'over');
  expect(far?.position.x).not.toBeGreaterThan(150);
});

test('a group is as large as its steps need on their way, and the same object while none of them moves', () => {
  expect(changed({ late: { x: -500, y: 0 } }).flow.frames[0]?.width).toBeGreaterThan(500);
  expect(changed({ ask: { x: 400, y: 280 } }).flow.frames).toBe(rest.frames);
});

test('while nothing moves the flow is the one at rest', () => {
  expect(movedFlow(rest, graph, {}, rest).flow).toBe(rest);
});

test('only wires whose way changed are told, also when they are back at rest', () => {
  const ways = new Ways();
  const told: string[] = [];
  for (const wire of ['late.out>worth.in', 'worth.yes>ask.in']) ways.watch(wire, () => told.push(wire));
  ways.show(changed({ late: { x: 500, y: 300 } }).ways);
  expect(told).toEqual(['late.out>worth.in']);
  expect(ways.get('late.out>worth.in')?.path).toBeDefined();
  ways.show(movedFlow(rest, graph, {}, rest).ways);
  expect(told).toEqual(['late.out>worth.in', 'late.out>worth.in']);
  expect(ways.get('late.out>worth.in')).toBeUndefined();
});
