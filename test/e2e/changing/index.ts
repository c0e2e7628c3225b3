import type { Browser } from 'playwright-core';
import { inOwnPages, type Visit } from '../drawing/index.ts';
import { startStage } from '../drawing/stage.ts';
import { check, type Tally } from '../tally.ts';
import { backtest } from './backtest.ts';
import { nameConditions } from './conditions.ts';
import { fillFields } from './fields.ts';
import { useCommandsAndGroups } from './hands.ts';
import { watchLive } from './live.ts';
import { drawInOutline } from './outline.ts';
import { scenario } from './scenario.ts';
import { compareVersions } from './versions.ts';

type Journey = (visit: Visit) => Promise<void>;

/** By name and by what each of them shows. */
const journeys: Readonly<Record<string, readonly [string, Journey]>> = {
  hands: [
    'the command bar leads anywhere and does anything, steps are grouped, and nothing moves for who wants it still',
    useCommandsAndGroups,
  ],
  fields: [
    'a mail is filled with completion, suggestion and live values, mapped by drag and by keys, and sent as it was shown',
    fillFields,
  ],
  outline: ['a first rule is drawn, mended, tried and saved in the outline by keyboard alone', drawInOutline],
  backtest: ['a changed rule is played over the history, and what it changes is seen before it is released', backtest],
  versions: [
    'what two versions do not have in common is walked, read, restored, marked in the editor and printed',
    compareVersions,
  ],
  live: ['what runs is counted on cards and wires, tapped, and counted in the editor', watchLive],
  conditions: [
    'a condition is kept under a name, asked elsewhere, renamed, mended and put back where it was asked',
    nameConditions,
  ],
  scenario: ['a scenario is walked on its clock, kept as a test, and tells of every change that breaks it', scenario],
};

/**
 * A rule is changed and its maker knows what that would have done: versions, scenarios, backtests, what runs. `one` runs
 * one journey alone.
 */
export async function changingJourneys(browser: Browser, tally: Tally, one: string): Promise<void> {
  const stage = await startStage();
  for (const [name, [shows, journey]] of Object.entries(journeys)) {
    if (one !== '' && one !== name) continue;
    await check(tally, shows, () => inOwnPages(browser, tally, stage, journey));
  }
  await check(tally, 'the runtime whose rules were changed ends in order', async () => {
    const code = await stage.close();
    if (code !== 0) throw new Error(`it ended with ${code}`);
  });
}
