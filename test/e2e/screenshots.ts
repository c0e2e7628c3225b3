/*
 * `npm run screenshots`: every screen of the demo and what opens over them, in both themes and two sizes, into screenshots/.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { statusSchema } from '@slipway/shared/api';
import { apiOf } from '../support/api.ts';
import { checkOptions, conclude } from '../support/report.ts';
import { repository } from '../support/runtime-process.ts';
import { openBrowser, openPage, openScreen, type Theme } from './browser.ts';
import { startDemo } from './demo.ts';
import { dialogs } from './dialogs.ts';
import { preparedScreens } from './prepared.ts';
import { screens } from './screens.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
];

checkOptions({});
const folder = join(repository, 'screenshots');
await mkdir(folder, { recursive: true });
const demo = await startDemo();
const api = apiOf(demo.url);
const { environments } = await api.get('/status', statusSchema);
const environment = environments[0]?.id ?? '';
await sleep(15_000); // a little history, so that lists are not empty
const pages = { ...(await screens(api, environment)), ...(await preparedScreens(demo.url, environment)) };
const browser = await openBrowser();
const complaints: string[] = [];
const files: string[] = [];
for (const theme of ['light', 'dark'] satisfies Theme[]) {
  for (const size of sizes) {
    const page = await openPage(browser, theme, complaints, size);
    for (const [name, path] of Object.entries(pages)) {
      await openScreen(page, `${demo.url}/${environment}/${path}`);
      const file = `${name}-${theme}-${size.width}.png`;
      await page.screenshot({ path: join(folder, file) });
      files.push(file);
    }
    for (const [name, { on, open }] of Object.entries(dialogs)) {
      await openScreen(page, `${demo.url}/${environment}/${pages[on]}`);
      await open(page);
      await page.waitForTimeout(400); // until it stands still
      const file = `${name}-${theme}-${size.width}.png`;
      await page.screenshot({ path: join(folder, file) });
      files.push(file);
    }
    await page.context().close();
  }
}
await browser.close();
await demo.stop();
conclude({ folder: 'screenshots', files: files.length, consoleErrors: complaints }, files.length > 0);
