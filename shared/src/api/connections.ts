import { z } from 'zod';
import { instantSchema } from '../event/envelope.ts';
import { LIMITS } from '../limits/index.ts';
import { idempotencyKinds } from './actions.ts';
import { problemSchema } from './failure.ts';

/** A JSON Schema (2020-12) from which a form is drawn. A field that holds a secret carries `"x-secret": true`. */
const jsonSchema = z.record(z.string(), z.unknown());

/** A slot as workflows name it: `tms`, `mail`. */
export const slotSchema = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/, 'must be like tms or mail-eu');

/** One thing a connector can do. */
export const connectorOperationSchema = z.object({
  title: z.string(),
  description: z.string(),
  input: jsonSchema,
  output: jsonSchema,
  idempotency: z.enum(idempotencyKinds),
  timeoutMs: z.int(),
});

/** A type of system, with what a form needs to configure it and an action needs to use it. */
export const connectorItemSchema = z.object({
  id: z.string(),
  version: z.string(),
  title: z.string(),
  description: z.string(),
  connection: jsonSchema,
  operations: z.record(z.string(), connectorOperationSchema),
  /** Names and titles of what events can come from. */
  sources: z.array(z.object({ id: z.string(), title: z.string() })),
  /** Whether a test mail can be sent through it. */
  sendsMail: z.boolean(),
});
export type ConnectorItem = z.infer<typeof connectorItemSchema>;

/** GET /connectors */
export const connectorListSchema = z.object({ items: z.array(connectorItemSchema) });
export type ConnectorList = z.infer<typeof connectorListSchema>;

/**
 * What a test found. `ok` is null where nothing was asked: the environment keeps everything in its outbox, so whether the
 * target answers is not known. `code` is a key of FAILURES.
 */
export const connectionTestSchema = z.object({
  ok: z.boolean().nullable(),
  ms: z.int(),
  detail: z.string(),
  code: z.string().nullable(),
  at: instantSchema,
});
export type ConnectionTestAnswer = z.infer<typeof connectionTestSchema>;

/** How the calls over a slot went in the last hour, counted by attempt. */
export const connectionHealthSchema = z.object({
  done: z.int(),
  /** Attempts that failed and are or were tried again. */
  retried: z.int(),
  /** Attempts after which nothing is tried any more. */
  failed: z.int(),
  /** Actions that are requested, running or waiting for their next attempt now. */
  open: z.int(),
  lastDoneAt: instantSchema.nullable(),
  lastFailedAt: instantSchema.nullable(),
  lastFailure: z.object({ code: z.string(), detail: z.string() }).nullable(),
  /** Its target did not answer so often that calls wait: until then, or until the one that tries it now is answered. */
  resting: z.object({ state: z.enum(['open', 'half-open']), failures: z.int(), until: instantSchema }).nullable(),
});
export type ConnectionHealth = z.infer<typeof connectionHealthSchema>;

/** A live workflow that uses a slot, and the connector that it wants there. */
export const slotUseSchema = z.object({ workflow: z.string(), name: z.string(), connector: z.string() });

/**
 * A slot and what it is bound to; `connector` is null where a live workflow names the slot and nothing is bound to it. In
 * `config` a secret stands as `{"set": true}` and is never told.
 */
export const connectionSchema = z.object({
  slot: z.string(),
  connector: z.string().nullable(),
  /** The connector's title and version here; null where it is bound to none that is known. */
  title: z.string().nullable(),
  version: z.string().nullable(),
  config: z.record(z.string(), z.unknown()).nullable(),
  /** Where its secrets go, and nowhere else: `https://tms.example:443`. */
  target: z.string().nullable(),
  /** What keeps it from working; `path` points into this document. */
  problems: z.array(problemSchema),
  usedBy: z.array(slotUseSchema),
  /** Counts the changes; sent with a change, it keeps two people from undoing each other's work. */
  revision: z.int(),
  updatedAt: instantSchema.nullable(),
  updatedBy: z.string().nullable(),
  lastTest: connectionTestSchema.nullable(),
  health: connectionHealthSchema,
});
export type Connection = z.infer<typeof connectionSchema>;

/** GET /environments/:environment/connections: every slot that is bound, or that a live workflow names. */
export const connectionListSchema = z.object({
  items: z.array(connectionSchema),
  /** `outbox`: nothing leaves; tests say so instead of asking a target. */
  deliversTo: z.enum(['outbox', 'targets']),
});
export type ConnectionList = z.infer<typeof connectionListSchema>;

/** What stands at a secret's place in a change: a new text, or what is stored already. */
export const secretChangeSchema = z.union([
  z.strictObject({ set: z.string().min(1).max(LIMITS.secretCharacters) }),
  z.strictObject({ keep: z.literal(true) }),
]);
export type SecretChange = z.infer<typeof secretChangeSchema>;

/**
 * PUT /environments/:environment/connections/:slot → Connection. `config` as the connector's schema says, with a
 * SecretChange in the place of every secret; a secret that is left out is forgotten. 422 `invalid-connection` with a problem
 * per field. What is kept must go where it went before: after a change of host, port or protocol secrets are asked for
 * anew. 409 where `revision` is given and not the stored one.
 */
export const connectionChangeSchema = z.strictObject({
  connector: z.string().min(1).max(64),
  config: z.record(z.string().max(200), z.unknown()),
  revision: z.int().min(0).optional(),
  reason: z.string().max(500).optional(),
});
export type ConnectionChange = z.infer<typeof connectionChangeSchema>;

/** POST …/connections/:slot/test → ConnectionTestAnswer. It asks the target, and changes nothing there. */
export const connectionTestRequestSchema = z.strictObject({});

/** POST …/connections/:slot/test-mail → ConnectionTestAnswer. */
export const testMailSchema = z.strictObject({ to: z.string().min(3).max(254) });
export type TestMail = z.infer<typeof testMailSchema>;

/** An answer that has nothing to say but that it was done. */
export const removedSchema = z.object({ removed: z.boolean() });

const host = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9.:_[\]-]{1,253}(\/\d{1,3})?$/, 'must be a host name, an address or a range like 10.0.0.0/24');

/** Permission for the actions of an environment to reach a private host, address or range on one port. */
export const grantSchema = z.object({
  host: z.string(),
  port: z.int(),
  reason: z.string().nullable(),
  grantedAt: instantSchema.nullable(),
  grantedBy: z.string().nullable(),
});
export type Grant = z.infer<typeof grantSchema>;

/** GET /environments/:environment/grants */
export const grantListSchema = z.object({ items: z.array(grantSchema) });
export type GrantList = z.infer<typeof grantListSchema>;

/** PUT /environments/:environment/grants → GrantList. Cloud metadata addresses and very wide ranges are refused. */
export const grantChangeSchema = z.strictObject({
  host,
  port: z.int().min(1).max(65_535),
  reason: z.string().max(500).optional(),
});
export type GrantChange = z.infer<typeof grantChangeSchema>;

/** DELETE /environments/:environment/grants?host=…&port=… → GrantList */
export const grantQuerySchema = z.object({
  host: z.string().min(1).max(260),
  port: z.coerce.number().int().min(1).max(65_535),
});
