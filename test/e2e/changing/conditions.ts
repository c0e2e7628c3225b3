import type { Locator, Page } from 'playwright-core';
import { inspector } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import { mouseHands } from '../drawing/mouse.ts';
import type { Stage } from '../drawing/stage.ts';
import { call, savedDraft } from '../drawing/workflows.ts';
import { lookInBothThemes } from '../tally.ts';

const named = (page: Page) => inspector(page).getByRole('region', { name: 'Named conditions' });
const header = (page: Page, name: string) => named(page).getByRole('button', { name: new RegExp(`^${name} (?!\\d)`) });

/**
 * A condition of a step is kept under a name, asked elsewhere, renamed with all that refers to it, shown to be in use,
 * mended where its name is misspelt, and put back where it was asked.
 */
export async function nameConditions({ stage, open, tally }: Visit): Promise<void> {
  const id = await twoQuestions(stage);
  const saved = (what: string, holds: (text: string) => boolean) => savedDraft(stage, id, what, holds);
  const page = await open();
  await page.goto(`${stage.url}/${stage.environment}/workflows/${id}/edit`);
  await page.getByTestId('canvas').locator('.react-flow__node').nth(3).waitFor();
  await keepUnderName(page);
  await saved('a reference to the name', (text) => text.includes('"conditions":{"Late":{"all":[{"fact"'));
  await askElsewhere(page);
  await saved('two references', (text) => text.split('{"condition":"Late"}').length === 3);
  await command(page, 'named condition late', /Named condition: Late/);
  await rename(page);
  await saved('references that followed', (text) => text.split('{"condition":"Very late"}').length === 3);
  await lookInBothThemes(tally, page, 'a named condition');
  await undoAndRedo(page);
  await staysWhileUsed(page);
  await misspelt(page);
  await putBack(page);
  await saved('the content in every place', (text) => !text.includes('Very late"}') && text.includes('"Very late 2"'));
  await fromTheOutline(page);
}

/** A trigger and two steps that ask. */
async function twoQuestions(stage: Stage): Promise<string> {
  const late = { fact: 'event', path: 'data.delayMinutes', operator: 'greaterThan', value: 60 };
  const gold = { fact: 'subject', path: 'customerTier', operator: 'equal', value: 'gold' };
  const graph = {
    ...{ formatVersion: 1, id: 'asked-twice', name: 'Asked twice', subject: 'shipment' },
    nodes: [
      { id: 'delayed', kind: 'trigger', title: 'Delayed', number: 1, config: { on: ['shipment.delayed'] } },
      { id: 'much', kind: 'condition', title: 'Late enough', number: 2, config: { when: { all: [late] } } },
      { id: 'gold', kind: 'condition', title: 'For whom', number: 3, config: { when: { all: [gold] } } },
      { id: 'over', kind: 'end', title: 'Over', number: 4, config: { outcome: 'Over' } },
    ],
    edges: [
      { from: 'delayed.out', to: 'much.in' },
      { from: 'much.yes', to: 'gold.in' },
      { from: 'much.no', to: 'over.in' },
      { from: 'gold.yes', to: 'over.in' },
      { from: 'gold.no', to: 'over.in' },
    ],
    layout: { delayed: [0, 0], much: [0, 130], gold: [0, 260], over: [0, 390] },
  };
  return String((await call(stage, 'POST', '/workflows', { name: graph.name, from: { graph } })).id);
}

