import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { lookInBothThemes } from '../tally.ts';
import { card, field } from './hands.ts';
import type { Visit } from './index.ts';
import { mouseHands } from './mouse.ts';
import { codeEditor, draftOf, exampleWorkflow, openEditor, pasteOver, savedDraft } from './workflows.ts';

/** What happens to one document: as JSON, back and forth in time, and into another one. */
export const editing: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  'JSON is seen on the canvas, the canvas in the JSON, and broken JSON changes nothing': async ({
    stage,
    open,
    tally,
  }) => {
    const id = await exampleWorkflow(stage, 'As JSON');
    const page = await open();
    await openEditor(page, stage, id, 'split');
    const code = await codeEditor(page);
    const text = JSON.stringify(await draftOf(stage, id), null, 2);
    await pasteOver(code, text.replace('"Expedite at the TMS"', '"Ask for speed"'));
    await card(page, 'Ask for speed').waitFor();
    await lookInBothThemes(tally, page, 'canvas and JSON');
    const cards = await page.locator('.react-flow__node-step').count();
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.insertText('{ broken');
    await page.getByText('No valid JSON yet').waitFor();
    await code.locator('.squiggly-error').first().waitFor();
    if ((await page.locator('.react-flow__node-step').count()) !== cards)
      throw new Error('the canvas did not keep its cards');
    await page.getByRole('button', { name: 'Back to what the canvas shows' }).click();
    await page.getByText('No valid JSON yet').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Undo:/ }).click();
    await card(page, 'Expedite at the TMS').waitFor();
    await page.getByRole('button', { name: 'JSON', exact: true }).click();
    await lookInBothThemes(tally, page, 'JSON');
  },

  'undo leads back over canvas, form and JSON to the very bytes, and redo to the end': async ({ stage, open }) => {
    const id = await exampleWorkflow(stage, 'There and back');
    const start = JSON.stringify(await draftOf(stage, id));
    const page = await open();
    await openEditor(page, stage, id);
    await mouseHands(page).select('Accepted?');
    await page.keyboard.press('Alt+ArrowRight');
    await page.keyboard.press('ControlOrMeta+d');
    await mouseHands(page).select('Until delivered');
    await field(page, 'Title of the step').fill('Until it is there');
    await page.keyboard.press('Escape');
    await page.keyboard.press('n');
    await page.getByTestId('picker').getByRole('option').first().click();
    await page.getByRole('button', { name: 'Split', exact: true }).click();
    const code = await codeEditor(page);
    await savedDraft(stage, id, 'the new title in the draft', (text) => text.includes('Until it is there'));
    const text = JSON.stringify(await draftOf(stage, id), null, 2);
    await pasteOver(code, text.replace('"owner": "Control tower"', '"owner": "Night shift"'));
    await savedDraft(stage, id, 'the new owner in the draft', (now) => now.includes('Night shift'));
    const end = JSON.stringify(await draftOf(stage, id));
    const steps = await walk(page.getByRole('button', { name: /^Undo:/ }));
    if (steps < 5) throw new Error(`there were only ${steps} steps to undo`);
    await savedDraft(stage, id, 'the bytes of the beginning', (now) => now === start);
    await walk(page.getByRole('button', { name: /^Redo:/ }));
    await savedDraft(stage, id, 'the bytes of the end', (now) => now === end);
  },

  'steps are copied from one workflow and pasted into another': async ({ stage, open }) => {
    const [from, to] = [await exampleWorkflow(stage, 'Copied from'), await exampleWorkflow(stage, 'Pasted into')];
    const page = await open();
    await openEditor(page, stage, from);
    await mouseHands(page).select('Notify the customer');
    await page.locator('.react-flow__node.selected').waitFor();
    await page.keyboard.press('ControlOrMeta+c');
    await page.getByText('Copied 1 step').waitFor({ state: 'attached' });
    await openEditor(page, stage, to);
    const before = await page.locator('.react-flow__node-step').count();
    await mouseHands(page).select('Accepted?');
    await page.keyboard.press('ControlOrMeta+v');
    await waitFor(
      async () => ((await page.locator('.react-flow__node-step').count()) === before + 1 ? true : undefined),
      {
        what: 'one card more',
        timeoutMs: 10_000,
      },
    );
  },
};

/** Presses the button until there is nothing more to do. Answers how often. */
async function walk(button: Locator): Promise<number> {
  for (let count = 0; count < 60; count += 1) {
    if ((await button.count()) === 0) return count;
    await button.click();
  }
  throw new Error('there was no end of it');
}
