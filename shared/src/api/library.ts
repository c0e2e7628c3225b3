import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { problemSchema } from './failure.ts';
import { pageQuerySchema } from './page.ts';

/** A workflow as its author left it: any JSON object within limits. Only a version must be a valid workflow. */
export const documentSchema = z.record(z.string(), z.unknown());
export type WorkflowDocument = z.infer<typeof documentSchema>;

/** A person or token as others read it. */
export const authorSchema = z.object({ id: z.string(), name: z.string() });
export type Author = z.infer<typeof authorSchema>;

/** A version in the library: explicit, immutable, numbered from 1 within its workflow. `hash` is that of its text. */
export const libraryVersionSchema = z.object({
  number: z.int(),
  hash: z.string(),
  name: z.string(),
  author: authorSchema,
  message: z.string(),
  at: instantSchema,
});
export type LibraryVersion = z.infer<typeof libraryVersionSchema>;

/** What one environment runs of a workflow. `fired` and `openRuns` are counted there: since the version's first release, and now. */
export const libraryEnvironmentSchema = z.object({
  environment: z.string(),
  version: z.int(),
  hash: z.string(),
  paused: z.boolean(),
  since: instantSchema,
  fired: z.int(),
  openRuns: z.int(),
});
export type LibraryEnvironment = z.infer<typeof libraryEnvironmentSchema>;

/** The asker's own draft. `base` is the version it was begun upon; `stale` when there is a newer one. */
export const draftStateSchema = z.object({
  etag: z.string(),
  base: z.int().nullable(),
  updatedAt: instantSchema,
  stale: z.boolean(),
});
export type DraftState = z.infer<typeof draftStateSchema>;

/** A row of the library. Its description, tags and owner are those of the newest version. */
export const libraryItemSchema = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  tags: z.array(z.string()),
  owner: z.string(),
  subject: z.string(),
  archived: z.boolean(),
  /** Whether its newest version has an entry, so that others can run it as a part. */
  callable: z.boolean(),
  createdBy: authorSchema,
  updatedAt: instantSchema,
  /** Null while there are drafts only. */
  newest: libraryVersionSchema.nullable(),
  mine: draftStateSchema.nullable(),
  /** Of the environments that the asker may see. */
  environments: z.array(libraryEnvironmentSchema),
});
export type LibraryItem = z.infer<typeof libraryItemSchema>;

/** GET /workflows: the last changed first. */
export const libraryQuerySchema = pageQuerySchema.extend({
  /** Part of the name, id, description, owner or a tag. */
  q: z.string().max(200).optional(),
  tag: z.string().max(40).optional(),
  archived: z.enum(['no', 'yes', 'all']).default('no'),
});
export type LibraryQuery = z.infer<typeof libraryQuerySchema>;

/** GET /workflows/:workflow. `versions` are the newest, at most 200; the others are paged at …/versions. */
export const libraryWorkflowSchema = libraryItemSchema.extend({
  versions: z.array(libraryVersionSchema),
  versionCount: z.int(),
});
/** A workflow of the library, as its own page shows it. */
export type LibraryWorkflow = z.infer<typeof libraryWorkflowSchema>;

const name = z.string().trim().min(1).max(LIMITS.labelCharacters);
/** As in the graph, but never a name that every object has. */
const workflowId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,63}$/)
  .refine((id) => id !== 'constructor' && id !== 'prototype', { error: 'This name is reserved.' });

/** POST /workflows. Without `id` it is made of the name; what is made is a draft of the asker, no version yet. */
export const newWorkflowSchema = z.strictObject({
  name,
  from: z.union([
    z.strictObject({ blank: z.literal(true) }),
    z.strictObject({ example: z.string().max(100) }),
    z.strictObject({ graph: documentSchema }),
  ]),
  id: workflowId.optional(),
});
export type NewWorkflow = z.infer<typeof newWorkflowSchema>;

