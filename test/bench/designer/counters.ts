import { largeWorkflow } from './workload.ts';

/** As often as the live feed speaks at most. */
export const COUNTED_EACH_MS = 250;

const { nodes, edges } = largeWorkflow();

/** What is counted of the large workflow at a beat: everything has moved since the one before. */
export function countersAt(beat: number) {
  const count = (at: number) => 1_000 + at + beat * (1 + (at % 3));
  return {
    version: 1,
    since: '2026-03-02T08:00:00.000Z',
    nodes: Object.fromEntries(
      nodes.map(({ id }, at) => [
        id,
        {
          count: count(at),
          waiting: at % 5,
          failed: 0,
          spark: Array.from({ length: 24 }, (_, part) => 5 + ((part * 7 + at + beat) % 11)),
        },
      ]),
    ),
    ports: Object.fromEntries(edges.map(({ from }, at) => [from, count(at)])),
  };
}
