import { exceptionItemSchema } from '@slipway/shared/api';
import { temperOf } from '../../services/tms.ts';
import { waitFor } from '../../support/wait-for.ts';
import { card, type Hands } from './hands.ts';
import { TITLES } from './overdue.ts';
import type { Stage } from './stage.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Orders whose promised day has gone by, named so that the TMS accepts the first `accepted` and refuses the others. */
function lateOrders(prefix: string, accepted: number, refused: number): object[] {
  const ids = Array.from({ length: 400 }, (_, at) => `${prefix}-${at}`);
  const wanted = (yes: boolean) =>
    ids.filter((id) => temperOf(id).answer.accepted === yes && temperOf(id).failures === 0);
  const promised = new Date(Date.now() - 9 * DAY_MS).toISOString();
  return [...wanted(true).slice(0, accepted), ...wanted(false).slice(0, refused)].map((id) => ({
    specversion: '1.0',
    id: `order-${id}`,
    source: '/erp',
    type: 'order.created',
    subject: `shipment:${id}`,
    time: new Date(Date.now() - 20 * DAY_MS).toISOString(),
    data: { classifier: 'ACT', lines: [{ id: '1', deliverBy: promised }] },
  }));
}

/** Lets late orders come in while the released workflow is on the screen: its counters move, both systems hear of it. */
export async function watchCounters(hands: Hands, stage: Stage): Promise<void> {
  const { page } = hands;
  const mails = stage.mail.mails.length;
  const prefix = `S${Date.now()}`;
  const count = card(page, TITLES.deadline);
  await count.waitFor();
  const before = await count.textContent();
  await stage.ingest(lateOrders(prefix, 2, 1));
  await waitFor(async () => ((await count.textContent()) === before ? undefined : true), {
    what: 'a counter that moves on the canvas',
    timeoutMs: 30_000,
  });
  const asked = () => stage.tms.requests.filter((request) => request.shipment.startsWith(prefix)).length;
  await waitFor(() => (asked() >= 3 && stage.mail.mails.length >= mails + 2 ? true : undefined), {
    what: 'three calls at the TMS and two mails',
    timeoutMs: 60_000,
  });
}

/** Opens the case that a person has to decide and sees the path that led to it. */
export async function openCase(hands: Hands, stage: Stage): Promise<void> {
  const { page } = hands;
  const cases = () => stage.api.all('/environments/dev/exceptions?state=open', exceptionItemSchema);
  await waitFor(async () => (await cases()).find((each) => each.severity === 'high'), {
    what: 'a case for a person',
    timeoutMs: 60_000,
  });
  await hands.press(page.getByRole('link', { name: /^Exceptions/ }));
  await hands.press(
    page
      .getByTestId('rows')
      .getByRole('button', { name: /a person is needed/ })
      .first(),
  );
  await page.waitForURL(/\/exceptions\/[^?]+/);
  await page.getByTestId('path').locator('li').nth(3).waitFor();
  await hands.press(page.getByRole('button', { name: 'Whole workflow' }));
  await page.getByTestId('canvas').locator('[data-lit]').nth(3).waitFor();
}
