import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { lookInBothThemes } from '../tally.ts';
import { card, field } from './hands.ts';
import type { Visit } from './index.ts';
import { mouseHands } from './mouse.ts';
import type { Stage } from './stage.ts';
import { call, draftOf, exampleText, exampleWorkflow, openEditor, savedDraft } from './workflows.ts';

/** What happens to workflows beside drawing: saved by two, copied, put away, taken along. */
export const keeping: Readonly<Record<string, (visit: Visit) => Promise<void>>> = {
  'a version that somebody saved meanwhile is a choice with both sides named, and nothing is lost': async (visit) => {
    const { stage, open, tally } = visit;
    const id = await exampleWorkflow(stage, 'Drawn by two');
    const page = await open();
    await openEditor(page, stage, id);
    await retitle(page, 'Until delivered', 'Mine');
    await savedDraft(stage, id, 'my draft', (text) => text.includes('"Mine"'));
    await saveBehindTheBack(stage, id, 1, 'Theirs');
    await save(page);
    const dialog = page.getByRole('dialog', { name: /saved v2 meanwhile/ });
    await dialog.getByText('What they changed').waitFor();
    await lookInBothThemes(tally, page, 'a version conflict');
    await dialog.getByRole('radio', { name: /^Save mine as v3/ }).check();
    await dialog.getByRole('button', { name: 'Go on' }).click();
    await dialog.waitFor({ state: 'detached' });
    await retitle(page, 'Mine', 'Mine again');
    await savedDraft(stage, id, 'my draft', (text) => text.includes('"Mine again"'));
    await saveBehindTheBack(stage, id, 3, 'Theirs again');
    await save(page);
    const again = page.getByRole('dialog', { name: /saved v4 meanwhile/ });
    await again.getByRole('radio', { name: /^Go on from v4/ }).check();
    await again.getByRole('button', { name: 'Go on' }).click();
    await again.waitFor({ state: 'detached' });
    await card(page, 'Theirs again').waitFor();
    const { items } = await call(stage, 'GET', '/workflows?limit=100');
    const kept = (items as { id: string; name: string }[]).find((item) =>
      item.name.startsWith('Drawn by two, my draft'),
    );
    if (!kept) throw new Error('my draft was not kept');
    if (!JSON.stringify(await draftOf(stage, kept.id)).includes('"Mine again"'))
      throw new Error('the copy is not my draft');
    for (const [number, title] of [
      [2, 'Theirs'],
      [3, 'Mine'],
      [4, 'Theirs again'],
    ] as const) {
      const version = JSON.stringify(await call(stage, 'GET', `/workflows/${id}/versions/${number}`));
      if (!version.includes(`"${title}"`)) throw new Error(`v${number} is not as it was saved`);
    }
  },

  'a draft that another window changed is a choice, either way': async ({ stage, open, tally }) => {
    const id = await exampleWorkflow(stage, 'Two windows');
    const [here, there] = [await open(), await open()];
    await openEditor(here, stage, id);
    await openEditor(there, stage, id);
    await retitle(there, 'Until delivered', 'There');
    await savedDraft(stage, id, 'the draft of the other window', (text) => text.includes('"There"'));
    await retitle(here, 'Until delivered', 'Here');
    await here.getByRole('dialog', { name: /changed in another window/ }).waitFor();
    await lookInBothThemes(tally, here, 'a draft conflict');
    await here.getByRole('button', { name: 'Keep what I see here' }).click();
    await savedDraft(stage, id, 'the draft of this window', (text) => text.includes('"Here"'));
    await retitle(there, 'There', 'There again');
    await there.getByRole('dialog', { name: /changed in another window/ }).waitFor();
    await there.getByRole('button', { name: /^Take the other window/ }).click();
    await card(there, 'Here').waitFor();
  },

  'a workflow is duplicated, archived and brought back, and is not deleted while it runs': async ({
    stage,
    open,
    tally,
  }) => {
    const page = await open();
    const { items } = await call(stage, 'GET', `/environments/${stage.environment}/workflows`);
    const [running] = items as { id: string; name: string }[];
    if (!running) throw new Error('nothing runs');
    await openLibrary(page, stage);
    await lookInBothThemes(tally, page, 'the library');
    await menu(page, running.name, 'Delete');
    const dialog = page.getByRole('dialog', { name: /^Delete/ });
    if (await dialog.getByRole('button', { name: 'Delete', exact: true }).isEnabled())
      throw new Error('what runs can be deleted');
    await dialog.getByText(`It runs in ${stage.environment}`).waitFor();
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    await menu(page, running.name, 'Duplicate');
    const copy = page.getByRole('dialog');
    await copy.getByRole('textbox').fill('A copy of it');
    await copy.getByRole('button', { name: 'Duplicate' }).click();
    await page.waitForURL(/a-copy-of-it\/edit/);
    await openLibrary(page, stage);
    await menu(page, 'A copy of it', 'Archive');
    await row(page, 'A copy of it').waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: 'Archived' })
      .or(page.getByRole('radio', { name: 'Archived' }))
      .first()
      .click();
    await menu(page, 'A copy of it', 'Bring back');
    await row(page, 'A copy of it').waitFor({ state: 'detached' });
    await openLibrary(page, stage);
    await menu(page, 'A copy of it', 'Delete');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await row(page, 'A copy of it').waitFor({ state: 'detached' });
  },

  'a workflow is exported as a file, and a file is imported without running': async ({ stage, open, tally }) => {
    const id = await exampleWorkflow(stage, 'Taken along');
    const page = await open();
    await openLibrary(page, stage);
    const download = page.waitForEvent('download');
    await menu(page, 'Taken along', 'Export as a file');
    const exported = await readFile(await (await download).path(), 'utf8');
    if (JSON.parse(exported).workflow.id !== id) throw new Error('the file is another workflow');
    await page.getByRole('button', { name: 'New workflow' }).first().click();
    const dialog = page.getByRole('dialog', { name: 'New workflow' });
    await dialog.getByRole('tab', { name: 'From an example' }).click();
    await dialog.locator('.react-flow__node').first().waitFor();
    await lookInBothThemes(tally, page, 'the gallery');
    await dialog.getByRole('tab', { name: 'Import' }).click();
    await dialog.getByRole('textbox').fill(exported);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await dialog.getByText('Nothing of it runs').waitFor();
    await lookInBothThemes(tally, page, 'an import');
    await dialog.getByRole('button', { name: 'Open in the editor' }).click();
    await page.waitForURL(/\/edit/);
    const wanted = JSON.parse(await exampleText()).nodes;
    const copy = decodeURIComponent(page.url().split('/').at(-2) ?? '');
    if (JSON.stringify((await draftOf(stage, copy)).nodes) !== JSON.stringify(wanted))
      throw new Error('the import is not what was exported');
  },
};

