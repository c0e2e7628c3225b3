import type { Said } from '../said.ts';
import type { MessageKey } from '../t.ts';
import { activity } from './activity.ts';
import { administration } from './administration.ts';
import { answers } from './answers.ts';
import { backtest } from './backtest.ts';
import { canvas } from './canvas.ts';
import { cases } from './cases.ts';
import { conditions } from './conditions.ts';
import { decisions } from './decisions.ts';
import { editing } from './editing.ts';
import { editorPanes } from './editor-panes.ts';
import { failures } from './failures.ts';
import { fields } from './fields.ts';
import { frame } from './frame.ts';
import { gallery } from './gallery.ts';
import { general } from './general.ts';
import { hands } from './hands.ts';
import { home } from './home.ts';
import { inbox } from './inbox.ts';
import { kinds } from './kinds.ts';
import { names } from './names.ts';
import { problems } from './problems.ts';
import { releasing } from './releasing.ts';
import { scenario } from './scenario.ts';
import { senses } from './senses.ts';
import { shipments } from './shipments.ts';
import { versions } from './versions.ts';
import { watching } from './watching.ts';
import { workflows } from './workflows.ts';

/** Every text in German. */
export const de: Readonly<Record<MessageKey, string>> = {
  ...general,
  ...canvas,
  ...home,
  ...frame,
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
  ...conditions,
  ...fields,
  ...hands,
  ...scenario,
  ...versions,
  ...watching,
};

/** What other parts say by a code, in German. */
export const said: Said = { kinds, failures, problems, names, answers };
