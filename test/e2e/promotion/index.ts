import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { check, type Tally } from '../tally.ts';
import { startInstallation } from './installation.ts';
import { operating } from './operating.ts';
import { atTheDoor, comingIn } from './people.ts';
import type { Stage } from './person.ts';
import { releasing } from './releasing.ts';

const JOURNEYS = { ...comingIn, ...releasing, ...operating, ...atTheDoor };

/**
 * Several people in browsers of their own, in an installation where they sign in: from the first administrator to a
 * version that is rolled back. Each journey goes on where the one before ended, so the first that fails is the last.
 * `pictures` names a folder for what everybody saw after each of them.
 */
export async function promotionJourneys(browser: Browser, tally: Tally, pictures = ''): Promise<void> {
  const installation = await startInstallation();
  const stage: Stage = { browser, url: installation.url, code: installation.code, tally, people: new Map() };
  for (const [at, [name, journey]] of Object.entries(JOURNEYS).entries()) {
    const held = await check(tally, name, () => journey(stage));
    if (pictures) await photograph(stage, join(pictures, String(at).padStart(2, '0')));
    if (!held) break;
  }
  for (const { page } of stage.people.values()) await page.context().close();
  await check(tally, 'the server ends in order', async () => {
    const exit = await installation.stop();
    if (exit !== 0) throw new Error(`it ended with ${exit}`);
  });
}

async function photograph({ people }: Stage, path: string): Promise<void> {
  for (const { name, page } of people.values()) {
    if (page.isClosed() || page.url() === 'about:blank') continue;
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${path}-${name}-${colorScheme}.png` });
    }
  }
}
