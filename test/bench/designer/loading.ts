import type { Browser } from 'playwright-core';
import { visit } from './visit.ts';

/** What came over the wire, packed, until the first screen stood and was quiet. */
export interface Weight {
  readonly codeKiB: number;
  readonly fontsKiB: number;
  readonly dataKiB: number;
  readonly requests: number;
}

const QUIET_MS = 1_500;
const CODE = ['Script', 'Stylesheet', 'Document'];

export async function weighFirstScreen(browser: Browser, url: string): Promise<Weight> {
  const bytes: Record<string, number> = {};
  let requests = 0;
  return visit(browser, 'about:blank', async (page) => {
    const session = await page.context().newCDPSession(page);
    const kinds = new Map<string, string>();
    session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const kind = kinds.get(requestId) ?? '';
      requests += 1;
      bytes[kind] = (bytes[kind] ?? 0) + encodedDataLength;
    });
    await session.send('Network.enable');
    await page.goto(`${url}/`);
    await page.locator('main h1, main h2').first().waitFor();
    await page.waitForTimeout(QUIET_MS);
    const kib = (of: (kind: string) => boolean) =>
      Math.round(Object.entries(bytes).reduce((sum, [kind, size]) => (of(kind) ? sum + size : sum), 0) / 102.4) / 10;
    const isCode = (kind: string) => CODE.includes(kind);
    return {
      codeKiB: kib(isCode),
      fontsKiB: kib((kind) => kind === 'Font'),
      dataKiB: kib((kind) => !isCode(kind) && kind !== 'Font'),
      requests,
    };
  });
}

/** So long the browser draws a window that it has just opened, its own bars and all. */
const WINDOW_MS = 1_500;

/**
 * Milliseconds from the navigation until a card of the editor has been clicked and is picked, on a cold cache, in a window
 * that stands.
 */
export async function openEditor(browser: Browser, url: string, workflow: string, node: string): Promise<number> {
  return visit(browser, 'about:blank', async (page) => {
    await page.waitForTimeout(WINDOW_MS);
    await page.goto(`${url}/dev/workflows/${workflow}/edit`, { waitUntil: 'commit' });
    const card = page.locator(`.react-flow__node[data-id="${node}"]`);
    await card
      .locator('[data-family]')
      .first()
      .click({ position: { x: 60, y: 14 } });
    await card.locator('[data-selected]').first().waitFor();
    return page.evaluate<number>('performance.now()');
  });
}
