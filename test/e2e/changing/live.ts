import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { card, inspector } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import type { Stage } from '../drawing/stage.ts';
import { lookWithAxe } from '../tally.ts';

const WORKFLOW = {
  formatVersion: 1,
  id: 'watched',
  name: 'Delays that are watched',
  subject: 'shipment',
  nodes: [
    { id: 'late', kind: 'trigger', title: 'Delay reported', config: { on: ['shipment.delayed'] } },
    {
      id: 'worth',
      kind: 'condition',
      title: 'Worth a case?',
      config: { when: { all: [{ fact: 'event', path: 'data.minutes', operator: 'greaterThan', value: 30 }] } },
    },
    { id: 'told', kind: 'end', title: 'Told', config: { outcome: 'Told' } },
    { id: 'left', kind: 'end', title: 'Left alone', config: { outcome: 'Left alone' } },
  ],
  edges: [
    { from: 'late.out', to: 'worth.in' },
    { from: 'worth.yes', to: 'told.in' },
    { from: 'worth.no', to: 'left.in' },
  ],
};

/** What runs is watched: it counts on cards and wires, a step is tapped, and the editor counts beside what is tried. */
export async function watchLive({ stage, open, tally }: Visit): Promise<void> {
  await release(stage);
  const page = await open();
  await page.goto(`${stage.url}/${stage.environment}/workflows/${WORKFLOW.id}`);
  await page.getByRole('button', { name: /^Which version runs where/ }).waitFor();
  await delay(stage, 45, 2);
  await says(card(page, 'Worth a case?'), /2/);
  await says(page.getByTestId('canvas').locator('.react-flow__edges'), /2/);
  await card(page, 'Worth a case?').locator('polyline').waitFor();
  await page.getByTestId('lag').filter({ hasText: 'in step' }).waitFor();
  await tapAStep(page, stage);
  await lookWithAxe(tally, page, 'a live workflow with a step that is tapped');
  await seePlaces(page, stage);
  await countInEditor(page, stage);
}

/** Rows of before are there at once, what passes now comes on top, and each leads to its shipment. */
async function tapAStep(page: Page, stage: Stage): Promise<void> {
  await card(page, 'Worth a case?').click();
  const tap = page.getByRole('region', { name: 'Live tap' });
  await tap.getByRole('button', { name: 'Tap', exact: true }).click();
  const rows = tap.getByRole('list', { name: 'What passed, newest first' }).getByRole('listitem');
  await waitFor(async () => ((await rows.count()) === 2 ? true : undefined), { what: 'two rows', timeoutMs: 10_000 });
  await delay(stage, 12, 1);
  await says(rows.first(), /from Delay reported/);
  await says(rows.first(), /no/);
  await tap.getByText('1 passed since').waitFor();
  await tap.getByText(/s left/).waitFor();
  await tap.getByRole('button', { name: 'Stop' }).click();
  await tap.getByText('Ended. 1 passed meanwhile.').waitFor();
  const address = await rows.first().getByRole('link').first().getAttribute('href');
  if (!address?.includes('/shipments/')) throw new Error(`a row leads to ${address}`);
}

/** Which version runs where, and the way to Releases. */
async function seePlaces(page: Page, stage: Stage): Promise<void> {
  await page.getByRole('button', { name: /^Which version runs where/ }).click();
  await page.getByRole('menuitem', { name: new RegExp(`${stage.environment} v1`) }).waitFor();
  await page.getByRole('menuitem', { name: 'Open in Releases' }).waitFor();
  await page.keyboard.press('Escape');
}

/** The editor shows what is tried, until its live counts are asked for. */
async function countInEditor(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.url}/${stage.environment}/workflows/${WORKFLOW.id}/edit`);
  const live = page.getByRole('button', { name: 'Live', exact: true });
  await card(page, 'Worth a case?').locator('[data-lit]').first().waitFor();
  if ((await live.getAttribute('aria-pressed')) !== 'false') throw new Error('it counts though something is tried');
  await live.click();
  await says(card(page, 'Worth a case?'), /3/);
  await delay(stage, 50, 1);
  await says(card(page, 'Worth a case?'), /4/);
  await card(page, 'Worth a case?').click();
  await inspector(page).getByRole('button', { name: 'Tap', exact: true }).waitFor();
  await live.click();
  await card(page, 'Worth a case?').locator('[data-lit]').first().waitFor();
}

async function says(place: Locator, words: RegExp): Promise<void> {
  await waitFor(async () => (words.test((await place.textContent()) ?? '') ? true : undefined), {
    what: `${words} on the screen`,
    timeoutMs: 15_000,
  });
}

let delays = 0;

/** Shipments that report a delay now. */
async function delay(stage: Stage, minutes: number, count: number): Promise<void> {
  const events = Array.from({ length: count }, () => {
    delays += 1;
    return {
      specversion: '1.0',
      id: `watched-${delays}`,
      source: '/tms',
      type: 'shipment.delayed',
      subject: `shipment:W-${delays}`,
      time: new Date().toISOString(),
      data: { classifier: 'ACT', minutes },
    };
  });
  await stage.ingest(events);
}

async function release({ url, environment }: Stage): Promise<void> {
  const call = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': path };
    const answer = await fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as Record<string, string>;
  };
  const { id, name } = WORKFLOW;
  await call('/workflows', { name, from: { graph: WORKFLOW }, id });
  await call(`/workflows/${id}/versions`, { graph: WORKFLOW, message: 'To be watched', base: null });
  const plan = await call(`/environments/${environment}/plans`, { changes: [{ workflow: id, version: 1 }] });
  await call(`/environments/${environment}/plans/${plan.id}/apply`, { hash: plan.hash });
}
