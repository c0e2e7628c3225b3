import type { Locator, Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { card, field } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import { mouseHands } from '../drawing/mouse.ts';
import { call, exampleWorkflow, openEditor } from '../drawing/workflows.ts';
import { lookWithAxe } from '../tally.ts';

const REFUSED = 'The TMS refuses and a person rebooks';
const MINE = 'Refused, and nobody decides yet';

/** A scenario is walked on its clock, kept as a test, and tells of every change that breaks it. */
export async function scenario({ stage, open, tally }: Visit): Promise<void> {
  const id = await exampleWorkflow(stage, 'Tested rule');
  const page = await open();
  await openEditor(page, stage, id);
  const panel = page.getByRole('tabpanel', { name: 'Try it' });
  await shows(page, '6 of 6');
  await walk(panel, page);
  await answerOtherwise(panel, page);
  await saveAsTest(panel, page);
  await shows(page, '7 of 7');
  await waitFor(async () => ((await kept(stage, id)).includes(MINE) ? true : undefined), {
    what: 'the test beside the draft',
    timeoutMs: 10_000,
  });
  await breakAndMend(page, panel);
  await coverAndPropose(page);
  await lookWithAxe(tally, page, 'the tests');
}

/** How many tests hold stands on the tab. */
async function shows(page: Page, count: string): Promise<void> {
  await page.getByRole('tab', { name: `Tests ${count}` }).waitFor({ timeout: 20_000 });
}

/** A story of the example is loaded, and the line over its moments is led by key. */
async function walk(panel: Locator, page: Page): Promise<void> {
  await panel.getByRole('button', { name: new RegExp(`^Load “${REFUSED}`) }).click();
  await page.getByText(`Scenario: ${REFUSED}`).waitFor();
  const slider = panel.getByRole('slider', { name: 'Moment of the scenario' });
  await slider.focus();
  await page.keyboard.press('Home');
  await says(slider, /Order changed/);
  await page.keyboard.press('ArrowRight');
  await says(slider, /Delivery overdue, time is up/);
  await card(page, 'A person decides').getByText('not reached').waitFor();
  await page.keyboard.press('ArrowRight');
  await page
    .getByRole('button', { name: /accepted/ })
    .first()
    .waitFor();
  await panel.getByRole('button', { name: 'Play the scenario' }).click();
  await says(slider, /a person decided/);
}

async function says(slider: Locator, words: RegExp): Promise<void> {
  await waitFor(async () => (words.test((await slider.getAttribute('aria-valuetext')) ?? '') ? true : undefined), {
    what: `${words} at the line`,
    timeoutMs: 8_000,
  });
}

/** The person of the story decides nothing yet: the case stays open. */
async function answerOtherwise(panel: Locator, page: Page): Promise<void> {
  await panel.getByRole('combobox', { name: 'Choice' }).selectOption({ label: 'not yet' });
  await panel.getByRole('option', { name: /a person decided/ }).waitFor({ state: 'detached' });
  await card(page, 'Handled by a person').waitFor();
}

async function saveAsTest(panel: Locator, page: Page): Promise<void> {
  await panel.getByRole('button', { name: 'Save as test' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save what was tried as a test' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill(MINE);
  await dialog.getByRole('checkbox', { name: /^case / }).waitFor();
  await dialog
    .getByRole('checkbox', { name: /^input: / })
    .first()
    .uncheck();
  await dialog.getByRole('button', { name: 'Save as test' }).click();
  await dialog.waitFor({ state: 'detached' });
}

async function kept(stage: Visit['stage'], id: string): Promise<string> {
  return JSON.stringify(await call(stage, 'GET', `/workflows/${id}/draft/tests`));
}

/** A case that is called otherwise breaks tests; they say so, load where they part, and warn before the version is saved. */
async function breakAndMend(page: Page, panel: Locator): Promise<void> {
  await mouseHands(page).select('Handled by a person');
  const outcome = field(page, 'Outcome');
  const before = await outcome.inputValue();
  await outcome.fill('Somebody did it');
  await shows(page, '5 of 7');
  await panel
    .getByText(/outcome is Somebody did it, expected Handled by a person/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Save version' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save version' });
  await dialog.getByText('2 tests fail').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  await outcome.fill(before);
  await shows(page, '7 of 7');
}

/** A test that is taken away leaves ways untested; the canvas says which, and a proposal fills them. */
async function coverAndPropose(page: Page): Promise<void> {
  await page.getByRole('tab', { name: /^Tests/ }).click();
  const pane = page.getByRole('tabpanel', { name: /^Tests/ });
  for (const name of [
    'A delivery on the seventh day',
    'A delivery in time that is told late',
    'The TMS cannot be reached and a person accepts the delay',
    'A customer who cannot be told',
  ]) {
    await pane.getByRole('button', { name: new RegExp(`^What can be done with “${name}`) }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
  }
  await shows(page, '3 of 3');
  await pane.getByRole('button', { name: 'Coverage' }).click();
  await page.getByText('not tested').first().waitFor();
  await page.getByText(/^Ways that tests take: \d+ %/).waitFor();
  await pane.getByRole('button', { name: 'Propose tests' }).click();
  const accept = pane.getByRole('button', { name: /^Accept “/ }).first();
  await accept.waitFor({ timeout: 20_000 });
  await accept.click();
  await shows(page, '4 of 4');
}
