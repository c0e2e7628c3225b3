import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { repository } from '../../support/runtime-process.ts';
import { waitFor } from '../../support/wait-for.ts';
import type { Stage } from './stage.ts';

type Json = Readonly<Record<string, unknown>>;

/** Calls the API as a program would. */
export async function call(stage: Stage, method: string, path: string, body?: object): Promise<Json> {
  const answer = await fetch(`${stage.url}/api/v1${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Json;
}

/** A workflow in the library that begins as an example does, with a first version. Answers its id. */
export async function exampleWorkflow(stage: Stage, name: string): Promise<string> {
  const { id } = await call(stage, 'POST', '/workflows', { name, from: { example: 'delivery-overdue' } });
  const workflow = String(id);
  await call(stage, 'POST', `/workflows/${workflow}/versions`, {
    graph: await draftOf(stage, workflow),
    message: 'First',
    base: null,
  });
  return workflow;
}

/** What is saved of the own draft; while there is none, the newest version. */
export async function draftOf(stage: Stage, workflow: string): Promise<Json> {
  const { mine, newest } = await call(stage, 'GET', `/workflows/${workflow}`);
  const place = mine ? 'draft' : `versions/${(newest as { number: number }).number}`;
  return (await call(stage, 'GET', `/workflows/${workflow}/${place}`)).graph as Json;
}

/** The example as it ships, as text. */
export async function exampleText(): Promise<string> {
  const file = join(repository, 'shared', 'src', 'examples', 'delivery-overdue.json');
  return JSON.stringify(JSON.parse(await readFile(file, 'utf8')).workflow, null, 2);
}

/** Opens the editor and waits until it can be worked with. */
export async function openEditor(page: Page, stage: Stage, workflow: string, view = 'canvas'): Promise<void> {
  await page.goto(`${stage.url}/${stage.environment}/workflows/${workflow}/edit?view=${view}`);
  await page.getByRole('button', { name: 'Save version' }).waitFor();
  if (view !== 'json') await page.getByTestId('canvas').locator('.react-flow__node').nth(4).waitFor();
}

/** Waits until the draft that is saved is what `holds` asks for. */
export async function savedDraft(
  stage: Stage,
  workflow: string,
  what: string,
  holds: (text: string) => boolean,
): Promise<void> {
  const look = async () => (holds(JSON.stringify(await draftOf(stage, workflow))) ? true : undefined);
  await waitFor(look, { what, timeoutMs: 20_000, everyMs: 200 });
}

/** The code editor, once it is there. */
export async function codeEditor(page: Page): Promise<Locator> {
  const code = page.locator('.monaco-editor').first();
  await code.locator('.view-line').nth(3).waitFor({ timeout: 60_000 });
  return code;
}

declare const navigator: { readonly clipboard: { writeText(text: string): Promise<void> } };

/** Puts a text on the clipboard. */
export async function copyText(page: Page, text: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((words) => navigator.clipboard.writeText(words), text);
}

/** Puts a text in place of all that the code editor holds, from the clipboard: typed, it would indent itself at every line. */
export async function pasteOver(code: Locator, text: string): Promise<void> {
  const page = code.page();
  await copyText(page, text);
  await code.click();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.press('ControlOrMeta+V');
}
