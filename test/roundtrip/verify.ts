/*
 * `npm run verify:roundtrip`: every example is opened in the editor's document and saved: the same bytes. Every command
 * is done and undone, alone and in long random sequences: the same bytes again, also with fields that the format does
 * not know. `--seed` repeats a sequence that failed.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText, type Workflow } from '@slipway/shared/workflow';
import type { Draft } from '@slipway/shared/workflow/edit';
import fc from 'fast-check';
import { EditorDocument } from '../../designer/src/editor/document.ts';
import { checkOptions, conclude } from '../support/report.ts';
import { repository } from '../support/runtime-process.ts';
import { type AnyEdit, commandOf, EDITS } from './commands.ts';

const options = checkOptions({ runs: '30', seed: '1' });
const COMMANDS = Object.keys(EDITS) as AnyEdit['command'][];
/** Enough for every number that a command asks for to point at each of its choices. */
const TRIES = 24;

const failures: string[] = [];
/** Commands that changed something somewhere: one that never does proves nothing. */
const effective = new Set<string>();
const counts = { examples: 0, opened: 0, commands: 0, sequences: 0 };
for (const [name, draft] of await examples()) {
  counts.examples++;
  opensAndSaves(name, draft);
  for (const command of COMMANDS) doneAndUndone(name, draft, command);
  sequences(name, draft);
}
for (const command of COMMANDS) if (!effective.has(command)) failures.push(`${command} never changed anything`);
conclude(
  { ...counts, edits: COMMANDS.length, failures: failures.slice(0, 20) },
  failures.length === 0 && counts.examples > 0,
);

/** The workflows of the gallery as they are saved, and each once more with fields of somebody's own everywhere, and without places. */
async function examples(): Promise<readonly (readonly [string, Draft])[]> {
  const folder = join(repository, 'shared', 'src', 'examples');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).sort();
  const read = files.map(async (file) => {
    const { workflow } = JSON.parse(await readFile(join(folder, file), 'utf8')) as { readonly workflow: Workflow };
    const draft: Draft = JSON.parse(canonicalText(workflow));
    const { layout: _, ...bare } = draft;
    return [
      [file, frozen(draft)],
      [`${file} with own fields`, frozen(withOwnFields(draft))],
      [`${file} without a layout`, frozen(bare)],
    ] as const;
  });
  return (await Promise.all(read)).flat();
}

function opensAndSaves(name: string, draft: Draft): void {
  const text = JSON.stringify(draft);
  const document = new EditorDocument(JSON.parse(text) as Draft);
  counts.opened++;
  if (JSON.stringify(document.state.draft) !== text) failures.push(`${name}: another text after opening`);
  if (canonicalText(document.state.draft as Workflow) !== canonicalText(draft as Workflow))
    failures.push(`${name}: another canonical text after opening`);
}

function doneAndUndone(name: string, draft: Draft, command: AnyEdit['command']): void {
  for (let number = 0; number < TRIES; number++) {
    const edits: AnyEdit[] = [{ command, numbers: [number, number + 1, number * 7] }];
    // A note has to be there before it can be edited.
    if (command === 'editNote') edits.unshift({ command: 'addNote', numbers: [1, 2, 3] });
    play(`${name}, ${command} ${number}`, draft, edits);
  }
  counts.commands++;
}

function sequences(name: string, draft: Draft): void {
  const number = fc.integer({ min: 0, max: 400 });
  const anyEdit = fc.record({ command: fc.constantFrom(...COMMANDS), numbers: fc.tuple(number, number, number) });
  const result = fc.check(
    fc.property(fc.array(anyEdit, { minLength: 1, maxLength: 40 }), (edits) => {
      const before = failures.length;
      play(name, draft, edits);
      counts.sequences++;
      return failures.length === before;
    }),
    { numRuns: Number(options.runs), seed: Number(options.seed) },
  );
  if (result.failed) failures.push(`${name}: ${JSON.stringify(result.counterexample)}`);
}

/** Does the edits, undoes all of them and does them again. What was in the order of the format stays so. */
function play(name: string, draft: Draft, edits: readonly AnyEdit[]): void {
  const text = JSON.stringify(draft);
  const document = new EditorDocument(draft);
  let done = 0;
  for (const edit of edits) {
    const before = document.state.draft;
    if (!document.apply((now) => frozen(commandOf(edit)(now)), { label: edit.command })) continue;
    done++;
    effective.add(edit.command);
    if (JSON.stringify(before) === JSON.stringify(document.state.draft))
      failures.push(`${name}: ${JSON.stringify(edit)} says that it changed something, and did not`);
  }
  const after = JSON.stringify(document.state.draft);
  if (`${JSON.stringify(document.state.draft, null, 2)}\n` !== canonicalText(document.state.draft as Workflow))
    failures.push(`${name}: not in the order of the format after ${JSON.stringify(edits)}`);
  for (let times = 0; times < done; times++) document.undo();
  if (JSON.stringify(document.state.draft) !== text) failures.push(`${name}: another text after undoing ${done} edits`);
  for (let times = 0; times < done; times++) document.redo();
  if (JSON.stringify(document.state.draft) !== after) failures.push(`${name}: another text after doing them again`);
}

function withOwnFields(draft: Draft): Draft {
  const own = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((item) => (isObject(item) ? { ...item, 'x-own': { kept: true } } : item)) : value;
  const lists = ['nodes', 'edges', 'variables', 'connections'].filter((field) => Object.hasOwn(draft, field));
  return { ...draft, ...Object.fromEntries(lists.map((field) => [field, own(draft[field])])), 'x-behind': 1 };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same value, which nobody can change in place any more. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) frozen(part);
  }
  return value;
}
