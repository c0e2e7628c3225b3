import { activity } from './activity.ts';
import { administration } from './administration.ts';
import { backtest } from './backtest.ts';
import { canvas } from './canvas.ts';
import { cases } from './cases.ts';
import { decisions } from './decisions.ts';
import { editing } from './editing.ts';
import { editorPanes } from './editor-panes.ts';
import { fields } from './fields.ts';
import { gallery } from './gallery.ts';
import { general } from './general.ts';
import { hands } from './hands.ts';
import { home } from './home.ts';
import { inbox } from './inbox.ts';
import { releasing } from './releasing.ts';
import { scenario } from './scenario.ts';
import { senses } from './senses.ts';
import { shipments } from './shipments.ts';
import { versions } from './versions.ts';
import { watching } from './watching.ts';
import { workflows } from './workflows.ts';

/**
 * Every text that people see, by key. `{name}` stands for a value. A key ending in `.one` or `.other` is a plural form.
 * The other language is an object of the same keys, in ../de.
 */
export const en = {
  ...general,
  ...canvas,
  ...home,
  ...cases,
  ...shipments,
  ...workflows,
  ...editing,
  ...activity,
  ...editorPanes,
  ...administration,
  ...releasing,
  ...senses,
  ...decisions,
  ...gallery,
  ...inbox,
  ...backtest,
  ...fields,
  ...hands,
  ...scenario,
  ...versions,
  ...watching,
} as const satisfies Readonly<Record<string, string>>;
