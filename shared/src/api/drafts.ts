import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { problemSchema } from './failure.ts';
import { documentSchema, draftStateSchema } from './library.ts';

/** GET /workflows/:workflow/draft: the asker's own draft with what is wrong with it. */
export const draftSchema = draftStateSchema.extend({ graph: documentSchema, problems: z.array(problemSchema) });
/** A draft as it is answered; its graph may be any JSON object. */
export type Draft = z.infer<typeof draftSchema>;

/**
 * PUT /workflows/:workflow/draft, with `If-Match`: the etag that was read, or `*` where there was no draft. The graph may
 * be any JSON object. `base` is the version that it was begun upon, null where there was none.
 */
export const draftChangeSchema = z.strictObject({ graph: documentSchema, base: z.int().min(1).nullable() });
export type DraftChange = z.infer<typeof draftChangeSchema>;

export const draftSavedSchema = z.object({
  etag: z.string(),
  updatedAt: instantSchema,
  stale: z.boolean(),
  problems: z.array(problemSchema),
});
export type DraftSaved = z.infer<typeof draftSavedSchema>;

/** The 409 of a draft that was saved elsewhere meanwhile; `etag` is null where it was deleted. */
export const draftConflictSchema = z.object({
  code: z.literal('conflict'),
  title: z.string(),
  detail: z.string(),
  etag: z.string().nullable(),
});
export type DraftConflict = z.infer<typeof draftConflictSchema>;
