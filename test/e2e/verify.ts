/*
 * `npm run e2e`: Slipway in Chromium, as people meet it: the demo of `npm start` with its journeys and every screen in both
 * themes under axe, a workflow that is drawn from nothing by mouse and again by keyboard alone, and several people at
 * one installation. Nothing on the console may be an error. `--only demo,promotion` runs these
 * parts (of demo, drawing, keyboard, promotion, changing), `--journey <name>` one journey of `changing`.
 */
import { statusSchema } from '@slipway/shared/api';
import type { Browser } from 'playwright-core';
import { apiOf } from '../support/api.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { openBrowser, openPage, openScreen } from './browser.ts';
import { changingJourneys } from './changing/index.ts';
import { startDemo } from './demo.ts';
import { drawingJourneys, keyboardJourney } from './drawing/index.ts';
import { speaksGerman } from './german.ts';
import { journeys } from './journeys.ts';
import { preparedScreens } from './prepared.ts';
import { promotionJourneys } from './promotion/index.ts';
import { screens } from './screens.ts';
import { changeTheme, check, lookWithAxe, newTally, type Tally } from './tally.ts';

const { only, journey } = checkOptions({ only: '', journey: '' });
const parts: Readonly<Record<string, (browser: Browser, tally: Tally) => Promise<void>>> = {
  demo: visitDemo,
  drawing: drawingJourneys,
  keyboard: keyboardJourney,
  promotion: promotionJourneys,
  changing: (browser, tally) => changingJourneys(browser, tally, journey),
};
const tally = newTally();
const browser = await openBrowser();
for (const [name, part] of Object.entries(parts)) {
  if (only !== '' && !only.split(',').includes(name)) continue;
  await check(tally, `the part ${name} runs to its end`, () => part(browser, tally));
}
await browser.close();

const { tests, complaints, serious, inputs } = tally;
for (const complaint of complaints) say(complaint);
const failed = Object.values(tests).filter((outcome) => outcome !== 'pass').length;
conclude(
  { tests, failed, axeSerious: serious.length, consoleErrors: complaints.length, inputs },
  failed + serious.length + complaints.length === 0,
);

async function visitDemo(browser: Browser, tally: Tally): Promise<void> {
  const demo = await startDemo();
  const api = apiOf(demo.url);
  const { environments } = await api.get('/status', statusSchema);
  const environment = environments[0]?.id ?? '';
  for (const [name, journey] of Object.entries(journeys)) {
    const page = await openPage(browser, 'light', tally.complaints);
    await check(tally, name, () => journey({ page, api, url: demo.url, environment }));
    await page.context().close();
  }
  const page = await openPage(browser, 'light', tally.complaints);
  const seen = { ...(await screens(api, environment)), ...(await preparedScreens(demo.url, environment)) };
  for (const [name, path] of Object.entries(seen)) {
    await check(tally, `the screen ${name} is accessible in the light theme`, async () => {
      await openScreen(page, `${demo.url}/${environment}/${path}`);
      await lookWithAxe(tally, page, `${name} (light)`);
    });
    await check(tally, `the screen ${name} is accessible in the dark theme`, async () => {
      await changeTheme(page, 'dark');
      await lookWithAxe(tally, page, `${name} (dark)`);
    });
    await changeTheme(page, 'light');
  }
  await page.context().close();
  const german = await openPage(browser, 'light', tally.complaints, { width: 1280, height: 720 }, 'de-DE');
  for (const [name, path] of Object.entries(seen)) {
    await check(tally, `the screen ${name} speaks German to whose browser does`, async () => {
      await openScreen(german, `${demo.url}/${environment}/${path}`);
      await speaksGerman(german);
    });
  }
  await german.context().close();
  await check(tally, 'Ctrl-C ends the demo in order', async () => {
    const code = await demo.stop();
    if (code !== 0) throw new Error(`it ended with ${code}`);
  });
}
