import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { columnTypes, referenceSchema } from '../reference/index.ts';
import { problemSchema } from './failure.ts';
import { authorSchema } from './library.ts';

/** What a reference table or a transit model is called in its environment; steps name it by this. */
export const referenceIdSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be like free-days');

const columnSchema = z.object({ name: z.string(), type: z.enum(columnTypes) });

/** A step of a live workflow that reads it; `part` names the workflow that holds the step where it is a sub-workflow. */
export const referenceUseSchema = z.object({
  workflow: z.string(),
  name: z.string(),
  part: z.string().nullable(),
  nodeId: z.string(),
  title: z.string(),
});
export type ReferenceUse = z.infer<typeof referenceUseSchema>;

/** One change of a reference, as it stays in its history. */
export const referenceVersionSchema = z.object({
  /** Counts the changes of this id in this environment, deletions and restorations included. */
  version: z.int(),
  /** Of the canonical text; null where it was deleted. */
  hash: z.string().nullable(),
  kind: z.enum(['table', 'transit']),
  title: z.string().nullable(),
  /** Rows of a table, groups of a model. */
  rows: z.int(),
  bytes: z.int(),
  /** The version that was put back, where this one is a restoration. */
  restores: z.int().nullable(),
  note: z.string(),
  by: authorSchema,
  at: instantSchema,
});
export type ReferenceVersion = z.infer<typeof referenceVersionSchema>;

/** A reference as a list shows it: its newest version and who reads it. */
export const referenceItemSchema = referenceVersionSchema.extend({
  id: z.string(),
  /** It is no longer there; its history is, and can be restored. */
  deleted: z.boolean(),
  /** Of a table. */
  columns: z.array(columnSchema),
  key: z.array(z.string()),
  /** Of a transit model. */
  factors: z.array(z.string()),
  usedBy: z.array(referenceUseSchema),
});
export type ReferenceItem = z.infer<typeof referenceItemSchema>;

/** GET /environments/:environment/references: in order of their ids, what was deleted among them. */
export const referenceListSchema = z.object({ items: z.array(referenceItemSchema), liveSet: z.string() });
export type ReferenceList = z.infer<typeof referenceListSchema>;

/**
 * GET …/references/:reference. `search` keeps the rows in which some cell contains it, whatever its case; `cursor` goes on
 * behind a page; `version` looks at an older one.
 */
export const referenceQuerySchema = z.object({
  version: z.coerce.number().int().min(1).optional(),
  search: z.string().max(LIMITS.labelCharacters).optional(),
  cursor: z.string().min(1).max(500).optional(),
  limit: z.coerce.number().int().min(1).max(LIMITS.pageRows).default(50),
});
export type ReferenceQuery = z.infer<typeof referenceQuerySchema>;

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** A reference with a page of its rows. A model's rows are its groups: the factors, then samples, p50, p80 and p95. */
export const referenceDetailSchema = referenceItemSchema.extend({
  page: z.object({
    items: z.array(z.array(cell)),
    /** How many rows match. */
    total: z.int(),
    next: z.string().nullable(),
  }),
});
export type ReferenceDetail = z.infer<typeof referenceDetailSchema>;

/** GET …/references/:reference/content → Reference: all of it, as a program is given it. */
export const referenceContentQuerySchema = referenceQuerySchema.pick({ version: true });
export const referenceContentSchema = referenceSchema;

/** A table as a file from a spreadsheet; what is not said of its columns is taken from what is there, or found out. */
export const referenceCsvSchema = z.strictObject({
  text: z.string().max(LIMITS.referenceBytes),
  key: z.array(z.string().max(LIMITS.labelCharacters)).min(1).max(5).optional(),
  columns: z.array(columnSchema).max(LIMITS.referenceColumns).optional(),
  title: z.string().max(LIMITS.labelCharacters).optional(),
});

/**
 * PUT …/references/:reference → ReferenceDetail: a new version of it, and a new live set, which every partition takes over
 * at its place in the log. Exactly one of `content` (a Reference, whose `id` is that of the path) and `csv`. 422
 * `invalid-reference` with a problem per mistake, also where a live workflow could no longer read it; 409 `conflict` where
 * `base` is given and another version is the newest by now (0: there must be none).
 */
export const referenceChangeSchema = z
  .strictObject({
    content: z.record(z.string(), z.unknown()).optional(),
    csv: referenceCsvSchema.optional(),
    base: z.int().min(0).optional(),
    note: z.string().max(500).optional(),
  })
  .refine((change) => (change.content === undefined) !== (change.csv === undefined), 'give content or csv');
export type ReferenceChange = z.infer<typeof referenceChangeSchema>;

/** POST …/references/:reference/check, with the body of a change: what it would come to. It changes nothing. */
export const referenceCheckSchema = z.object({
  /** Errors would refuse it. */
  problems: z.array(problemSchema),
  /** What was read; null where it could not be. */
  read: z
    .object({
      kind: z.enum(['table', 'transit']),
      columns: z.array(columnSchema),
      key: z.array(z.string()),
      factors: z.array(z.string()),
      rows: z.int(),
      bytes: z.int(),
      /** The first rows. */
      sample: z.array(z.array(cell)),
    })
    .nullable(),
  /** Rows by their key, against what is there now. */
  changes: z.object({ added: z.int(), removed: z.int(), changed: z.int(), same: z.int() }),
});
export type ReferenceCheck = z.infer<typeof referenceCheckSchema>;

/** DELETE …/references/:reference → Removed. 409 `reference-in-use` where a live workflow or an open run reads it. */
export const referenceDeleteQuerySchema = z.object({ note: z.string().max(500).optional() });

/** POST …/references/:reference/restore → ReferenceDetail: the content of an older version as the newest. */
export const referenceRestoreSchema = z.strictObject({
  version: z.int().min(1),
  base: z.int().min(0).optional(),
  note: z.string().max(500).optional(),
});
export type ReferenceRestore = z.infer<typeof referenceRestoreSchema>;
