import { en } from '../en/index.ts';
import type { MessageKey } from '../t.ts';
import { backtest } from './backtest.ts';
import { fields } from './fields.ts';
import { hands } from './hands.ts';
import { scenario } from './scenario.ts';
import { versions } from './versions.ts';
import { watching } from './watching.ts';

/** Every text in German. */
export const de: Readonly<Record<MessageKey, string>> = {
  ...en,
  ...backtest,
  ...fields,
  ...hands,
  ...scenario,
  ...versions,
  ...watching,
};
