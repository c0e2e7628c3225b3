import type { Browser, Page } from 'playwright-core';
import { type Cost, type Point, swing } from './gestures.ts';
import { visit } from './visit.ts';
import { COLUMN_PX, ROW_PX } from './workload.ts';

/** How a canvas lies on the screen and where it looks. */
interface Sight {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export const GESTURES = ['pan', 'drag'] as const;
export const SIGHTS = ['working', 'whole'] as const;
type Measured = Record<(typeof SIGHTS)[number], Record<(typeof GESTURES)[number], Cost>>;

const SETTLE_MS = 1_200;

const SIGHT = `(() => {
  const box = document.querySelector('.react-flow').getBoundingClientRect();
  const { e, f, a } = new DOMMatrix(getComputedStyle(document.querySelector('.react-flow__viewport')).transform);
  return { left: box.left, top: box.top, width: box.width, height: box.height, x: e, y: f, zoom: a };
})()`;

/** Both gestures at both zooms in the editor, whose steps count all the while. */
export async function framesOfEditor(browser: Browser, url: string, sabotage: string) {
  return visit(browser, `${url}/dev/workflows/large/edit`, async (page) => {
    await page.locator('.react-flow__node').first().waitFor();
    await page.getByRole('button', { name: 'Live', exact: true }).click();
    if (sabotage === 'thrash') await page.evaluate('probe.thrash()');
    const sights: Partial<Record<(typeof SIGHTS)[number], Sight>> = {};
    const measured = await each(page, async (sight) => {
      if (sight === 'whole') await page.getByRole('button', { name: 'Show the whole workflow' }).click();
      await page.waitForTimeout(SETTLE_MS);
      sights[sight] = await page.evaluate<Sight>(SIGHT);
      return sights[sight];
    });
    return { measured, sights: sights as Record<(typeof SIGHTS)[number], Sight> };
  });
}

/** The same in the bare page, which looks at the same stretch of the same graph. */
export async function framesOfBare(
  browser: Browser,
  url: string,
  sights: Record<(typeof SIGHTS)[number], Sight>,
): Promise<Measured> {
  return visit(browser, 'about:blank', (page) =>
    each(page, async (name) => {
      const { x, y, zoom, width, height } = sights[name];
      const query = new URLSearchParams(
        Object.entries({ x, y, zoom, width, height }).map(([name, value]): [string, string] => [name, String(value)]),
      );
      await page.goto(`${url}/bare/?${query}`);
      await page.locator('.react-flow__node').first().waitFor({ state: 'attached' });
      await page.waitForTimeout(SETTLE_MS);
      return { ...sights[name], left: 0, top: 0 };
    }),
  );
}

async function each(page: Page, look: (sight: (typeof SIGHTS)[number]) => Promise<Sight>): Promise<Measured> {
  const measured: Partial<Measured> = {};
  for (const name of SIGHTS) {
    const sight = await look(name);
    const pan = await swing(page, freeSpot(sight));
    await page.waitForTimeout(300);
    const drag = await swing(page, cardSpot(await page.evaluate<Sight>(SIGHT)));
    measured[name] = { pan, drag };
  }
  return measured as Measured;
}

/** Between two columns in the middle of the canvas. */
function freeSpot(sight: Sight): Point {
  const { column, row } = middle(sight);
  return onScreen(sight, { x: column * COLUMN_PX + 280, y: row * ROW_PX + 130 });
}

/** The head of a card in the middle of the canvas. */
function cardSpot(sight: Sight): Point {
  const { column, row } = middle(sight);
  return onScreen(sight, { x: column * COLUMN_PX + 120, y: row * ROW_PX + 16 });
}

function middle({ width, height, x, y, zoom }: Sight) {
  return {
    column: Math.max(0, Math.round((width / 2 - x) / zoom / COLUMN_PX)),
    row: Math.min(8, Math.max(1, Math.round((height / 2 - y) / zoom / ROW_PX))),
  };
}

function onScreen({ left, top, x, y, zoom }: Sight, at: Point): Point {
  return { x: left + x + at.x * zoom, y: top + y + at.y * zoom };
}
