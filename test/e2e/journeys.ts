import {
  actionItemSchema,
  deadLetterItemSchema,
  exceptionItemSchema,
  pageOf,
  subjectItemSchema,
} from '@slipway/shared/api';
import type { Page } from 'playwright-core';
import type { Api } from '../support/api.ts';
import { waitFor } from '../support/wait-for.ts';

/** A visitor in front of the demo. */
export interface Visit {
  readonly page: Page;
  readonly api: Api;
  /** Of the demo, without a slash at its end. */
  readonly url: string;
  readonly environment: string;
}

/** What a visitor does and sees, as sentences; each fails by throwing. */
export const journeys: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  'the first screen shows the running workflow as cards, and its counters move': async ({ page, url }) => {
    await page.goto(url);
    const canvas = page.getByTestId('canvas').first();
    await waitFor(async () => ((await canvas.locator('.react-flow__node').count()) >= 5 ? true : undefined), {
      what: 'five cards on the canvas',
      timeoutMs: 20_000,
    });
    const before = await canvas.textContent();
    const moved = async () => ((await canvas.textContent()) === before ? undefined : true);
    await waitFor(moved, { what: 'a counter that moves', timeoutMs: 20_000 });
  },

  'an exception opens with the path that led to it, also lit on the canvas of its version': async (visit) => {
    const { page } = visit;
    await goto(visit, 'exceptions?state=all');
    await rows(page).first().click();
    await page.waitForURL(/\/exceptions\/[^?]+/);
    const steps = page.getByTestId('path').locator('li');
    await steps.nth(1).waitFor();
    await page
      .locator('section', { has: page.getByTestId('path') })
      .getByRole('button', { expanded: false })
      .first()
      .click();
    await page.getByTestId('canvas').locator('[data-lit]').first().waitFor();
  },

  'an exception is acknowledged and the runtime knows': async (visit) => {
    const { page, api, environment } = visit;
    const open = await waitFor(
      async () => (await api.all(`/environments/${environment}/exceptions?state=new`, exceptionItemSchema)).at(0),
      { what: 'a new exception', timeoutMs: 60_000, everyMs: 500 },
    );
    await goto(visit, `exceptions/${encodeURIComponent(open.id)}`);
    await page.getByRole('button', { name: /acknowledge/i }).click();
    const state = async () => {
      const all = await api.all(`/environments/${environment}/exceptions?state=all`, exceptionItemSchema);
      const now = all.find((each) => each.id === open.id)?.state;
      return now === 'new' ? undefined : now;
    };
    await waitFor(state, { what: 'another state of the exception', timeoutMs: 10_000 });
  },

  'a shipment is found by its number and shows its timeline': async (visit) => {
    const { page, api, environment } = visit;
    const [exception] = await api.all(`/environments/${environment}/exceptions?state=all`, exceptionItemSchema);
    if (!exception) throw new Error('the demo has no exception');
    const number = exception.subject.slice(exception.subject.indexOf(':') + 1);
    await goto(visit, `shipments?search=${number}`);
    await rows(page).first().click();
    await page.waitForURL(/\/shipments\/[^?]+/);
    const timeline = page.getByRole('region', { name: /timeline|what happened/i });
    await timeline.locator('li').nth(2).waitFor();
  },

  'a shipment that is not in trouble says why the workflow did not fire': async (visit) => {
    const { page, api, environment } = visit;
    const subjects = await api.get(`/environments/${environment}/subjects?kind=shipment&limit=200`, pageOfSubjects);
    const calm = subjects.items.find((subject) => subject.openExceptions === 0) ?? subjects.items[0];
    if (!calm) throw new Error('the demo has no shipment');
    await goto(visit, `shipments/${encodeURIComponent(calm.id)}`);
    await page.getByRole('button', { name: /why/i }).first().click();
    await page.getByTestId('why-answer').waitFor();
    const answer = (await page.getByTestId('why-answer').textContent()) ?? '';
    if (answer.length < 20) throw new Error(`the answer says too little: ${answer}`);
    await page.getByTestId('canvas').locator('.react-flow__node').nth(4).waitFor();
  },

  'a dead action shows its reason and is retried': async (visit) => {
    const { page, api, environment } = visit;
    const list = `/environments/${environment}/actions?state=dead`;
    const dead = await waitFor(async () => (await api.all(list, actionItemSchema)).at(0), {
      what: 'a dead action in the demo',
      timeoutMs: 90_000,
      everyMs: 500,
    });
    await goto(visit, `activity?state=dead&id=${encodeURIComponent(dead.id)}`);
    await page
      .getByText(dead.reason?.code ?? 'no reason', { exact: true })
      .first()
      .waitFor();
    await page.getByRole('button', { name: /^retry/i }).click();
    const tried = async () => {
      const now = (await api.all(`/environments/${environment}/actions`, actionItemSchema)).find(
        (each) => each.id === dead.id,
      );
      return now && now.attemptCount > dead.attemptCount ? true : undefined;
    };
    await waitFor(tried, { what: 'another attempt of the dead action', timeoutMs: 20_000, everyMs: 300 });
  },

  'a dead letter shows the original bytes, is corrected, and is taken in': async (visit) => {
    const { page, api, environment, url } = visit;
    const id = `e2e-${Date.now()}`;
    const broken = JSON.stringify({
      specversion: '1.0',
      id,
      source: '/e2e',
      type: 'shipment.delivered',
      subject: 'shipment:E2E-1',
      time: '2015-02-30T10:00:00Z',
      data: { classifier: 'ACT' },
    });
    const path = `${url}/api/v1/environments/${environment}/events`;
    const posted = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: broken });
    if (posted.status !== 400) throw new Error(`an impossible date was answered with ${posted.status}`);
    const letters = () => api.all(`/environments/${environment}/dead-letters`, deadLetterItemSchema);
    const letter = (await letters()).find((each) => each.code === 'invalid-date');
    if (!letter) throw new Error('the refused event is not among the dead letters');
    await goto(visit, `activity?tab=dead-letters&id=${encodeURIComponent(letter.id)}`);
    await page.getByTestId('original').getByText(id).waitFor();
    await page
      .getByRole('button', { name: /edit|correct/i })
      .first()
      .click();
    await page.getByRole('textbox').last().fill(broken.replace('02-30', '02-20'));
    await page
      .getByRole('button', { name: /^(retry|send|try)/i })
      .first()
      .click();
    const gone = async () => ((await letters()).some((each) => each.id === letter.id) ? undefined : true);
    await waitFor(gone, { what: 'the dead letter to be taken in', timeoutMs: 10_000 });
  },

  'the outbox shows what would have left the machine': async (visit) => {
    await goto(visit, 'outbox');
    await rows(visit.page).first().waitFor({ timeout: 60_000 });
  },

  'a reload and the way back keep the place': async (visit) => {
    const { page } = visit;
    await goto(visit, 'activity?state=done');
    await page.reload();
    await page.waitForURL(/state=done/);
    await goto(visit, 'workflows');
    await page.goBack();
    await page.waitForURL(/activity\?state=done/);
  },
};

const pageOfSubjects = pageOf(subjectItemSchema);

async function goto({ page, url, environment }: Visit, path: string): Promise<void> {
  await page.goto(`${url}/${environment}/${path}`);
}

function rows(page: Page) {
  return page.getByTestId('rows').locator('button');
}