async function retitle(page: Page, from: string, to: string): Promise<void> {
  await mouseHands(page).select(from);
  await field(page, 'Title of the step').fill(to);
  await card(page, to).waitFor();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save version' }).click();
  const dialog = page.getByRole('dialog', { name: 'Save version' });
  await dialog.getByRole('textbox').fill('What I changed');
  await dialog.getByRole('button', { name: 'Save version' }).click();
}

/** Somebody else saves the version after `base`, with another title for its first step. */
async function saveBehindTheBack(stage: Stage, id: string, base: number, title: string): Promise<void> {
  const { graph } = (await call(stage, 'GET', `/workflows/${id}/versions/${base}`)) as {
    graph: { nodes: { title: string }[] };
  };
  const nodes = graph.nodes.map((node, at) => (at === 0 ? { ...node, title } : node));
  await call(stage, 'POST', `/workflows/${id}/versions`, {
    graph: { ...graph, nodes },
    message: `Says ${title}`,
    base,
  });
}

async function openLibrary(page: Page, stage: Stage): Promise<void> {
  await page.goto(`${stage.url}/${stage.environment}/workflows`);
  await page.getByTestId('rows').getByRole('button').first().waitFor();
}

const row = (page: Page, name: string) =>
  page.getByRole('button', { name: `What can be done with ${name}`, exact: true });

async function menu(page: Page, name: string, item: string): Promise<void> {
  await row(page, name).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
  await waitFor(async () => ((await page.getByRole('menu').count()) === 0 ? true : undefined), {
    what: 'the menu to close',
    timeoutMs: 5_000,
  });
}
