/*
 * `npm run screenshots`: every screen of the demo and what opens over them, in both themes and two sizes, into screenshots/.
 *
 *   --locale de-DE        as a browser of that language shows them
 *   --only editor,plan    only those whose name begins so
 *   --sizes 1024x768,…    in other sizes
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
import { operatingDialogs } from './operating-dialogs.ts';
import { preparedScreens } from './prepared.ts';
import { sayIn } from './say.ts';
import { screens } from './screens.ts';

const options = checkOptions({ locale: 'en-GB', sizes: '1280x720,1920x1080', only: '' });
const sizes = options.sizes.split(',').map((size) => {
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
});
const say = sayIn(options.locale);
const asked = (name: string) => options.only.split(',').some((begin) => name.startsWith(begin));
const english = options.locale.startsWith('en');
const folder = join(repository, 'screenshots', english ? '' : options.locale);
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
    const page = await openPage(browser, theme, complaints, size, options.locale);
    for (const [name, path] of Object.entries(pages)) {
      if (!asked(name)) continue;
      await openScreen(page, `${demo.url}/${environment}/${path}`);
      const file = `${name}-${theme}-${size.width}.png`;
      await page.screenshot({ path: join(folder, file) });
      files.push(file);
    }
    for (const [name, { on, open }] of Object.entries({ ...dialogs, ...operatingDialogs })) {
      if (!asked(name)) continue;
      await openScreen(page, `${demo.url}/${environment}/${pages[on]}`);
      await open(page, say);
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
