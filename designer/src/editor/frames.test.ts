import { expect, it } from 'vitest';
import { withMembers } from './editing/use-gestures.ts';
import { toFlow } from './flow-mapping.ts';
import { FRAME_ROOM, settledFrames } from './frames.ts';
import { NO_MARKS } from './marks.ts';

const graph = {
  id: 'w',
  name: 'W',
  subject: 'shipment',
  nodes: ['a', 'b', 'c'].map((id) => ({ id, kind: 'condition', title: id, config: { when: { all: [] } } })),
  edges: [],
  layout: { a: [0, 0], b: [300, 200], c: [900, 0] } as Record<string, [number, number]>,
  groups: [
    { id: 'g', title: 'Both', nodes: ['a', 'b', 'gone'] },
    { id: 'none', title: 'Nobody', nodes: ['gone'] },
  ],
};
const flow = toFlow(graph, { marks: NO_MARKS, face: 'full', foot: false });

it('a frame stands around the steps of its group that are there, one without any is not drawn', () => {
  expect(flow.frames.map(({ id }) => id)).toEqual(['group:g']);
  const [frame] = flow.frames;
  expect(frame?.position).toEqual({ x: -FRAME_ROOM.side, y: -FRAME_ROOM.top });
  expect(frame?.width).toBe(540 + 2 * FRAME_ROOM.side);
  expect(frame?.data.members).toEqual(['a', 'b']);
});

it('a frame that looks as before is the same object', () => {
  const again = toFlow({ ...graph }, { marks: NO_MARKS, face: 'full', foot: false });
  expect(settledFrames(again.frames, flow.frames)).toBe(flow.frames);
  const [frame] = again.frames;
  const renamed = frame ? [{ ...frame, data: { ...frame.data, title: 'Other' } }] : [];
  expect(settledFrames(renamed, flow.frames)).not.toBe(flow.frames);
});

it('whoever drags a frame drags its steps, each once, and no other', () => {
  const [frame] = flow.frames;
  const to = { x: (frame?.position.x ?? 0) + 40, y: (frame?.position.y ?? 0) - 8 };
  const moved = withMembers([{ id: 'group:g', position: to, dragging: true }], flow.frames, flow.nodes);
  expect(moved).toEqual([
    { id: 'a', position: { x: 40, y: -8 }, dragging: true },
    { id: 'b', position: { x: 340, y: 192 }, dragging: true },
  ]);
  const both = [
    { id: 'group:g', position: to },
    { id: 'a', position: { x: 1, y: 1 } },
  ];
  expect(withMembers(both, flow.frames, flow.nodes).map(({ id }) => id)).toEqual(['b', 'a']);
});
