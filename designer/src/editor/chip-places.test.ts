import type { Graph } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { chipsApart } from './chip-places.ts';
import { toFlow } from './flow-mapping.ts';
import { NO_MARKS } from './marks.ts';

/** Two ports of one step lead to the same next one: their wires share most of their way. */
const graph: Graph = {
  id: 'w',
  name: 'W',
  subject: 'shipment',
  nodes: [
    { id: 'ask', kind: 'action', title: 'Ask', config: {} },
    { id: 'look', kind: 'condition', title: 'Look', config: {} },
  ],
  edges: [
    { from: 'ask.done', to: 'look.in' },
    { from: 'ask.failed', to: 'look.in' },
  ],
  layout: { ask: [0, 0], look: [0, 145] },
};

test('chips of wires that run side by side do not cover one another', () => {
  const flow = toFlow(graph, { marks: NO_MARKS, face: 'compact', foot: true });
  const [done, failed] = chipsApart(flow).map((wire) => wire.data?.chipAt);
  if (!done || !failed) throw new Error('no chips');
  expect(Math.abs(done.x - failed.x) > 50 || Math.abs(done.y - failed.y) >= 24).toBe(true);
});

test('a wire that has its way for itself keeps its chip in the middle of its longest stretch', () => {
  const flow = toFlow({ ...graph, edges: graph.edges.slice(0, 1) }, { marks: NO_MARKS, face: 'compact', foot: true });
  expect(chipsApart(flow)[0]?.data?.chipAt).toEqual(flow.wires[0]?.data?.chipAt);
});
