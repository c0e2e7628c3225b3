import type { Box } from './wires.ts';

interface Placed {
  readonly position: { readonly x: number; readonly y: number };
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Ports and marks stand out of their card. */
export const OUT = 14;
/** A note is as high as its text, which nobody has measured yet. */
const NOTE_HEIGHT = 120;

/** What a picture must show. */
export function boundsOf(nodes: readonly Placed[]): Box {
  if (nodes.length === 0) return { x: 0, y: 0, width: 240, height: 60 };
  const left = Math.min(...nodes.map(({ position }) => position.x)) - OUT;
  const top = Math.min(...nodes.map(({ position }) => position.y)) - OUT;
  const right = Math.max(...nodes.map(({ position, width = 240 }) => position.x + width)) + OUT;
  const bottom = Math.max(...nodes.map(({ position, height = NOTE_HEIGHT }) => position.y + height)) + OUT;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** How large it is drawn: whole, at most as large as on the screen. */
export function sizeWithin(
  bounds: Box,
  room: { readonly width: number; readonly height: number },
  margin: number,
): { readonly width: number; readonly height: number; readonly zoom: number } {
  const across = (room.width - 2 * margin) / bounds.width;
  const down = (room.height - 2 * margin) / bounds.height;
  const zoom = Math.min(1, across, down);
  return { width: room.width, height: Math.ceil(bounds.height * zoom + 2 * margin), zoom };
}
