import type { Graph } from '@slipway/shared/api';
import { groupsOf } from '@slipway/shared/workflow/edit';
import type { Node } from '@xyflow/react';

/** A group as it is drawn: a dashed frame around its steps, with its title inside the upper left. */
export type FrameNode = Node<
  { readonly group: string; readonly title: string; readonly members: readonly string[] },
  'frame'
>;

interface Placed {
  readonly id: string;
  readonly position: { readonly x: number; readonly y: number };
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** How far a frame stands away from its steps; above there is room for the title, below for the ports. */
export const FRAME_ROOM = { top: 28, side: 20, bottom: 24 } as const;
const UNDER_WIRES = -1;

/** The id of a group on the canvas; steps have names of their own. */
export const frameNodeId = (group: string): string => `group:${group}`;

/** The frames of a graph whose steps stand there. A group none of whose steps is drawn has no frame. */
export function framesOf(graph: Graph, steps: readonly Placed[], editing: boolean): readonly FrameNode[] {
  const groups = groupsOf(graph);
  if (groups.length === 0) return NONE;
  const byId = new Map(steps.map((step) => [step.id, step]));
  return groups.flatMap((group): FrameNode[] => {
    const members = group.nodes.flatMap((id) => byId.get(id) ?? []);
    if (members.length === 0) return [];
    const left = Math.min(...members.map(({ position }) => position.x)) - FRAME_ROOM.side;
    const top = Math.min(...members.map(({ position }) => position.y)) - FRAME_ROOM.top;
    const right = Math.max(...members.map(({ position, width = 0 }) => position.x + width)) + FRAME_ROOM.side;
    const bottom = Math.max(...members.map(({ position, height = 0 }) => position.y + height)) + FRAME_ROOM.bottom;
    const size = { width: right - left, height: bottom - top };
    return [
      {
        id: frameNodeId(group.id),
        type: 'frame',
        position: { x: left, y: top },
        ...size,
        ...(editing ? { measured: size } : {}),
        zIndex: UNDER_WIRES,
        draggable: editing,
        selectable: false,
        connectable: false,
        focusable: false,
        // The frame is no surface: the canvas inside of it is panned, and wires and cards are taken hold of as anywhere.
        style: { pointerEvents: 'none' },
        data: { group: group.id, title: group.title, members: members.map(({ id }) => id) },
      },
    ];
  });
}

const NONE: readonly FrameNode[] = [];

/** The same object for a frame that looks as before, so that it is not drawn again. */
export function settledFrames(
  next: readonly FrameNode[],
  previous: readonly FrameNode[] | undefined,
): readonly FrameNode[] {
  if (!previous || next.length === 0) return next;
  const before = new Map(previous.map((frame) => [frame.id, frame]));
  const frames = next.map((frame) => {
    const known = before.get(frame.id);
    const same =
      known !== undefined &&
      known.position.x === frame.position.x &&
      known.position.y === frame.position.y &&
      known.width === frame.width &&
      known.height === frame.height &&
      known.data.title === frame.data.title &&
      known.data.members.join() === frame.data.members.join();
    return same ? known : frame;
  });
  return frames.length === previous.length && frames.every((frame, at) => frame === previous[at]) ? previous : frames;
}
