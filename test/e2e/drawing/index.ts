import type { Browser, Page } from 'playwright-core';
import { openPage } from '../browser.ts';
import { check, lookInBothThemes, type Tally } from '../tally.ts';
import { editing } from './editing.ts';
import { firstTime } from './first-time.ts';
import type { Hands } from './hands.ts';
import { keeping } from './keeping.ts';
import { keyboardHands } from './keyboard.ts';
import { openCase, watchCounters } from './live.ts';
import { mouseHands } from './mouse.ts';
import { beginWorkflow, drawOverdue, mendProblems } from './overdue.ts';
import { bindConnections, makePlan, release, saveVersion, tryOverdue } from './release.ts';
import { drawSenses } from './senses.ts';
import { type Stage, startStage } from './stage.ts';
import { drawTable } from './table.ts';

/** A conflict is an answer that is waited for; the browser writes every answer of the kind on the console. */
const CONFLICT = /status of 409 \(Conflict\)/;

/** What a journey works with. */
export interface Visit {
  readonly browser: Browser;
  readonly tally: Tally;
  readonly stage: Stage;
  /** A page of its own in a context of its own, which ends with the journey. */
  open(): Promise<Page>;
}

/**
 * From an empty database to a case in the inbox by mouse, and what else people do while they draw: JSON, undo, two people
 * and two windows, copies, files.
 */
export async function drawingJourneys(browser: Browser, tally: Tally): Promise<void> {
  const stage = await startStage();
  const drawn = await check(tally, 'a workflow is drawn, tried, bound, released and watched by mouse', () =>
    overdue(browser, tally, stage, 'mouse'),
  );
  const further = {
    ...editing,
    ...keeping,
    'a hold, a switch and a join are drawn, set by their forms and seen to fire in what is tried': drawSenses,
    'a decision table is drawn, filled by keys and from a spreadsheet, its gap closed, and seen to decide': drawTable,
    'who has only the address makes a first workflow in at most 60 inputs': firstTime,
  };
  if (drawn)
    for (const [name, journey] of Object.entries(further))
      await check(tally, name, () => inOwnPages(browser, tally, stage, journey));
  await close(tally, stage, 'the runtime that was drawn on by mouse');
}

/** The same way by keyboard alone, from an empty database too: everything that the mouse did has to be done again. */
export async function keyboardJourney(browser: Browser, tally: Tally): Promise<void> {
  const stage = await startStage();
  await check(tally, 'a workflow is drawn, tried, bound, released and watched by keyboard alone', () =>
    overdue(browser, tally, stage, 'keyboard'),
  );
  await close(tally, stage, 'the runtime that was drawn on by keyboard');
}

async function close(tally: Tally, stage: Stage, what: string): Promise<void> {
  await check(tally, `${what} ends in order`, async () => {
    const code = await stage.close();
    if (code !== 0) throw new Error(`it ended with ${code}`);
  });
}

/** Runs a journey in pages of its own, which end with it. */
export async function inOwnPages(
  browser: Browser,
  tally: Tally,
  stage: Stage,
  journey: (visit: Visit) => Promise<void>,
): Promise<void> {
  const pages: Page[] = [];
  const complaints: string[] = [];
  const open = async () => {
    const page = await openPage(browser, 'light', complaints);
    pages.push(page);
    return page;
  };
  try {
    await journey({ browser, tally, stage, open });
  } finally {
    for (const page of pages) await page.context().close();
    tally.complaints.push(...complaints.filter((complaint) => !CONFLICT.test(complaint)));
  }
}

/** The whole way once. */
async function overdue(browser: Browser, tally: Tally, stage: Stage, by: 'mouse' | 'keyboard'): Promise<void> {
  const page = await openPage(browser, 'light', tally.complaints);
  const lost: string[] = [];
  const hands = by === 'mouse' ? mouseHands(page) : keyboardHands(page, lost);
  const name = `Delivery overdue by ${by}`;
  try {
    await page.goto(`${stage.url}/${stage.environment}/workflows`);
    await page.getByRole('button', { name: 'New workflow' }).first().waitFor();
    await beginWorkflow(hands, name);
    await drawOverdue(hands);
    await mendProblems(hands);
    await look(tally, hands, `the editor, drawn by ${by}`);
    await tryOverdue(hands);
    await look(tally, hands, `the editor with what is tried, by ${by}`);
    await saveVersion(hands, 'As it was drawn first');
    await makePlan(hands);
    await look(tally, hands, `a plan, by ${by}`);
    await bindConnections(hands, stage);
    await look(tally, hands, `connections, by ${by}`);
    await release(hands, stage, name);
    await watchCounters(hands, stage);
    await look(tally, hands, `the live canvas, by ${by}`);
    await openCase(hands, stage);
  } finally {
    await page.context().close();
  }
  tally.inputs[by] = hands.inputs();
  if (lost.length > 0) throw new Error(`the focus was lost ${lost.length} times: ${lost.slice(0, 3).join('; ')}`);
}

/** Once is enough: both hands see the same screens. */
async function look(tally: Tally, { page }: Hands, screen: string): Promise<void> {
  if (screen.endsWith('mouse')) await lookInBothThemes(tally, page, screen);
}
