import { exceptionItemSchema } from '@slipway/shared/api';
import { waitFor } from '../../support/wait-for.ts';
import { field, inspector } from './hands.ts';
import type { Visit } from './index.ts';
import { mouseHands } from './mouse.ts';
import { beginWorkflow } from './overdue.ts';
import { makePlan, saveVersion } from './release.ts';

const DAY_MS = 24 * 60 * 60_000;
const INPUTS_MOST = 60;

/** What somebody does who knows the address and one sentence: a case when a delivery is two days late. */
export async function firstTime({ stage, open, tally }: Visit): Promise<void> {
  const page = await open();
  const hands = mouseHands(page);
  await page.goto(stage.url);
  await hands.press(page.getByRole('link', { name: /^Workflows/ }));
  await beginWorkflow(hands, 'Two days late');
  await hands.add('Deadline');
  await hands.write(field(page, 'Grace'), '2d');
  await hands.addAfter('Deadline', 'missed', 'Exception');
  await inspector(page).getByText('Exception, step 2').waitFor();
  await hands.write(field(page, 'Title of the case'), 'Two days late');
  await saveVersion(hands, 'First version');
  await makePlan(hands);
  await hands.press(page.getByRole('button', { name: `Apply to ${stage.environment}` }));
  await page.waitForURL(/\/workflows\/[a-z0-9-]+$/);
  const event = {
    specversion: '1.0',
    id: `late-${Date.now()}`,
    source: '/erp',
    type: 'order.created',
    subject: 'shipment:FIRST-1',
    time: new Date(Date.now() - 9 * DAY_MS).toISOString(),
    data: { classifier: 'ACT', deliverBy: new Date(Date.now() - 3 * DAY_MS).toISOString() },
  };
  await stage.ingest([event]);
  const cases = () => stage.api.all(`/environments/${stage.environment}/exceptions?state=open`, exceptionItemSchema);
  await waitFor(async () => (await cases()).find((each) => each.title === 'Two days late'), {
    what: 'the case',
    timeoutMs: 60_000,
  });
  tally.inputs['first time'] = hands.inputs();
  if (hands.inputs() > INPUTS_MOST) throw new Error(`it took ${hands.inputs()} inputs`);
}
