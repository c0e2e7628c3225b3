import type { Place } from '@slipway/shared/workflow/edit';
import type { Selection } from '../document.ts';

export interface Pixels {
  readonly x: number;
  readonly y: number;
}

/** Where the eye and the focus of a view are: the canvas has one, the outline another. A note's id begins with `note:`. */
export interface Sight {
  /** Puts the focus on a step or note, which may only be about to be drawn. */
  focus(id: string): void;
  /** Gives the focus back to what is picked, or to the view. */
  refocus(selection: Selection): void;
  /** What has the focus. */
  focused(): string | undefined;
  /** Where something new is put. */
  middle(): Place;
  /** Where a list opens, in the frame of the view. */
  cornerFor(beside: string | undefined, screen?: Pixels): Pixels;
}
