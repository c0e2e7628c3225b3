import type { DraftTests, DraftTestsSaved, WorkflowTests } from '@slipway/shared/api';
import { ApiFailure, apiPath, get, send } from './client.ts';

const place = (workflow: string) => apiPath('workflows', workflow, 'draft', 'tests');

/** The tests that go with the own draft of a workflow. */
export const readTests = (workflow: string): Promise<DraftTests> => get<DraftTests>(place(workflow));

/** How often another window may be quicker. */
const TRIES = 4;

/** Makes one change of the own tests, upon whatever another window has made of them meanwhile. Answers what is kept. */
export async function changeTests(
  workflow: string,
  make: (tests: WorkflowTests) => WorkflowTests,
): Promise<WorkflowTests> {
  for (let tries = 1; ; tries += 1) {
    const { tests, etag } = await readTests(workflow);
    const next = make(tests);
    try {
      await send<DraftTestsSaved>('PUT', place(workflow), { tests: next }, { 'if-match': etag });
      return next;
    } catch (failure) {
      if (!(failure instanceof ApiFailure) || failure.status !== 409 || tries >= TRIES) throw failure;
    }
  }
}
