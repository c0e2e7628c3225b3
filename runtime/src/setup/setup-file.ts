import { policySchema } from '@slipway/shared/api';
import { workflowTestsSchema } from '@slipway/shared/examples/tests.ts';
import { Failure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { mappingSchema } from '@slipway/shared/mapping';
import { referenceSchema } from '@slipway/shared/reference';
import { z } from 'zod';
import { kafkaSourceSchema } from '../sources/kafka-config.ts';

const name = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/, 'must be like my-name');

/** Other environments, of the same kind, that get the same records, each at its own pace and in its own log. */
const mirrors = z.array(name).max(10).default([]);

/** A feed of a file. `mapping` is a mapping document, or the id of one that ships; without it, lines are events. */
const fileSchema = z.strictObject({
  id: name,
  connector: z.literal('file'),
  config: z.strictObject({
    /** From the setup file's own folder, where it is not absolute. */
    path: z.string().min(1).max(4_000),
    format: z.enum(['csv', 'jsonl']),
    delimiter: z.enum([',', ';', '\t', '|']).optional(),
    mapping: z.union([name, mappingSchema]).optional(),
  }),
  /** Replay environments only: as fast as possible, or so many recorded days in a second. */
  speed: z.union([z.literal('max'), z.number().positive().max(10_000)]).default('max'),
  mirrorTo: mirrors,
});

/** A feed of a Kafka topic that others own; see the reference of `kafkaSourceSchema` for each setting. */
const kafkaSchema = z.strictObject({
  id: name,
  connector: z.literal('kafka'),
  config: kafkaSourceSchema.extend({ mapping: mappingSchema.optional() }),
  mirrorTo: mirrors,
});

const sourceSchema = z.discriminatedUnion('connector', [fileSchema, kafkaSchema]);
export type SetupSource = z.infer<typeof sourceSchema>;

/** What an environment is to have. Applying it again changes only what differs. */
export const setupSchema = z.strictObject({
  environment: z.strictObject({
    id: name,
    kind: z.enum(['live', 'replay']),
    deliversTo: z.enum(['targets', 'outbox']),
    title: z.string().trim().min(1).max(200).optional(),
    /** Its place on the way to production. */
    order: z.int().min(0).max(1_000).optional(),
    policy: policySchema.partial().optional(),
    /** Holds every action back from the beginning. */
    actionsHeld: z.boolean().optional(),
  }),
  workflows: z.array(z.record(z.string(), z.unknown())).max(1_000).default([]),
  /** Workflows that steps of the others run, in the versions that those name; not released by themselves. */
  parts: z.array(z.record(z.string(), z.unknown())).max(1_000).default([]),
  /** What workflows and parts are tested with, by their ids. They go with the versions and change nothing of what runs. */
  tests: z.record(z.string().max(64), workflowTestsSchema).default({}),
  variables: z.record(z.string().max(64), z.unknown()).default({}),
  /** Tables and transit models that steps read. */
  references: z.array(referenceSchema).max(LIMITS.referenceTables).default([]),
  connections: z
    .record(name, z.strictObject({ connector: z.string().max(64), config: z.record(z.string(), z.unknown()) }))
    .default({}),
  sources: z.array(sourceSchema).max(100).default([]),
  /** Private addresses that actions may reach. */
  grants: z.array(z.strictObject({ host: z.string().min(1).max(253), port: z.int().min(1).max(65_535) })).default([]),
});
export type Setup = z.infer<typeof setupSchema>;

const BYTES_MOST = 16 * 1024 * 1024;

/** Reads a setup file's content. Fails with `invalid-config`, naming every mistake. */
export function readSetup(bytes: Uint8Array, file: string): Setup {
  const result = setupSchema.safeParse(readJson(bytes, { bytes: BYTES_MOST, keys: 1_000_000 }));
  if (result.success) return result.data;
  const mistakes = result.error.issues.map((issue) => `${issue.path.map(String).join('.') || 'it'}: ${issue.message}`);
  throw new Failure('invalid-config', `${file}: ${mistakes.join('; ')}`);
}
