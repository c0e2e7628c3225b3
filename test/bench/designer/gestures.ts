import type { CDPSession, Page } from 'playwright-core';

/** What a gesture cost. */
export interface Cost {
  readonly p95FrameMs: number;
  readonly mainMsPerFrame: number;
  readonly frames: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

const MOVES = 75;
const MOVE_MS = 16;
/** So far a gesture swings, in pixels, to each side and back. */
const REACH = 160;

/** Presses, swings the pointer to and fro, lets go; and says what that cost the page. */
export async function swing(page: Page, at: Point): Promise<Cost> {
  const session = await page.context().newCDPSession(page);
  // Processor time of the thread, which a busy machine disturbs less than time on the wall.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const mouse = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', point: Point) =>
    session.send('Input.dispatchMouseEvent', {
      type,
      ...point,
      button: 'left',
      buttons: type === 'mouseReleased' ? 0 : 1,
      clickCount: 1,
    });
  await session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', ...at });
  await mouse('mousePressed', at);
  await mouse('mouseMoved', { x: at.x + 4, y: at.y + 4 });
  const before = await taskMs(session);
  await page.evaluate('probe.begin()');
  let next = performance.now();
  for (let move = 1; move <= MOVES; move += 1) {
    const turn = (move / MOVES) * 2 * Math.PI;
    void mouse('mouseMoved', { x: at.x + REACH * Math.sin(turn), y: at.y + (REACH / 2) * Math.sin(2 * turn) });
    next += MOVE_MS;
    await new Promise((slept) => setTimeout(slept, Math.max(0, next - performance.now())));
  }
  const frames = await page.evaluate<number[]>('probe.end()');
  const spent = (await taskMs(session)) - before;
  await mouse('mouseReleased', at);
  await session.detach();
  const sorted = frames.toSorted((a, b) => a - b);
  return {
    p95FrameMs: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
    mainMsPerFrame: spent / Math.max(1, frames.length),
    frames: frames.length,
  };
}

async function taskMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0) * 1_000;
}
