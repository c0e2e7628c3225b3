import { activity } from './activity.ts';
import { administration } from './administration.ts';
import { backtest } from './backtest.ts';
import { cases } from './cases.ts';
import { conditions } from './conditions.ts';
import { decisions } from './decisions.ts';
import { editing } from './editing.ts';
import { editorPanes } from './editor-panes.ts';
import { fields } from './fields.ts';
import { gallery } from './gallery.ts';
import { hands } from './hands.ts';
import { inbox } from './inbox.ts';
import { releasing } from './releasing.ts';
import { scenario } from './scenario.ts';
import { senses } from './senses.ts';
import { shipments } from './shipments.ts';
import { versions } from './versions.ts';
import { watching } from './watching.ts';
import { workflows } from './workflows.ts';

/** The texts of all other screens: they come with the first of those. */
export const further = {
  ...activity,
  ...administration,
  ...backtest,
  ...cases,
  ...conditions,
  ...decisions,
  ...editing,
  ...editorPanes,
  ...fields,
  ...gallery,
  ...hands,
  ...inbox,
  ...releasing,
  ...scenario,
  ...senses,
  ...shipments,
  ...versions,
  ...watching,
  ...workflows,
};
