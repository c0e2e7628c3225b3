import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { lookInBothThemes } from '../tally.ts';
import { asking, choose, go, must, type Person, person, type Stage } from './person.ts';
import { delayChaser, WORKFLOW } from './workflow.ts';

type Journey = (stage: Stage) => Promise<void>;

const NOTE = 'Delays of half an hour are worth a question to the TMS';

/** A workflow on its way: in this order, each goes on with what the one before left. */
export const releasing: Readonly<Record<string, Journey>> = {
  'the administrator binds the slot that the workflow will need in dev': async (stage) => {
    const ada = person(stage, 'ada');
    await go(stage, ada, 'dev/connections');
    await ada.page.getByRole('button', { name: 'New slot' }).click();
    await ada.page.getByRole('dialog').getByRole('textbox').fill('tms');
    await ada.page.getByRole('dialog').getByRole('textbox').press('Enter');
    await bind(ada);
  },

  'the analyst imports a workflow, saves it and releases it to dev at once': async (stage) => {
    const petra = person(stage, 'petra');
    const { page } = petra;
    await go(stage, petra, 'dev/workflows');
    await page.getByRole('button', { name: 'New workflow' }).first().click();
    await page.getByRole('tab', { name: 'Import' }).click();
    await page.getByLabel('Or paste its JSON').fill(JSON.stringify(delayChaser(30, 'Asked for')));
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    await page.getByText('a connection for the slot tms (http)').waitFor();
    await page.getByRole('button', { name: 'Open in the editor' }).click();
    await page.getByRole('button', { name: 'Save version' }).click();
    await page.getByLabel('What is different, and why').fill('From half an hour on');
    await page.getByRole('dialog').getByRole('button', { name: 'Save version' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Release', exact: true }).click();
    await page.getByRole('button', { name: 'See what it would do' }).click();
    await page.getByTestId('plan').waitFor();
    await page.getByRole('button', { name: 'Apply to dev' }).click();
    await page.waitForURL(new RegExp(`/dev/workflows/${WORKFLOW}$`));
    await page.getByRole('button', { name: /v1 ?live/ }).waitFor();
    await happen(stage, petra, 'dev', 'D1', 45);
    await fired(page, 1);
  },

  'the analyst asks for promotion to staging with a note; the plan names the slot that is not bound': async (stage) => {
    const petra = person(stage, 'petra');
    const { page } = petra;
    await promote(stage, petra, 1, NOTE);
    await plan(page).getByText(NOTE).first().waitFor();
    await plan(page).getByText('Slot tms').first().waitFor();
    await plan(page).getByText('no connection yet').first().waitFor();
    await page.getByText('You may not approve plans here.').waitFor();
    must(
      await page.getByRole('button', { name: 'Apply to staging' }).isDisabled(),
      'a plan with a problem can be applied',
    );
    await lookInBothThemes(stage.tally, page, 'a plan with problems');
  },

  'the administrator binds the slot from the plan, which then has to be made anew': async (stage) => {
    const ada = person(stage, 'ada');
    const { page } = ada;
    await openPlan(stage, ada, /^Read the plan/);
    await plan(page).getByRole('link', { name: 'Bind' }).click();
    await page.waitForURL(/\/staging\/connections\?slot=tms/);
    await bind(ada);
    await lookInBothThemes(stage.tally, page, 'connections');
    const petra = person(stage, 'petra');
    await petra.page.reload();
    await plan(petra.page).getByText('The connection of slot tms has changed since.').first().waitFor();
    const old = petra.page.url();
    await petra.page.getByRole('button', { name: 'Make the plan anew' }).click();
    await petra.page.waitForURL((url) => url.href !== old);
    await plan(petra.page).getByText('Waits for 1 more person.').first().waitFor();
    await plan(petra.page).getByText(NOTE).first().waitFor();
  },

  'the author cannot approve: neither is it offered, nor does the server take it': async (stage) => {
    const petra = person(stage, 'petra');
    const { page } = petra;
    // Also an author who may approve others' work may not approve this.
    await giveApprover(stage);
    await go(stage, petra, 'staging');
    await page.getByRole('link', { name: /^Read the plan/ }).click();
    await page.getByText('You are an author of what it releases, or of the plan.').waitFor();
    must(await page.getByRole('button', { name: 'Approve' }).isDisabled(), 'the author is offered to approve');
    const api = await asking(stage, petra);
    const [open] = (await api.must('GET', '/environments/staging/plans?state=open')).items;
    const { status, body } = await api.on(open, 'approve');
    must(status === 403 && body.code === 'own-approval', `the author who approves is answered ${status} ${body.code}`);
  },

  'the approver finds the request on the first page, reads what changes, and approves': async (stage) => {
    const jana = person(stage, 'jana');
    const { page } = jana;
    await openPlan(stage, jana, 'Read the plan and approve');
    await plan(page).getByText(NOTE).first().waitFor();
    await plan(page)
      .getByText(/not running\s*→?.*v1/)
      .waitFor();
    await lookInBothThemes(stage.tally, page, 'a plan to approve');
    must(await page.getByRole('button', { name: 'Apply to staging' }).isDisabled(), 'an approver may apply');
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await plan(page).getByText(/jana/).first().waitFor();
  },

  'the administrator applies it, and staging decides by it': async (stage) => {
    const ada = person(stage, 'ada');
    await openPlan(stage, ada, 'Read the plan and apply');
    await apply(ada.page, 'staging');
    await cell(ada.page, 'staging', /in step/).waitFor();
    await happen(stage, person(stage, 'petra'), 'staging', 'S1', 45);
    await happen(stage, person(stage, 'petra'), 'staging', 'S2', 5);
    await runs(stage, ada, 1, 1);
  },

  'a bad version goes the same way, and fires for everything': async (stage) => {
    const petra = person(stage, 'petra');
    const api = await asking(stage, petra);
    await api.save(delayChaser(0, 'Asked for everything'), 1);
    await go(stage, petra, 'dev/releases');
    await cell(petra.page, 'dev', /1 behind/).click();
    await petra.page.getByRole('button', { name: 'Release v2, the newest' }).click();
    await plan(petra.page).waitFor();
    await apply(petra.page, 'dev');
    await promote(stage, petra, 2, 'No delay is too small');
    const jana = person(stage, 'jana');
    await openPlan(stage, jana, 'Read the plan and approve');
    await plan(jana.page)
      .getByText(/v1\s*→?.*v2/)
      .waitFor();
    await jana.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await plan(jana.page)
      .getByText(/1 of 1/)
      .waitFor();
    const ada = person(stage, 'ada');
    await openPlan(stage, ada, 'Read the plan and apply');
    await apply(ada.page, 'staging');
    await happen(stage, petra, 'staging', 'S3', 1);
    await runs(stage, ada, 2, 1);
  },

  'one click plans the way back, and what ran before runs again': async (stage) => {
    const ada = person(stage, 'ada');
    const { page } = ada;
    await go(stage, ada, 'staging/releases');
    await page.getByRole('button', { name: 'History' }).click();
    await choose(ada, 'Environment', 'Staging');
    await page.getByRole('button', { name: 'Roll back the last release' }).click();
    await plan(page).getByText('It puts back exactly what ran here before the last release.').first().waitFor();
    await lookInBothThemes(stage.tally, page, 'the way back');
    await apply(page, 'staging');
    await happen(stage, person(stage, 'petra'), 'staging', 'S4', 1);
    await runs(stage, ada, 1, 1);
    await go(stage, ada, 'staging/releases?history=staging');
    await page.getByText('Roll-back').first().waitFor();
    await lookInBothThemes(stage.tally, page, 'releases');
  },
};

const plan = (page: Page) => page.getByTestId('plan');

/** The cell of the workflow in an environment, where it says this. */
function cell(page: Page, environment: string, state: RegExp) {
  return page.getByRole('button', { name: new RegExp(`^Delay chaser in ${environment}:.*${state.source}`) });
}

async function promote(stage: Stage, asker: Person, version: number, note: string): Promise<void> {
  const { page } = asker;
  await go(stage, asker, 'dev/releases');
  await cell(page, 'staging', /.*/).click();
  await page.getByLabel('Note for whoever reads the plan').fill(note);
  await page.getByRole('button', { name: `Promote v${version} from Development` }).click();
  await plan(page).waitFor();
}

/** Comes to the plan of staging as somebody does who was not told where it is. */
async function openPlan(stage: Stage, reader: Person, words: string | RegExp): Promise<void> {
  await go(stage, reader, 'staging');
  await reader.page.getByRole('link', { name: words }).click();
  await plan(reader.page).waitFor();
}

async function apply(page: Page, environment: string): Promise<void> {
  await page.getByRole('button', { name: `Apply to ${environment}` }).click();
  await plan(page).getByText('Applied.').first().waitFor();
}

/** Binds the slot that is open to a TMS that is not there: nothing leaves these environments. */
async function bind(binder: Person): Promise<void> {
  const { page } = binder;
  const panel = page.getByRole('complementary', { name: 'tms', exact: true });
  await panel.waitFor();
  await choose(binder, 'Connector', 'HTTP / REST');
  await panel.getByLabel('Base URL').fill('https://tms.simulated.invalid');
  await panel.getByRole('button', { name: 'Bind it' }).click();
  await panel.getByRole('button', { name: 'Save', exact: true }).waitFor();
}

async function giveApprover(stage: Stage): Promise<void> {
  const api = await asking(stage, person(stage, 'ada'));
  const { items } = await api.must('GET', '/users');
  const petra = items.find((user: { name: string }) => user.name === 'petra');
  const roles = [...petra.roles, { environment: 'staging', role: 'approver' }];
  await api.must('PUT', `/users/${petra.id}/roles`, { roles });
}

/** A shipment is delayed; the event goes through the log as one of its sources would send it. */
async function happen(
  stage: Stage,
  teller: Person,
  environment: string,
  shipment: string,
  minutes: number,
): Promise<void> {
  const api = await asking(stage, teller);
  const event = { specversion: '1.0', type: 'shipment.delayed', subject: `shipment:${shipment}`, data: { minutes } };
  await api.must('POST', `/environments/${environment}/test-events`, { event });
  await api.subject(environment, shipment, () => true);
}

/** Which version the page of the workflow says is live in staging, and how often it has fired. */
async function runs(stage: Stage, reader: Person, version: number, times: number): Promise<void> {
  await go(stage, reader, `staging/workflows/${WORKFLOW}`);
  await reader.page.getByRole('button', { name: new RegExp(`v${version} ?live`) }).waitFor();
  await fired(reader.page, times);
}

async function fired(page: Page, times: number): Promise<void> {
  const said = page
    .getByRole('complementary')
    .locator('dt', { hasText: /^Fired$/ })
    .locator('xpath=following-sibling::dd[1]');
  const look = async () => ((await said.textContent()) === String(times) ? true : undefined);
  await waitFor(look, { what: `a workflow that fired ${times} times`, timeoutMs: 30_000 }).catch(
    async (error: Error) => {
      throw new Error(`${error.message}; it says ${await said.textContent()}`);
    },
  );
}
