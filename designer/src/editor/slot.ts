import type { Point } from './wires.ts';

/** The layout gives the upper left of a slot so wide, in canvas units; cards of any width are centred in it. */
export const SLOT = 240;
/** Cards lie over every wire, also a lit one: what is put on top of something hides it. */
export const CARDS_OVER_WIRES = 3;

/** Where a card stands that is centred in a slot. */
export const leftOf = (slot: number, width: number): number => slot + (SLOT - width) / 2;

/** The slot of a card that stands at `position`: what the layout says of it. */
export function slotOf(position: Point, width: number): [number, number] {
  return [Math.round(position.x - (SLOT - width) / 2), Math.round(position.y)];
}
