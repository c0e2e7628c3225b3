import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { say } from '../support/report.ts';

/** What the browser checks found so far. */
export interface Tally {
  /** By name: `pass`, or what went wrong. */
  readonly tests: Record<string, string>;
  /** What pages wrote on the console as errors, refused by the content security policy included. */
  readonly complaints: string[];
  /** Serious and critical findings of axe, each with its screen. */
  readonly serious: string[];
  /** How many clicks, keys and texts the same task took, by what it was done with. */
  readonly inputs: Record<string, number>;
}

export const newTally = (): Tally => ({ tests: {}, complaints: [], serious: [], inputs: {} });

/** Runs one check and writes down how it ended. Answers whether it passed. */
export async function check(tally: Tally, name: string, run: () => Promise<unknown>): Promise<boolean> {
  const began = performance.now();
  try {
    await run();
    tally.tests[name] = 'pass';
  } catch (error) {
    tally.tests[name] = error instanceof Error ? error.message.slice(0, 800) : String(error);
  }
  const passed = tally.tests[name] === 'pass';
  const seconds = Math.round((performance.now() - began) / 1000);
  say(passed ? `pass  ${name} (${seconds} s)` : `FAIL  ${name}: ${tally.tests[name]}`);
  return passed;
}

/** Has axe look at what the page shows now; fails when something is serious. */
export async function lookWithAxe(tally: Tally, page: Page, screen: string): Promise<void> {
  // Legacy mode: the page judges itself. Else its findings go to a blank page that is opened for them, which is needed for frames of others.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const found = serious.map((each) => `${screen}: ${each.id} at ${each.nodes[0]?.target.join(' ')}`);
  tally.serious.push(...found);
  if (found.length > 0) throw new Error(found.join('; '));
}

/** As `lookWithAxe`, in both themes; the page stays in the one that it had. What is wrong is written down, nothing is thrown. */
export async function lookInBothThemes(tally: Tally, page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await changeTheme(page, colorScheme);
    await lookWithAxe(tally, page, `${screen} (${colorScheme})`).catch((error: Error) => say(`axe   ${error.message}`));
  }
}

const THEME_TRIES = 4;

/**
 * Lets the system of whoever looks change its theme, and waits until the page has followed. Under load Chromium now and
 * then tells a page nothing of the change, so it is made again.
 */
export async function changeTheme(page: Page, theme: 'light' | 'dark'): Promise<void> {
  const drawn = page.locator(`html[data-mantine-color-scheme="${theme}"]`);
  for (let tries = 1; ; tries += 1) {
    await page.emulateMedia({ colorScheme: theme });
    try {
      await drawn.waitFor({ state: 'attached', timeout: 4_000 });
      return;
    } catch (error) {
      if (tries === THEME_TRIES) throw error;
      await page.emulateMedia({ colorScheme: theme === 'dark' ? 'light' : 'dark' });
    }
  }
}
