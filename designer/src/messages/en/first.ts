import { activity } from './activity.ts';
import { canvas } from './canvas.ts';
import { cases } from './cases.ts';
import { general } from './general.ts';
import { hands } from './hands.ts';
import { home } from './home.ts';
import { inbox } from './inbox.ts';
import { shipments } from './shipments.ts';
import { watching } from './watching.ts';
import { workflows } from './workflows.ts';

/** The texts of the frame, of the first screen and of a canvas that is looked at: they come with the page. */
export const first = {
  ...general,
  ...canvas,
  ...home,
  ...cases,
  ...shipments,
  ...workflows,
  ...activity,
  ...inbox,
  ...hands,
  ...watching,
};
