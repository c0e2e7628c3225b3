/*
 * `npm run e2e`: the demo of `npm start` in Chromium, as a visitor meets it: the journeys, then every screen in both themes
 * under axe. Nothing on the console may be an error.
 */
import { AxeBuilder } from '@axe-core/playwright';
import { statusSchema } from '@slipway/shared/api';
import { apiOf } from '../support/api.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { openBrowser, openPage, openScreen, type Theme } from './browser.ts';
import { startDemo } from './demo.ts';
import { journeys } from './journeys.ts';
import { screens } from './screens.ts';

checkOptions({});
const demo = await startDemo();
const browser = await openBrowser();
const api = apiOf(demo.url);
const { environments } = await api.get('/status', statusSchema);
const environment = environments[0]?.id ?? '';
const complaints: string[] = [];
const tests: Record<string, string> = {};

for (const [name, journey] of Object.entries(journeys)) {
  const page = await openPage(browser, 'light', complaints);
  await check(name, () => journey({ page, api, url: demo.url, environment }));
  await page.context().close();
}

let axeSerious = 0;
for (const theme of ['light', 'dark'] satisfies Theme[]) {
  const page = await openPage(browser, theme, complaints);
  for (const [name, path] of Object.entries(await screens(api, environment))) {
    await check(`the screen ${name} is accessible in the ${theme} theme`, async () => {
      await openScreen(page, `${demo.url}/${environment}/${path}`);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
      axeSerious += serious.length;
      if (serious.length === 0) return;
      const first = serious.map((each) => `${each.id} at ${each.nodes[0]?.target.join(' ')}`);
      throw new Error(first.join('; '));
    });
  }
  await page.context().close();
}

await browser.close();
await check('Ctrl-C ends the demo in order', async () => {
  const code = await demo.stop();
  if (code !== 0) throw new Error(`it ended with ${code}`);
});
for (const complaint of complaints) say(complaint);
const failed = Object.values(tests).filter((outcome) => outcome !== 'pass').length;
conclude(
  { tests, failed, axeSerious, consoleErrors: complaints.length },
  failed + axeSerious + complaints.length === 0,
);

async function check(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
    tests[name] = 'pass';
    say(`pass  ${name}`);
  } catch (error) {
    tests[name] = error instanceof Error ? error.message.slice(0, 500) : String(error);
    say(`FAIL  ${name}: ${tests[name]}`);
  }
}
