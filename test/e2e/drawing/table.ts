import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { lookInBothThemes } from '../tally.ts';
import { card, inspector } from './hands.ts';
import type { Visit } from './index.ts';
import { mouseHands } from './mouse.ts';
import { beginWorkflow } from './overdue.ts';
import { copyText } from './workflows.ts';

/** As a spreadsheet copies them. */
const TWO_ROWS = '> 120\thigh\r\n[60..120]\tmedium\r\n';
const GAP = /No row holds where Minutes late is \[30\.\.60\)/;

/**
 * A decision table: drawn by mouse, filled by keys and from a spreadsheet, a gap found and closed by its button, and seen
 * to decide in what is tried.
 */
export async function drawTable({ stage, open, tally }: Visit): Promise<void> {
  const page = await open();
  const hands = mouseHands(page);
  await page.goto(`${stage.url}/${stage.environment}/workflows`);
  await beginWorkflow(hands, 'How late is too late');
  await hands.add('Trigger');
  await hands.addAfter('Trigger', 'out', 'Decision table');
  await hands.addAfter('Decision table', 'out', 'End');
  const dialog = await openTable(page);
  await setColumns(page, dialog);
  await cell(dialog, 1, 'Minutes late').click();
  await page.keyboard.insertText('< 30');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText('low');
  await page.keyboard.press('Enter');
  await holds(cell(dialog, 1, 'Severity'), '"low"');
  await hands.press(dialog.getByRole('button', { name: 'Add a row', exact: true }));
  await copyText(page, TWO_ROWS);
  await cell(dialog, 2, 'Minutes late').click();
  await page.keyboard.press('ControlOrMeta+V');
  await dialog.getByText('4 cells pasted. 1 row added.').waitFor();
  await holds(cell(dialog, 3, 'Severity'), '"medium"');
  const gap = dialog.getByRole('listitem').filter({ hasText: GAP });
  await gap.waitFor();
  await lookInBothThemes(tally, page, 'a decision table with a gap');
  await hands.press(gap.getByRole('button', { name: 'Add a row for it' }));
  await holds(cell(dialog, 4, 'Minutes late'), '[30..60)');
  // The cursor stands where the new row gives nothing yet.
  await page.keyboard.insertText('watch');
  await page.keyboard.press('Enter');
  await holds(cell(dialog, 4, 'Severity'), '"watch"');
  await gap.waitFor({ state: 'detached' });
  await wrongAndBack(page, dialog);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await hands.press(page.getByRole('button', { name: 'Try it', exact: true }));
  await card(page, 'Decision table').getByText('row gap-1').waitFor();
  await card(page, 'End').locator('[data-lit]').first().waitFor();
  const again = await openTable(page);
  await again.locator('tr[data-hit]').filter({ hasText: '1×' }).waitFor();
  await lookInBothThemes(tally, page, 'a decision table with the row that held');
}

/** A cell that cannot be read says so; undo, by its keys, brings the former text back. */
async function wrongAndBack(page: Page, dialog: Locator): Promise<void> {
  const first = cell(dialog, 1, 'Minutes late');
  await first.click();
  await page.keyboard.insertText('soon');
  await page.keyboard.press('Enter');
  await dialog.getByText('is not a number').first().waitFor();
  if ((await first.getAttribute('aria-invalid')) !== 'true') throw new Error('the cell is not marked as wrong');
  await page.keyboard.press('ControlOrMeta+Z');
  await holds(first, '< 30');
}

async function openTable(page: Page): Promise<Locator> {
  const hands = mouseHands(page);
  await hands.inspect('Decision table');
  await hands.press(inspector(page).getByRole('button', { name: 'Edit table' }));
  const dialog = page.getByRole('dialog', { name: 'Table of Decision table' });
  await cell(dialog, 1, '').first().waitFor();
  return dialog;
}

/** Minutes from 0 to 240 are tested, and a severity is given. */
async function setColumns(page: Page, dialog: Locator): Promise<void> {
  const hands = mouseHands(page);
  const form = dialog.getByRole('complementary');
  await hands.press(dialog.getByRole('button', { name: /^Value / }));
  await hands.write(form.getByLabel('Label', { exact: true }), 'Minutes late');
  await hands.write(form.getByLabel('What is tested', { exact: true }), 'event.data.minutes');
  await hands.choose(form.getByLabel('Type', { exact: true }), 'number');
  await hands.write(form.getByLabel('Allowed values', { exact: true }), '[0..240]');
  await hands.press(dialog.getByRole('button', { name: /^Answer / }));
  await hands.write(form.getByLabel('Label', { exact: true }), 'Severity');
  await hands.press(form.getByRole('button', { name: 'Close the column' }));
}

/** The cell of a row, counted from 1, by the label of its column; without one any of the row. */
function cell(dialog: Locator, row: number, column: string): Locator {
  return dialog.getByRole('textbox', { name: new RegExp(`^Row ${row}, ${column}`) });
}

async function holds(field: Locator, text: string): Promise<void> {
  await waitFor(async () => ((await field.inputValue()) === text ? true : undefined), {
    what: `the cell with ${text}`,
    timeoutMs: 10_000,
  });
}
