import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { field, type Hands, inspector, picker } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import { type KeyboardHands, keyboardHands } from '../drawing/keyboard.ts';
import { beginWorkflow } from '../drawing/overdue.ts';
import { saveVersion } from '../drawing/release.ts';
import { lookWithAxe } from '../tally.ts';

/** An input that a person takes two seconds for, thinking included, would be this many in ten minutes. */
const INPUTS_MOST = 300;

/** A first rule in the outline, by keys alone: drawn, wired, set, mended, tried, saved; the focus never lost. */
export async function drawInOutline({ stage, open, tally }: Visit): Promise<void> {
  const page = await open();
  const lost: string[] = [];
  const hands = outlineHands(keyboardHands(page, lost));
  await page.goto(`${stage.url}/${stage.environment}/workflows`);
  await page.getByRole('button', { name: 'New workflow' }).first().waitFor();
  await beginWorkflow(hands, 'Overdue, in the outline');
  await openOutline(hands);
  await draw(hands);
  await mend(hands);
  await goOn(hands);
  await tryIt(hands);
  await lookWithAxe(tally, page, 'the outline');
  await saveVersion(hands, 'Drawn in the outline');
  await page.getByText('Draft of v1').waitFor();
  tally.inputs.outline = hands.inputs();
  if (hands.inputs() > INPUTS_MOST) throw new Error(`it took ${hands.inputs()} inputs`);
  if (lost.length > 0) throw new Error(`the focus was lost ${lost.length} times: ${lost.slice(0, 3).join('; ')}`);
}

/** A row of the outline by what it says. */
const row = (page: Page, says: RegExp): Locator => page.getByRole('treeitem', { name: says }).first();
const step = (page: Page, title: string) => row(page, new RegExp(`^\\d+, ${title},`));

/** The same hands, working in the outline in place of the canvas. */
function outlineHands(hands: KeyboardHands): KeyboardHands {
  const { page, key, text } = hands;
  const isIn = async (place: Locator) => (await place.and(page.locator(':focus')).count()) > 0;
  const toOutline = async () => {
    for (let tries = 0; tries < 3 && (await page.locator('[role="treeitem"]:focus').count()) === 0; tries += 1)
      await key('Escape');
    await page.locator('[role="treeitem"]:focus').waitFor();
  };
  const fromPicker = async (search: string) => {
    await picker(page).waitFor();
    await text(search);
    await key('Enter');
    await picker(page).waitFor({ state: 'detached' });
  };
  const find = async (title: string) => {
    if (await isIn(step(page, title))) return;
    await toOutline();
    await key('/');
    await fromPicker(title);
    await step(page, title).and(page.locator(':focus')).waitFor();
  };
  /** Down from a step to one of its ports. */
  const toPort = async (title: string, port: string) => {
    await find(title);
    const place = row(page, new RegExp(`^Port ${port},`)).and(page.locator(':focus'));
    for (let steps = 0; steps < 12 && (await place.count()) === 0; steps += 1) await key('ArrowDown');
    await place.waitFor();
  };
  return {
    ...hands,
    select: find,
    async inspect(title) {
      await find(title);
      await key('Enter');
      await inspector(page).locator(':focus').waitFor();
    },
    async add(kind) {
      await toOutline();
      await key('n');
      await fromPicker(kind);
    },
    async addAfter(title, port, kind) {
      await toPort(title, port);
      await key('n');
      await fromPicker(kind);
    },
    async connect(title, port, target) {
      await toPort(title, port);
      await key('c');
      await fromPicker(target);
    },
  };
}

async function openOutline({ page, key }: KeyboardHands): Promise<void> {
  for (let tries = 0; tries < 3 && (await page.getByTestId('outline').count()) === 0; tries += 1) {
    if ((await page.locator('input:focus, textarea:focus').count()) > 0) await key('Escape');
    await key('o');
    await page.waitForTimeout(300);
  }
  await page.locator('[role="treeitem"]:focus').waitFor();
}

