import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { card, field, inspector } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import { mouseHands } from '../drawing/mouse.ts';
import { beginWorkflow } from '../drawing/overdue.ts';
import { lookInBothThemes } from '../tally.ts';

/**
 * A mail is filled: a name completed by keys with its live value below, a misspelt one mended by what is suggested, one
 * field mapped by drag and another by keys, and what is shown as sent is what the try-it sends.
 */
export async function fillFields({ stage, open, tally }: Visit): Promise<void> {
  const page = await open();
  const hands = mouseHands(page);
  await page.goto(`${stage.url}/${stage.environment}/workflows`);
  await beginWorkflow(hands, 'A mail for each shipment');
  await hands.add('Trigger');
  await hands.addAfter('Trigger', 'out', 'Action');
  await hands.inspect('Action');
  await hands.choose(field(page, 'Connection'), 'New connection …');
  await hands.write(field(page, 'Name of the connection'), 'mail');
  await hands.choose(field(page, 'Kind of system'), 'Email');
  await hands.press(inspector(page).getByRole('button', { name: 'Add the connection' }));
  await inspector(page).getByText('are needed and still empty').waitFor();
  await hands.write(field(page, 'To (needed)'), 'desk@example.org');
  await completeByKeys(page);
  await lookInBothThemes(tally, page, 'a field with a live value');
  await mendBySuggestion(page);
  await hands.press(inspector(page).getByRole('button', { name: 'Map …' }));
  const dialog = page.getByRole('dialog', { name: 'Input of Action' });
  await mapByDrag(dialog);
  await mapByKeys(page, dialog);
  await lookInBothThemes(tally, page, 'a mapping in its dialog');
  const sent = JSON.parse((await dialog.getByTestId('map-preview').textContent()) ?? '');
  await dialog.getByText(/^Exactly this was sent/).waitFor();
  if (
    sent.to !== 'desk@example.org' ||
    sent.subject !== 'shipment:TRY-1' ||
    !String(sent.text).startsWith('shipment:TRY-1 is ')
  )
    throw new Error(`what is shown as sent is ${JSON.stringify(sent)}`);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await card(page, 'Action').locator('[data-lit]').first().waitFor();
}

/** Typed, walked and taken without a pointer; the value of the example stands below. */
async function completeByKeys(page: Page): Promise<void> {
  const text = field(page, 'Text (needed)');
  await text.click();
  await page.keyboard.type('${subject.id} is ${subject.stat', { delay: 15 });
  const list = page.getByRole('listbox', { name: 'Names that fit' });
  await list
    .getByRole('option', { name: /status/ })
    .first()
    .waitFor();
  await page.keyboard.press('Tab');
  await list.waitFor({ state: 'detached' });
  await holds(text, '${subject.id} is ${subject.status}');
  await inspector(page)
    .getByText(/^= shipment:TRY-1 is/)
    .first()
    .waitFor();
}

async function mendBySuggestion(page: Page): Promise<void> {
  const text = field(page, 'Subject (needed)');
  await text.click();
  await page.keyboard.insertText('${subjct.id}');
  await inspector(page).getByRole('button', { name: 'Use subject', exact: true }).waitFor();
  await page.keyboard.press('ControlOrMeta+.');
  await holds(text, '${subject.id}');
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('Delete');
}

async function mapByDrag(dialog: Locator): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Search fields' }).fill('subject.id');
  const leaf = dialog.getByRole('treeitem', { name: /^id, shipment:TRY-1/ });
  const into = dialog.getByLabel('Subject (needed)', { exact: true });
  await leaf.dragTo(into);
  await holds(into, '${subject.id}');
}

/** “Insert …” at the field leads to the tree; Enter there puts the value in and leads back. */
async function mapByKeys(page: Page, dialog: Locator): Promise<void> {
  const into = dialog.getByLabel('Text (needed)', { exact: true });
  await into.focus();
  await page.keyboard.press('End');
  await dialog.getByRole('button', { name: 'Insert into Text (needed)' }).press('Enter');
  await page.keyboard.insertText('subject.kind');
  await page.keyboard.press('ArrowDown');
  const leaf = dialog.getByRole('treeitem', { name: /^kind, / });
  if ((await leaf.and(page.locator(':focus')).count()) === 0) await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await holds(into, '${subject.id} is ${subject.status}${subject.kind}');
  if ((await into.and(page.locator(':focus')).count()) === 0) throw new Error('the focus is not back in the field');
}

async function holds(input: Locator, text: string): Promise<void> {
  await waitFor(async () => ((await input.inputValue()) === text ? true : undefined), {
    what: `the field with ${text}`,
    timeoutMs: 10_000,
  });
}
