import { expect, test } from 'vitest';
import { layered } from './layers.ts';

const graph = (ids: readonly string[], pairs: readonly (readonly [string, string])[]) => ({
  nodes: ids.map((id) => ({ id })),
  edges: pairs.map(([from, to]) => ({ from: `${from}.out`, to: `${to}.in` })),
});

test('a step stands below its latest predecessor, beside others of its row', () => {
  const places = layered(
    graph(
      ['a', 'b', 'c', 'd'],
      [
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'd'],
        ['a', 'd'],
      ],
    ),
  );
  expect(places.d?.[1]).toBeGreaterThan(places.b?.[1] ?? 0);
  expect(places.b?.[1]).toBe(places.c?.[1]);
  expect(places.b?.[0]).not.toBe(places.c?.[0]);
});

test('a loop and a chain of ten thousand steps are laid out', () => {
  const loop = layered(
    graph(
      ['a', 'b', 'c'],
      [
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
      ],
    ),
  );
  expect(Object.keys(loop)).toEqual(['a', 'b', 'c']);
  const ids = Array.from({ length: 10_000 }, (_, at) => `n${at}`);
  const chain = layered(
    graph(
      ids,
      ids.slice(1).map((id, at) => [ids[at] ?? '', id] as const),
    ),
  );
  expect(chain.n9999?.[1]).toBe(9_999 * 145);
});
