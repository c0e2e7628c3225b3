import { randomUUID } from 'node:crypto';
import {
  mergeTests,
  NO_TESTS,
  testsOf,
  type WorkflowTests,
  workflowTestsSchema,
} from '@slipway/shared/examples/tests.ts';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { findDraftTests, putDraftTests } from '../stores/draft-tests.ts';
import { findDraft } from '../stores/drafts.ts';
import { findWorkflowVersion, type WorkflowRow, type WorkflowVersionRow } from '../stores/library.ts';
import type { Executor } from '../stores/statement.ts';

export const NO_TESTS_TEXT = JSON.stringify(NO_TESTS);

/** The text in which tests are stored. Fails with `too-large`. */
export function testsText(tests: WorkflowTests): string {
  const text = JSON.stringify(testsOf(tests));
  if (Buffer.byteLength(text) > LIMITS.graphBytes) throw new Failure('too-large', `${LIMITS.graphBytes} bytes`);
  return text;
}

/** Tests as they are stored; what an older Slipway wrote and this one cannot read is none. */
export function readTests(text: string | undefined): WorkflowTests {
  if (text === undefined) return NO_TESTS;
  const read = workflowTestsSchema.safeParse(JSON.parse(text));
  return read.success ? read.data : NO_TESTS;
}

/** The tests of a file, where it has some that can be read. */
export function testsInFile(file: unknown): WorkflowTests {
  const read = workflowTestsSchema.safeParse(file);
  return read.success ? testsOf(read.data) : NO_TESTS;
}

/** Tests with those of others whose names they do not have, as text; undefined where there are none. */
export function withFurtherTests(text: string, further: string | undefined): string | undefined {
  const own = readTests(text);
  const all = mergeTests(NO_TESTS, own, readTests(further));
  return all.scenarios.length > own.scenarios.length ? testsText(all) : undefined;
}

/** The tests that go with a person's draft: their own, or those of the version that the draft stands upon. */
export async function testsOfDraft(executor: Executor, workflow: WorkflowRow, person: string) {
  const own = await findDraftTests(executor, workflow.id, person);
  if (own) return { tests: readTests(own.tests), mine: true, etag: own.etag, base: own.base };
  const draft = await findDraft(executor, workflow.id, person);
  const base = (draft ? draft.base : workflow.newest) || null;
  return { tests: await testsOfVersion(executor, workflow.id, base), mine: false, etag: '*', base };
}

async function testsOfVersion(executor: Executor, workflow: string, number: number | null): Promise<WorkflowTests> {
  return readTests(number ? (await findWorkflowVersion(executor, workflow, number))?.tests : undefined);
}

/** Keeps the tests beside a person's draft; answers the new etag, or undefined where they were changed meanwhile. */
export async function keepDraftTests(
  executor: Executor,
  workflow: WorkflowRow,
  change: { readonly person: string; readonly tests: WorkflowTests; readonly etag: string; readonly atMs: number },
): Promise<string | undefined> {
  const { person, tests, etag, atMs } = change;
  const { base } = await testsOfDraft(executor, workflow, person);
  const next = randomUUID();
  const row = { workflow: workflow.id, person, tests: testsText(tests), base, etag: next, updated_at_ms: atMs };
  return (await putDraftTests(executor, row, etag)) ? next : undefined;
}

/** The tests of the version that a person saves, as text: theirs, brought together with what others saved meanwhile. */
export async function testsToSave(
  transaction: Executor,
  workflow: string,
  person: string,
  newest: WorkflowVersionRow | undefined,
): Promise<string> {
  const own = await findDraftTests(transaction, workflow, person);
  const saved = readTests(newest?.tests);
  if (!own) return testsText(saved);
  const mine = readTests(own.tests);
  if ((own.base ?? 0) === (newest?.number ?? 0)) return testsText(mine);
  return testsText(mergeTests(await testsOfVersion(transaction, workflow, own.base), mine, saved));
}
