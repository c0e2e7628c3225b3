import { administration } from './administration.ts';
import { backtest } from './backtest.ts';
import { decisions } from './decisions.ts';
import { editing } from './editing.ts';
import { editorPanes } from './editor-panes.ts';
import { fields } from './fields.ts';
import { gallery } from './gallery.ts';
import { releasing } from './releasing.ts';
import { scenario } from './scenario.ts';
import { senses } from './senses.ts';
import { versions } from './versions.ts';

/** The texts of all other screens: they come with the first of those. */
export const further = {
  ...administration,
  ...backtest,
  ...decisions,
  ...editing,
  ...editorPanes,
  ...fields,
  ...gallery,
  ...releasing,
  ...scenario,
  ...senses,
  ...versions,
};
