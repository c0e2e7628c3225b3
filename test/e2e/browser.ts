import { existsSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { waitFor } from '../support/wait-for.ts';

const places = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Opens the system's Chromium; fails with a clear sentence when there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = places.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error('no Chromium: install it, or name its path in the variable CHROMIUM');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

export type Theme = 'light' | 'dark';

/** A page of its own in a theme, with whatever it complains about collected in `complaints`. */
export async function openPage(
  browser: Browser,
  theme: Theme,
  complaints: string[],
  viewport = { width: 1280, height: 720 },
  locale = 'en-GB',
): Promise<Page> {
  const context = await browser.newContext({
    viewport,
    colorScheme: theme,
    reducedMotion: 'reduce',
    locale,
    timezoneId: 'UTC',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  return page;
}

/** Opens an address of the designer and waits until it shows what it has; fails when it shows a failure instead. */
export async function openScreen(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('nav').first().waitFor();
  await loaded(page);
  await page.waitForTimeout(500); // lists and canvases draw themselves after the answer
  await loaded(page);
  // The code editor keeps empty ones for what it has to say.
  const alert = page.getByRole('alert').filter({ hasText: /\S/ });
  if (await alert.count()) throw new Error(`the screen shows a failure: ${await alert.first().textContent()}`);
}

function loaded(page: Page): Promise<true> {
  const look = async () => ((await page.locator('[data-loading]').count()) === 0 ? true : undefined);
  return waitFor(look, { what: `the end of loading at ${page.url()}`, timeoutMs: 30_000 });
}