/** From the whole condition of a step, by keys in the dialog; the cursor goes on where it stood. */
async function keepUnderName(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await hands.inspect('Late enough');
  await hands.press(inspector(page).getByRole('button', { name: 'Make this a named condition …' }));
  const dialog = page.getByRole('dialog', { name: 'Make this a named condition' });
  const field = dialog.getByRole('textbox', { name: 'Name' });
  await focused(field, 'the name');
  await page.keyboard.insertText('9 late');
  await dialog.getByText(/^A name begins with a letter/).waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText('Late');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await inspector(page).getByLabel('Named condition', { exact: true }).waitFor();
  await inspector(page).locator('[data-pointer="/nodes/1/config/when"]:focus').first().waitFor();
  await inspector(page)
    .getByText(/^“Late” holds \(.*more than 60/)
    .waitFor();
}

async function askElsewhere(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await hands.inspect('For whom');
  await hands.press(inspector(page).getByRole('button', { name: 'As named', exact: true }));
  const which = inspector(page).getByLabel('Named condition', { exact: true });
  if ((await which.inputValue()) !== 'Late') throw new Error('the row does not refer to the named condition');
  await inspector(page)
    .getByText(/gold, and “Late” holds \(/)
    .waitFor();
}

async function rename(page: Page): Promise<void> {
  await named(page).getByText('used in 2 places').waitFor();
  const name = named(page).getByLabel('Name', { exact: true });
  await focused(name, 'the name of what was asked for');
  await page.keyboard.insertText('Very late');
  await page.keyboard.press('Enter');
  await header(page, 'Very late').waitFor();
  await focused(name, 'the name that was given');
}

/** One step of undo takes the name back in all places. */
async function undoAndRedo(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await hands.undo();
  await header(page, 'Late').waitFor();
  await hands.redo();
  await header(page, 'Very late').and(page.locator('[aria-expanded="true"]')).waitFor();
}

/** It is not deleted while it is used, says where that is, and leads there and back. */
async function staysWhileUsed(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await hands.press(named(page).getByRole('button', { name: 'Delete', exact: true }));
  await named(page).getByRole('alert').getByText('2 places refer to it').waitFor();
  await hands.press(named(page).getByRole('region', { name: 'Used by' }).getByRole('button', { name: '3 For whom' }));
  await inspector(page).getByLabel('Title of the step').waitFor();
  await inspector(page).locator('[data-pointer="/nodes/2/config/when/all/1"]:focus').first().waitFor();
  await hands.press(inspector(page).getByRole('button', { name: 'Show', exact: true }));
  await focused(named(page).getByLabel('Name', { exact: true }), 'the name of what was shown');
}

/** A copy asks for a name that is not there; the problem leads to it and offers the nearest. */
async function misspelt(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await hands.press(named(page).getByRole('button', { name: 'Duplicate', exact: true }));
  await header(page, 'Very late 2').and(page.locator('[aria-expanded="true"]')).waitFor();
  await hands.press(named(page).getByRole('button', { name: 'JSON', exact: true }));
  await hands.write(named(page).getByLabel('Condition as JSON'), '{ "all": [{ "condition": "Very lat" }] }');
  await hands.press(named(page).getByRole('button', { name: 'Form', exact: true }));
  await hands.press(named(page).getByRole('button', { name: 'Use “Very late”' }));
  const which = named(page).getByLabel('Named condition', { exact: true });
  await page.waitForFunction(
    (element) => (element as { value?: string }).value === 'Very late',
    await which.elementHandle(),
  );
  if ((await which.locator('option').allTextContents()).join() !== 'Very late')
    throw new Error('a condition can be made to ask itself');
}

/** Everywhere at once, in one step; the copy that asked for it has its content now. */
async function putBack(page: Page): Promise<void> {
  const hands = mouseHands(page);
  await header(page, 'Very late').click();
  await named(page).getByText('used in 3 places').waitFor();
  await hands.press(named(page).getByRole('button', { name: 'Put its content everywhere' }));
  await header(page, 'Very late 2').waitFor();
  await focused(named(page), 'the list of named conditions');
  await hands.undo();
  await named(page).getByText('used in 3 places').waitFor();
  await hands.redo();
}

/** The command bar leads there from the outline as well, by keys alone. */
async function fromTheOutline(page: Page): Promise<void> {
  await command(page, 'outline', /outline/i);
  await page.getByTestId('outline').waitFor();
  await command(page, 'named condition very', /Named condition: Very late 2/);
  await focused(named(page).getByLabel('Name', { exact: true }), 'the name');
  await page.keyboard.press('Escape');
}

async function command(page: Page, words: string, name: RegExp): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  const bar = page.getByTestId('command-bar');
  await bar.waitFor();
  await page.keyboard.insertText(words);
  await bar.getByRole('option', { name }).first().click();
  await bar.waitFor({ state: 'detached' });
}

async function focused(target: Locator, what: string): Promise<void> {
  await target
    .and(target.page().locator(':focus'))
    .waitFor({ timeout: 10_000 })
    .catch(() => {
      throw new Error(`${what} does not have the focus`);
    });
}
