import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';

/** As large as the pictures that the designer is held to. */
export const VIEWPORT = { width: 1440, height: 900 };
const PROBE = join(import.meta.dirname, 'probe.mjs');

/** Opens an address in a context of its own, whose cache is cold, uses the page, and closes it. */
export async function visit<T>(browser: Browser, address: string, use: (page: Page) => Promise<T>): Promise<T> {
  const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-GB', timezoneId: 'UTC' });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    await page.addInitScript({ path: PROBE });
    await page.goto(address, { waitUntil: 'commit' });
    return await use(page);
  } finally {
    await context.close();
  }
}

/** The middle of some figures. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The middle with the least and the most, to a tenth. */
export function spreadOf(values: readonly number[]) {
  const tenth = (value: number) => Math.round(value * 10) / 10;
  return { median: tenth(median(values)), least: tenth(Math.min(...values)), most: tenth(Math.max(...values)) };
}