/** Deadline, condition, action, exception, end; with two mistakes in them. */
async function draw(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.add('Deadline');
  await hands.inspect('Deadline');
  await hands.write(field(page, 'Due at'), 'addDays(subject.commitment.deliverBy, vars.days)');
  await hands.write(field(page, 'Met at'), 'subject.delivered.at');
  await hands.addAfter('Deadline', 'missed', 'Condition');
  await hands.inspect('Condition');
  await hands.press(inspector(page).getByRole('button', { name: 'Condition', exact: true }));
  await hands.pick(field(page, 'What is looked at'), 'Computed');
  await hands.write(inspector(page).locator('[data-pointer$="/params/cel"]'), 'has(subject.id)');
  await hands.addAfter('Condition', 'yes', 'Action');
  await hands.inspect('Action');
  await hands.choose(field(page, 'Connection'), 'New connection …');
  await hands.write(field(page, 'Name of the connection'), 'tms');
  await hands.choose(field(page, 'Kind of system'), 'HTTP / REST');
  await hands.press(inspector(page).getByRole('button', { name: 'Add the connection' }));
  await hands.choose(field(page, 'Method (needed)'), 'POST');
  await hands.write(field(page, 'Path (needed)'), '/expedite');
  await hands.addAfter('Action', 'failed', 'Exception');
  await hands.inspect('Exception');
  await hands.write(field(page, 'Title of the case'), 'Overdue, and nobody answered');
  await hands.addAfter('Action', 'done', 'End');
  await hands.connect('Condition', 'no', '5 End');
}

/** The one mistake by what the list of problems offers. */
async function mend(hands: Hands): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: /problems?$/ }));
  const list = page.getByRole('region', { name: 'Problems' });
  await hands.press(list.getByRole('button', { name: 'Add variable days' }).first());
  await page.getByRole('button', { name: /^(No problems|[1-9] problems?)$/ }).waitFor();
  await waitFor(async () => ((await page.locator('[data-error]').count()) === 0 ? true : undefined), {
    what: 'an outline without errors',
    timeoutMs: 5_000,
  });
}

/** Rename, take a wire away and undo that, copy, group, fold: each by its key, and what is there afterwards. */
async function goOn(hands: KeyboardHands): Promise<void> {
  const { page, key, text } = hands;
  await hands.select('End');
  await key('F2');
  await text('Told');
  await key('Enter');
  await step(page, 'Told').and(page.locator(':focus')).waitFor();
  await hands.select('Action');
  await key('ArrowDown');
  await key('Delete');
  await row(page, /^Port done, leads nowhere/)
    .and(page.locator(':focus'))
    .waitFor();
  await key('ControlOrMeta+z');
  await row(page, /^Port done, \d+ Told, which comes next/).waitFor();
  await hands.select('Action');
  await key('g');
  await text('Asking');
  await key('Enter');
  await row(page, /^Group Asking, 1 step/).waitFor();
  await row(page, /^\d+, Action, Action\. .* in group Asking\./).waitFor();
  await hands.select('Told');
  await key('ControlOrMeta+d');
  await row(page, /^Steps that nothing leads to/).waitFor();
  await key('Delete');
  await row(page, /^Steps that nothing leads to/).waitFor({ state: 'detached' });
  await hands.select('Deadline');
  await key('ArrowLeft');
  await row(page, /^Port missed/).waitFor({ state: 'detached' });
  await key('ArrowRight');
  await row(page, /^Port missed/).waitFor();
}

/** Plays an event and lets time pass; the outline says what came of it. */
async function tryIt(hands: KeyboardHands): Promise<void> {
  const { page } = hands;
  await hands.press(page.getByRole('button', { name: 'Try it', exact: true }));
  const panel = page.getByRole('tabpanel', { name: 'Try it' });
  await hands.press(panel.getByRole('button', { name: 'Event', exact: true }));
  await hands.press(page.getByRole('menuitem', { name: /^Order changed|^Order created|^Shipment planned/ }).first());
  await hands.leave();
  await row(page, /^\d+, Deadline, .*It is due 3 Mar/).waitFor();
}
