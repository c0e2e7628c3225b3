import { graphOf } from '@slipway/shared/workflow/edit';
import { expect, test } from 'vitest';
import { freeSpot, gapIn, snapped, spotAfter } from './spots.ts';

const graph = graphOf({
  nodes: [
    { id: 'a', kind: 'condition', title: 'A', config: { when: {} } },
    { id: 'b', kind: 'end', title: 'B', config: {} },
    { id: 'c', kind: 'end', title: 'C', config: {} },
  ],
  edges: [{ from: 'a.yes', to: 'b.in' }],
  layout: { a: [0, 0], b: [0, 130], c: [600, 130] },
});

test('a spot that is taken gives way to the next column that is free', () => {
  expect(freeSpot(graph, [0, 130])).toEqual([300, 130]);
  expect(freeSpot(graph, [0, 500])).toEqual([0, 500]);
});

test('no leads to the left, what fails to the right, the rest below', () => {
  expect(spotAfter(graph, 'a', 'no')).toEqual([-300, 130]);
  expect(spotAfter(graph, 'a', 'failed')).toEqual([300, 130]);
  expect(spotAfter(graph, 'b', 'out')).toEqual([0, 260]);
});

test('a wire with room takes a step in its middle, a short one makes room below', () => {
  expect(gapIn(graph, { from: 'a.yes', to: 'b.in' })).toEqual({ at: [0, 130], moved: { b: [0, 260] } });
  const far = graphOf({ ...graph, layout: { a: [0, 0], b: [0, 400], c: [600, 0] } });
  expect(gapIn(far, { from: 'a.yes', to: 'b.in' })).toEqual({ at: [0, 200], moved: {} });
});

test('a dragged card snaps to the column or row of another, else to the grid', () => {
  expect(snapped([4, 133], [[0, 500]])).toEqual({ at: [0, 136], column: 0, row: undefined });
  expect(snapped([50, 497], [[0, 500]])).toEqual({ at: [48, 500], column: undefined, row: 500 });
});
