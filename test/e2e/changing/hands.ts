import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { card } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import { mouseHands } from '../drawing/mouse.ts';
import { draftOf, exampleWorkflow, openEditor } from '../drawing/workflows.ts';
import { lookWithAxe } from '../tally.ts';

const bar = (page: Page) => page.getByTestId('command-bar');
const option = (page: Page, name: RegExp) => bar(page).getByRole('option', { name }).first();

/** What the command bar finds and does, groups on the canvas, and that nothing moves for whoever wants it still. */
export async function useCommandsAndGroups({ stage, open, tally }: Visit): Promise<void> {
  const id = await exampleWorkflow(stage, 'By command');
  const page = await open();
  await page.goto(`${stage.url}/${stage.environment}`);
  await page.locator('nav').waitFor();
  await anywhere(page, id);
  await openEditor(page, stage, id);
  await inTheEditor(page);
  await lookWithAxe(tally, page, 'the editor with a group');
  await group(page);
  await waitFor(async () => ((await draftOf(stage, id)).groups === undefined ? undefined : true), {
    what: 'the group in the saved draft',
    timeoutMs: 10_000,
  });
  await still(page);
  await busyButton(page);
  await elsewhere(page, stage.url);
}

/** Runs a command by its words. */
async function command(page: Page, words: string, name: RegExp): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.insertText(words);
  await option(page, name).waitFor();
  await waitFor(
    async () => (name.test((await bar(page).locator('[aria-selected="true"]').textContent()) ?? '') ? true : undefined),
    { what: `${name} to be the first`, timeoutMs: 5_000 },
  );
  await page.keyboard.press('Enter');
  await bar(page).waitFor({ state: 'detached' });
}

/** From any screen to any other, to a workflow by its name, and back to what had the focus. */
async function anywhere(page: Page, id: string): Promise<void> {
  const skip = page.getByTestId('commands');
  await skip.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await bar(page).waitFor();
  await page.keyboard.press('Escape');
  await bar(page).waitFor({ state: 'detached' });
  if (!(await skip.evaluate((element) => element.matches(':focus')))) throw new Error('the focus is not given back');
  await command(page, 'exceptions', /Go to Exceptions/);
  await page.waitForURL(/\/exceptions/);
  await command(page, 'by command', /By command/);
  await page.waitForURL(new RegExp(`/workflows/${id}`));
}

/** A kind of step by its name, undo with its words, what is done often comes first. */
async function inTheEditor(page: Page): Promise<void> {
  const cards = page.locator('.react-flow__node-step');
  const before = await cards.count();
  await mouseHands(page).select('Until delivered');
  await command(page, 'add wait', /Add: Wait/);
  await waitFor(async () => ((await cards.count()) === before + 1 ? true : undefined), {
    what: 'the step that was added by its name',
    timeoutMs: 5_000,
  });
  await command(page, 'undo', /Undo: Added Wait/);
  await waitFor(async () => ((await cards.count()) === before ? true : undefined), {
    what: 'the step to be gone again',
    timeoutMs: 5_000,
  });
  await page.keyboard.press('ControlOrMeta+k');
  await bar(page)
    .getByRole('group', { name: 'Recent' })
    .getByRole('option', { name: /Add: Wait/ })
    .waitFor();
  await option(page, /Redo|Do again: Added Wait/).waitFor();
  await page.keyboard.press('Escape');
  if (!(await card(page, 'Until delivered').evaluate((element) => element.matches(':focus'))))
    throw new Error('the card did not get its focus back');
}

/** A frame around two steps is drawn, named, dragged with them, copied, and taken away. */
async function group(page: Page): Promise<void> {
  const frame = page.locator('[data-group]').first();
  // At the edge of the canvas a drag would move the view too.
  await page.getByRole('button', { name: 'Show the whole workflow' }).click();
  await mouseHands(page).select('Accepted?');
  await card(page, 'Notify the customer').click({ modifiers: ['Shift'] });
  await page.keyboard.press('g');
  await page.getByRole('textbox', { name: 'Title' }).waitFor();
  await page.keyboard.insertText('Telling');
  await page.keyboard.press('Enter');
  await frame.getByText('Telling').waitFor();
  const place = async (title: string) => {
    const box = await card(page, title).boundingBox();
    if (!box) throw new Error(`${title} is not on the canvas`);
    return box;
  };
  const [before, alone] = [await place('Accepted?'), await place('Until delivered')];
  const title = await frame.getByText('Telling').boundingBox();
  if (!title) throw new Error('the frame has no title');
  await page.mouse.move(title.x + 8, title.y + 8);
  await page.mouse.down();
  await page.mouse.move(title.x + 48, title.y + 8, { steps: 4 });
  await page.mouse.move(title.x + 108, title.y + 8, { steps: 4 });
  await page.mouse.up();
  const [after, still] = [await place('Accepted?'), await place('Until delivered')];
  if (Math.abs(after.x - before.x - 100) > 16) throw new Error(`the step moved by ${after.x - before.x}`);
  if (Math.abs(still.x - alone.x) > 2) throw new Error('a step outside of the frame moved too');
  await frame.getByText('Telling').click();
  await page.keyboard.press('ControlOrMeta+d');
  await waitFor(async () => ((await page.locator('[data-group]').count()) === 2 ? true : undefined), {
    what: 'a copy of the group',
    timeoutMs: 5_000,
  });
  await page.keyboard.press('ControlOrMeta+z');
}

/** Whoever wants it still sees nothing that runs, also while a path is lit. */
async function still(page: Page): Promise<void> {
  const running = await page.evaluate(
    () =>
      (globalThis as unknown as { document: { getAnimations(): readonly { playState: string }[] } }).document
        .getAnimations()
        .filter(({ playState }) => playState === 'running').length,
  );
  if (running > 0) throw new Error(`${running} things move though nothing should`);
}

/** A button that works says so and keeps the focus. */
async function busyButton(page: Page): Promise<void> {
  await page.route(/\/versions$/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 700));
    await route.continue();
  });
  await command(page, 'save version', /Save version/);
  const dialog = page.getByRole('dialog', { name: 'Save version' });
  await dialog.getByRole('textbox').fill('With a group');
  const save = dialog.getByRole('button', { name: 'Save version' });
  await save.focus();
  await page.keyboard.press('Enter');
  const busy = dialog.locator('button[aria-busy="true"]');
  await busy.waitFor();
  const keeps = await busy.evaluate((element) => element.matches(':focus') && !element.matches(':disabled'));
  if (!keeps) throw new Error('the button that works lost the focus');
  await dialog.waitFor({ state: 'detached' });
}

/** What a screen offers goes with it. */
async function elsewhere(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId('commands').waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await bar(page).waitFor();
  if ((await option(page, /^Add: /).count()) > 0) throw new Error('commands of the editor are offered outside of it');
  await page.keyboard.press('Escape');
}
