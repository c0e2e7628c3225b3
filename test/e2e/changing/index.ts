import type { Browser } from 'playwright-core';
import { inOwnPages, type Visit } from '../drawing/index.ts';
import { startStage } from '../drawing/stage.ts';
import { check, type Tally } from '../tally.ts';

type Journey = (visit: Visit) => Promise<void>;

/** By name and by what each of them shows. */
const journeys: Readonly<Record<string, readonly [string, Journey]>> = {};

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
