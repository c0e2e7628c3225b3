import type { Graph } from '@slipway/shared/api';
import { EXAMPLES } from '@slipway/shared/examples';
import { expect, it } from 'vitest';
import { toFlow } from './flow-mapping.ts';
import { NO_MARKS } from './marks.ts';

const graphs = EXAMPLES.flatMap(({ workflow, parts = [] }) => [workflow, ...parts]) as unknown as readonly (Graph & {
  readonly id: string;
})[];

it.each(graphs.map((graph) => [graph.id, graph] as const))(
  'no two cards of %s lie over each other where it is drawn',
  (_id, graph) => {
    const english = Object.fromEntries(
      graph.nodes.map(({ id }) => [id, 'A sentence that takes two lines of the card']),
    );
    const editing = { dirty: new Map(), previous: undefined };
    const { nodes } = toFlow(graph, { face: 'full', marks: NO_MARKS, english, foot: true, editing });
    const boxes = nodes
      .filter(({ type }) => type === 'step')
      .map(({ id, position, width = 0, height = 0 }) => ({ id, ...position, width, height }));
    const over = boxes.flatMap((a, at) =>
      boxes
        .slice(at + 1)
        .flatMap((b) =>
          a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
            ? [`${a.id} and ${b.id}`]
            : [],
        ),
    );
    expect(over).toEqual([]);
  },
);
