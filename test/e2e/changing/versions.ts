import type { Page } from 'playwright-core';
import { waitFor } from '../../support/wait-for.ts';
import { card } from '../drawing/hands.ts';
import type { Visit } from '../drawing/index.ts';
import type { Stage } from '../drawing/stage.ts';
import { call, draftOf, exampleWorkflow, openEditor, savedDraft } from '../drawing/workflows.ts';
import { lookInBothThemes } from '../tally.ts';

interface Graph {
  readonly nodes: readonly { readonly id: string; readonly kind: string; readonly title: string }[];
  readonly edges: readonly { readonly from: string; readonly to: string }[];
  readonly layout: Readonly<Record<string, readonly [number, number]>>;
}

/** What two versions do not have in common is walked on the canvas, read, restored, marked in the editor and printed. */
export async function compareVersions({ stage, open, tally }: Visit): Promise<void> {
  const id = await exampleWorkflow(stage, 'Compared');
  const first = (await draftOf(stage, id)) as unknown as Graph;
  await call(stage, 'POST', `/workflows/${id}/versions`, { graph: changed(first), message: 'Sooner', base: 1 });
  const page = await open();
  await page.goto(`${stage.url}/${stage.environment}/workflows/${id}/versions?a=1&b=2`);
  await walk(page, first);
  await lookInBothThemes(tally, page, 'two versions on the canvas');
  await tellThemApart(page);
  await read(page);
  await lookInBothThemes(tally, page, 'two versions in words');
  await restoreFirst(page, stage, id);
  await seeMarks(page, stage, id);
  await print(page, stage, id);
  await lookInBothThemes(tally, page, 'a workflow on paper');
}

/** One step is set otherwise, one is gone, one is new, one variable has another value. */
function changed(graph: Graph): object {
  const gone = graph.nodes.find(({ kind }) => kind === 'end')?.id ?? '';
  const nodes = graph.nodes
    .filter(({ id }) => id !== gone)
    .map((node) => (node.kind === 'action' ? { ...node, title: `${node.title} at once` } : node));
  const added = { id: 'noted', number: 30, kind: 'end', title: 'Noted', config: { outcome: 'Noted' } };
  const edges = graph.edges.map((edge) => (edge.to === `${gone}.in` ? { ...edge, to: 'noted.in' } : edge));
  const { [gone]: place = [0, 900], ...layout } = graph.layout;
  return {
    ...graph,
    description: 'Told sooner',
    nodes: [...nodes, added],
    edges,
    layout: { ...layout, noted: place },
  };
}

/** Every difference once around by keys, from a deep link on. */
async function walk(page: Page, first: Graph): Promise<void> {
  const place = page.getByText(/^Difference \d+ of \d+$/);
  await place.waitFor();
  const count = Number(((await place.textContent()) ?? '').split(' ').at(-1));
  const seen = new Set<string>();
  for (let at = 0; at < count; at += 1) {
    seen.add((await page.getByRole('article').getByRole('heading').first().textContent()) ?? '');
    await page.keyboard.press(at % 2 === 0 ? 'n' : 'j');
    await page.getByText(`Difference ${((at + 1) % count) + 1} of ${count}`).waitFor();
  }
  const gone = first.nodes.find(({ kind }) => kind === 'end')?.title ?? '';
  for (const title of ['Noted', gone, 'The workflow itself'])
    if (!seen.has(title)) throw new Error(`no difference is called ${title}: ${[...seen].join(', ')}`);
  for (const word of ['new', 'gone', 'changed'])
    await page.locator('.react-flow__node').getByText(word, { exact: true }).first().waitFor();
  await page.keyboard.press('p');
  await page.getByRole('button', { name: 'Next difference' }).click();
  if (!/at=1(&|$)/.test(page.url())) throw new Error(`the address does not say where the walk is: ${page.url()}`);
}

async function tellThemApart(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Look for one' }).click();
  await page
    .getByText(/^(acts|ends|tells): |of (all|the) \d+ stor/)
    .first()
    .waitFor({ timeout: 30_000 });
}

async function read(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'JSON', exact: true }).click();
  await page.locator('.monaco-diff-editor .line-insert').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'In words' }).click();
  await page.locator('ins', { hasText: 'at once' }).first().waitFor();
  await page.getByRole('radio', { name: 'Deutsch' }).check();
  await page.getByRole('heading', { name: 'Worum es geht' }).waitFor();
}

/** A draft is asked about, replaced, brought back and replaced again. */
async function restoreFirst(page: Page, stage: Stage, id: string): Promise<void> {
  const { graph } = (await call(stage, 'GET', `/workflows/${id}/versions/2`)) as { graph: object };
  await put(stage, id, { ...graph, name: 'Mine alone' });
  await page.reload();
  const button = page.getByRole('button', { name: 'Make v1 the draft' });
  await button.click();
  const dialog = page.getByRole('dialog', { name: 'Replace your draft by v1?' });
  await dialog.getByRole('button', { name: 'Keep the draft' }).click();
  await dialog.waitFor({ state: 'detached' });
  await savedDraft(stage, id, 'the draft that was kept', (text) => text.includes('"Mine alone"'));
  await button.click();
  await dialog.getByRole('button', { name: 'Replace by v1' }).click();
  await savedDraft(stage, id, 'the first version', (text) => !text.includes('"Mine alone"') && !text.includes('Noted'));
  await page.getByRole('button', { name: 'Undo' }).click();
  await savedDraft(stage, id, 'the draft of before', (text) => text.includes('"Mine alone"'));
  await button.click();
  await dialog.getByRole('button', { name: 'Replace by v1' }).click();
  await page.getByText('v1 has replaced your draft').waitFor();
  const { versions } = (await call(stage, 'GET', `/workflows/${id}`)) as { versions: unknown[] };
  if (versions.length !== 2) throw new Error(`there are ${versions.length} versions`);
}

async function put(stage: Stage, id: string, graph: object): Promise<void> {
  const answer = await fetch(`${stage.url}/api/v1/workflows/${id}/draft`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '*' },
    body: JSON.stringify({ graph, base: 2 }),
  });
  if (!answer.ok) throw new Error(`the draft was not kept: ${answer.status} ${await answer.text()}`);
}

/** The draft is the first version again, so what the second changed is marked; the marks lead back to the comparison. */
async function seeMarks(page: Page, stage: Stage, id: string): Promise<void> {
  await openEditor(page, stage, id);
  const legend = page.getByRole('link', { name: /^\d+ steps? changed since v2$/ });
  await legend.waitFor();
  await page.getByRole('img', { name: 'changed since v2' }).first().waitFor();
  await legend.click();
  await page.getByText(/^Difference 1 of/).waitFor();
}

async function print(page: Page, stage: Stage, id: string): Promise<void> {
  await page.goto(`${stage.url}/${stage.environment}/workflows/${id}/print?of=2`);
  await card(page, 'Noted').waitFor({ state: 'attached' });
  await page.getByRole('heading', { name: 'The steps and how they are set' }).waitFor();
  await page.emulateMedia({ media: 'print' });
  const tools = page.getByRole('button', { name: 'Print', exact: true });
  await waitFor(async () => ((await tools.isVisible()) ? undefined : true), {
    what: 'a sheet without tools',
    timeoutMs: 5_000,
  });
  await page.emulateMedia({ media: null });
}
