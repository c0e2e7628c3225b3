import { workflowItemSchema } from '@slipway/shared/api';
import { waitFor } from '../../support/wait-for.ts';
import { card, type Hands } from './hands.ts';
import { TITLES } from './overdue.ts';
import type { Stage } from './stage.ts';

/** Tries what was drawn: lets the timer fire, has the system accept, and sees both paths light. */
export async function tryOverdue(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: 'Try it', exact: true }));
  const panel = page.getByRole('tabpanel', { name: 'Try it' });
  await hands.press(panel.getByRole('button', { name: 'Event', exact: true }));
  await hands.press(page.getByRole('menuitem', { name: /^Order changed|^Order created/ }).first());
  await hands.leave();
  await hands.press(panel.getByRole('button', { name: /^Clock on to/ }));
  const moments = panel.getByRole('listbox', { name: 'Moments of the scenario' });
  const fired = moments.getByRole('option', { name: /Delivery overdue, time is up/ }).first();
  await fired.waitFor();
  await lit(hands, TITLES.open);
  await hands.press(panel.getByRole('button', { name: /^Clock on to/ }));
  await moments
    .getByRole('option', { name: /Expedite at the TMS/ })
    .first()
    .waitFor();
  await hands.write(panel.getByLabel('What it answers, as JSON').first(), '{"status":200,"body":{"accepted":true}}');
  await lit(hands, TITLES.tell);
}

async function lit(hands: Hands, title: string): Promise<void> {
  await card(hands.page, title).locator('[data-lit]').first().waitFor();
}

/** Saves the draft as a version. */
export async function saveVersion(hands: Hands, message: string): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: 'Save version' }));
  const dialog = page.getByRole('dialog', { name: 'Save version' });
  await hands.write(dialog.getByRole('textbox'), message);
  await hands.press(dialog.getByRole('button', { name: 'Save version' }));
  await dialog.waitFor({ state: 'detached' });
}

/** Asks what a release would do; from the editor. */
export async function makePlan(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: 'Release', exact: true }));
  const drawer = page.getByRole('dialog', { name: /^Release v/ });
  await hands.press(drawer.getByRole('button', { name: 'See what it would do' }));
  await page.getByTestId('plan').waitFor();
}

/** Binds both slots where the plan says that they are missing, tests them, and allows the addresses that the guard refuses. */
export async function bindConnections(hands: Hands, stage: Stage): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByTestId('plan').getByRole('link', { name: 'Bind' }).first());
  await page.waitForURL(/\/connections\?slot=/);
  await openSlot(hands, 'tms');
  await hands.write(page.getByLabel('Base URL'), stage.tms.url);
  await bindAndTest(hands, stage.tms.port);
  await openSlot(hands, 'mail');
  await hands.pickListed(page.getByRole('combobox', { name: 'Connector' }), 'Email');
  await hands.write(page.getByLabel('SMTP host'), '127.0.0.1');
  await hands.write(page.getByLabel('Port', { exact: true }), String(stage.mail.port));
  await hands.pickListed(page.getByRole('combobox', { name: 'Encryption' }), 'None');
  await hands.write(page.getByLabel('From address'), 'slipway@example.org');
  await bindAndTest(hands, stage.mail.port);
}

async function openSlot(hands: Hands, slot: string): Promise<void> {
  const { page } = hands;
  if (page.url().endsWith(`slot=${slot}`)) return;
  await hands.press(page.getByRole('button', { name: 'New slot' }));
  const dialog = page.getByRole('dialog', { name: 'New slot' });
  await hands.write(dialog.getByRole('textbox'), slot);
  await hands.press(dialog.getByRole('button', { name: 'Go on' }));
}

async function bindAndTest(hands: Hands, port: number): Promise<void> {
  const { page } = hands;
  const answer = page.getByTestId('test-answer');
  await hands.press(page.getByRole('button', { name: 'Bind it' }));
  await hands.press(page.getByRole('button', { name: 'Test it' }));
  await hands.press(page.getByRole('button', { name: `Allow 127.0.0.1:${port}` }));
  const dialog = page.getByRole('dialog');
  await hands.press(dialog.getByRole('button', { name: /^Allow/ }));
  await dialog.waitFor({ state: 'detached' });
  await hands.press(page.getByRole('radio', { name: 'Slots' }).or(page.getByRole('button', { name: /^Slots/ })));
  const slot = port.toString();
  await hands.press(
    page
      .getByRole('row', { name: new RegExp(slot) })
      .getByRole('button')
      .first(),
  );
  await hands.press(page.getByRole('button', { name: 'Test it' }));
  await answer.getByText('It works').waitFor();
}

/** Goes back to the workflow by the list, and releases it. */
export async function release(hands: Hands, stage: Stage, name: string): Promise<string> {
  const { page } = hands;
  await hands.press(page.getByRole('link', { name: 'Workflows' }));
  await hands.press(
    page
      .getByTestId('rows')
      .getByRole('button', { name: new RegExp(`^${name}`) })
      .first(),
  );
  await page.waitForURL(/\/edit/);
  await makePlan(hands);
  await hands.press(page.getByRole('button', { name: 'Apply to dev' }));
  await page.waitForURL(/\/workflows\/[a-z0-9-]+$/);
  const id = page.url().split('/').at(-1) ?? '';
  await waitFor(
    async () => (await stage.api.all('/environments/dev/workflows', workflowItemSchema)).find((each) => each.id === id),
    { what: 'the workflow among those that run', timeoutMs: 20_000 },
  );
  return id;
}