export const workflowMadeSchema = z.object({
  id: z.string(),
  /** Versions of the library that it is made of; those of an example come with it. */
  parts: z.array(z.object({ workflow: z.string(), number: z.int() })),
  /** Reference data of the example: an environment must have it before this is released there; the gallery has it. */
  references: z.array(z.string()),
});
export type WorkflowMade = z.infer<typeof workflowMadeSchema>;

/** POST /workflows/:workflow/versions. `base` is the version that the graph was begun upon; null only for the first one. */
export const newVersionSchema = z.strictObject({
  graph: documentSchema,
  message: z.string().trim().max(LIMITS.messageCharacters).default(''),
  base: z.int().min(1).nullable(),
});
export type NewVersion = z.input<typeof newVersionSchema>;

/** The same content as the newest version makes none: `number` is then the newest one's, and `made` false. */
export const versionMadeSchema = z.object({
  number: z.int(),
  hash: z.string(),
  made: z.boolean(),
  /** Warnings of the version; errors there are none. */
  problems: z.array(problemSchema),
  /** The asker's draft from here on: gone where it held nothing more, else rebased on this version. */
  mine: draftStateSchema.nullable(),
});
export type VersionMade = z.infer<typeof versionMadeSchema>;

/** The 409 of a version whose base is not the newest: what somebody else has saved meanwhile. */
export const versionConflictSchema = z.object({
  code: z.literal('conflict'),
  title: z.string(),
  detail: z.string(),
  newest: libraryVersionSchema.nullable(),
});
export type VersionConflict = z.infer<typeof versionConflictSchema>;

/** GET /workflows/:workflow/versions/:number */
export const versionDetailSchema = libraryVersionSchema.extend({
  graph: documentSchema,
  problems: z.array(problemSchema),
});
export type VersionDetail = z.infer<typeof versionDetailSchema>;

/** POST /workflows/:workflow/rename */
export const renameSchema = z.strictObject({ name });
/** POST /workflows/:workflow/duplicate: a new workflow from a version (`version` left out: the newest), or from the own draft. */
export const duplicateSchema = z.strictObject({
  name,
  from: z.enum(['version', 'draft']).default('version'),
  version: z.int().min(1).optional(),
});
export type Duplicate = z.input<typeof duplicateSchema>;

/** The 409 of deleting what is still used: where it runs, and where runs of it are open. */
export const workflowInUseSchema = z.object({
  code: z.literal('conflict'),
  title: z.string(),
  detail: z.string(),
  live: z.array(z.string()),
  openRuns: z.array(z.object({ environment: z.string(), count: z.int() })),
  /** The workflows of the library that run it as a part of theirs, by some version of them. */
  partOf: z.array(z.object({ workflow: z.string(), name: z.string() })),
});
export type WorkflowInUse = z.infer<typeof workflowInUseSchema>;

/** POST /workflows/import: a file's text, or the graph itself. Nothing of it runs before somebody releases it. */
export const workflowImportSchema = z.union([
  z.strictObject({ text: z.string().max(LIMITS.graphBytes) }),
  z.strictObject({ graph: documentSchema }),
]);
export type WorkflowImport = z.infer<typeof workflowImportSchema>;

/** What a workflow needs from an environment before it can run there. */
export const workflowNeedsSchema = z.object({
  slots: z.array(z.object({ slot: z.string(), connector: z.string() })),
  variables: z.array(z.object({ name: z.string(), type: z.string(), default: z.unknown().optional() })),
});
export type WorkflowNeeds = z.infer<typeof workflowNeedsSchema>;

/** `id` differs from the file's own where that one was taken. */
export const workflowImportedSchema = z.object({
  id: z.string(),
  name: z.string(),
  needs: workflowNeedsSchema,
  problems: z.array(problemSchema),
});
export type WorkflowImported = z.infer<typeof workflowImportedSchema>;

/** A file has the tests of the version, unless it is to be the workflow alone. */
export const exportQuerySchema = z.object({
  version: z.coerce.number().int().min(1).optional(),
  tests: z.enum(['with', 'without']).default('with'),
});

/** The answer of a change that says nothing more. */
export const doneSchema = z.object({ done: z.literal(true) });
