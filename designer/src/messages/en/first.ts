import { canvas } from './canvas.ts';
import { frame } from './frame.ts';
import { general } from './general.ts';
import { home } from './home.ts';

/** The texts of the frame, of the first screen and of a canvas that is looked at: they come with the page. */
export const first = {
  ...general,
  ...canvas,
  ...home,
  ...frame,
};
