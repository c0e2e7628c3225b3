import { z } from 'zod';
import { workflowTestsSchema } from '../examples/tests.ts';

export type { WorkflowTests } from '../examples/tests.ts';

/**
 * GET /workflows/:workflow/draft/tests: the tests that go with the asker's draft. `mine` is false while they are those of
 * the version that the draft stands upon; `etag` is then `*`.
 */
export const draftTestsSchema = z.object({
  tests: workflowTestsSchema,
  mine: z.boolean(),
  etag: z.string(),
  base: z.int().nullable(),
});
export type DraftTests = z.infer<typeof draftTestsSchema>;

/** PUT …/draft/tests, with `If-Match`: the etag that was read. The next version that the asker saves carries them. */
export const draftTestsChangeSchema = z.strictObject({ tests: workflowTestsSchema });

export const draftTestsSavedSchema = z.object({ etag: z.string() });
export type DraftTestsSaved = z.infer<typeof draftTestsSavedSchema>;

/** The 409 of tests that were saved elsewhere meanwhile. */
export const draftTestsConflictSchema = z.object({
  code: z.literal('conflict'),
  title: z.string(),
  detail: z.string(),
});

/** GET /workflows/:workflow/versions/:number/tests */
export const versionTestsSchema = z.object({ tests: workflowTestsSchema });
export type VersionTests = z.infer<typeof versionTestsSchema>;
