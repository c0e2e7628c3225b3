import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { field, type Hands, inspector } from './hands.ts';

/** Titles of the steps, which tell the cards apart. */
export const TITLES = {
  deadline: 'Delivery overdue',
  open: 'Open the case',
  expedite: 'Expedite at the TMS',
  accepted: 'Accepted?',
  tell: 'Notify the customer',
  arrival: 'Until delivered',
  late: 'Delivered late',
  person: 'A person decides',
  handled: 'Handled by a person',
} as const;

/** What the body of the call is, as the form takes it. */
const EXPEDITE = '{ "shipment": "${subject.id}", "line": "${key}", "promised": "${subject.lines[key].deliverBy}" }';

/** Begins a workflow on an empty canvas; the page shows the list of workflows. */
export async function beginWorkflow(hands: Hands, name: string): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: 'New workflow' }).first());
  const dialog = page.getByRole('dialog', { name: 'New workflow' });
  await hands.write(dialog.getByRole('textbox', { name: 'Name' }), name);
  await hands.press(dialog.getByRole('button', { name: 'Draw it' }));
  await page.waitForURL(/\/edit/);
  await inspector(page).getByRole('heading', { name: 'Workflow' }).waitFor();
}

/**
 * Draws *Delivery overdue* on an empty canvas and fills its forms, with two mistakes that the Problems list must find: a
 * variable that is misspelt and a length of time that is none.
 */
export async function drawOverdue(hands: Hands): Promise<void> {
  await setVariables(hands);
  await drawWatch(hands);
  await drawExpedite(hands);
  await drawTelling(hands);
  await drawPerson(hands);
}

async function setVariables(hands: Hands): Promise<void> {
  const form = inspector(hands.page);
  await hands.press(form.getByRole('button', { name: 'Add a variable' }));
  await hands.write(form.getByLabel('Name of the variable'), 'days');
  await hands.write(form.getByLabel('Default of days'), '2');
}

async function drawWatch(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.add('Deadline');
  await hands.inspect('Deadline');
  await hands.write(field(page, 'Title of the step'), TITLES.deadline);
  await hands.write(field(page, 'Due at'), 'addDays(subject.lines[key].deliverBy, vars.dayz)');
  await hands.write(field(page, 'Met at'), 'subject.lines[key].deliveredAt');
  await hands.write(field(page, 'Kept apart by'), 'subject.lines.map(id, id)');
  await hands.addAfter(TITLES.deadline, 'missed', 'Exception');
  await hands.inspect('Exception');
  await hands.write(field(page, 'Title of the step'), TITLES.open);
  await hands.write(field(page, 'Title of the case'), 'Promised for ${substring(subject.lines[key].deliverBy, 0, 10)}');
  await hands.press(inspector(page).getByRole('button', { name: 'Add evidence' }));
  await hands.write(field(page, 'What it is'), 'Line');
  await hands.write(
    inspector(page).getByRole('region', { name: 'Evidence' }).getByLabel('Value', { exact: true }),
    '${key}',
  );
}

async function drawExpedite(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.addAfter(TITLES.open, 'opened', 'Action');
  await hands.inspect('Action');
  await hands.write(field(page, 'Title of the step'), TITLES.expedite);
  await declareConnection(hands, 'tms', 'HTTP / REST');
  await hands.choose(field(page, 'Method (needed)'), 'POST');
  await hands.write(field(page, 'Path (needed)'), '/expedite');
  await hands.press(inspector(page).getByRole('button', { name: 'Add Body' }));
  await hands.write(field(page, 'Body'), EXPEDITE);
  await hands.addAfter(TITLES.expedite, 'done', 'Condition');
  await hands.inspect('Condition');
  await hands.write(field(page, 'Title of the step'), TITLES.accepted);
  await hands.press(inspector(page).getByRole('button', { name: 'Condition', exact: true }));
  await hands.pick(field(page, 'What is looked at'), 'Computed');
  await hands.write(inspector(page).locator('[data-pointer$="/params/cel"]'), 'nodes.action.body.accepted == true');
}

async function drawTelling(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.addAfter(TITLES.accepted, 'yes', 'Action');
  await hands.inspect('Action');
  await hands.write(field(page, 'Title of the step'), TITLES.tell);
  await declareConnection(hands, 'mail', 'Email');
  await hands.write(field(page, 'To (needed)'), 'customer-desk@example.org');
  await hands.write(field(page, 'Subject (needed)'), 'Late, being expedited: ${subject.id}');
  await hands.write(field(page, 'Text (needed)'), 'The carrier has agreed to expedite it.');
  await hands.addAfter(TITLES.tell, 'done', 'Wait');
  await hands.inspect('Wait');
  await hands.write(field(page, 'Title of the step'), TITLES.arrival);
  await hands.write(field(page, 'At most'), 'three weeks');
  await hands.addAfter(TITLES.arrival, 'received', 'End');
  await hands.inspect('End');
  await hands.write(field(page, 'Title of the step'), TITLES.late);
  await hands.write(field(page, 'Outcome'), TITLES.late);
}

async function drawPerson(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.addAfter(TITLES.expedite, 'failed', 'Exception');
  await hands.inspect('Exception');
  await hands.write(field(page, 'Title of the step'), TITLES.person);
  await hands.choose(field(page, 'Severity'), 'High');
  await hands.write(field(page, 'Title of the case'), 'Overdue, a person is needed');
  const choices = inspector(page).getByRole('region', { name: 'Choices' });
  for (const [at, label] of ['Rebooked', 'Delay accepted'].entries()) {
    await hands.press(choices.getByRole('button', { name: 'Add a choice' }));
    await hands.write(choices.getByLabel('Choice', { exact: true }).nth(at), label);
  }
  await hands.connect(TITLES.accepted, 'no', TITLES.person);
  await hands.connect(TITLES.tell, 'failed', TITLES.person);
  await hands.connect(TITLES.arrival, 'timeout', TITLES.person);
  await hands.addAfter(TITLES.person, 'rebooked', 'End');
  await hands.inspect('End');
  await hands.write(field(page, 'Title of the step'), TITLES.handled);
  await hands.write(field(page, 'Outcome'), TITLES.handled);
  await hands.connect(TITLES.person, 'delay accepted', TITLES.handled);
}

async function declareConnection(hands: Hands, name: string, connector: string): Promise<void> {
  const { page } = hands;
  await hands.choose(field(page, 'Connection'), 'New connection …');
  await hands.write(field(page, 'Name of the connection'), name);
  await hands.choose(field(page, 'Kind of system'), connector);
  await hands.press(inspector(page).getByRole('button', { name: 'Add the connection' }));
}

/** Mends the two mistakes through the Problems list: the first by what it offers, the second where it leads. */
export async function mendProblems(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: /problems?$/ }));
  const list = page.getByRole('region', { name: 'Problems' });
  await hands.press(list.getByRole('listitem').getByRole('button', { name: 'Use variable days' }));
  await hands.press(list.getByRole('button', { name: /three weeks/ }));
  await waitFor(
    async () => ((await page.locator(':focus').getAttribute('data-pointer'))?.endsWith('/timeout') ? true : undefined),
    {
      what: 'the focus in the field that the problem is about',
      timeoutMs: 5_000,
    },
  );
  await hands.write(field(page, 'At most'), '21d');
  await noErrors(page);
}

async function noErrors(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'No problems' }).waitFor();
}
