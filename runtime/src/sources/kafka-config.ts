import { readFileSync } from 'node:fs';
import { Failure } from '@slipway/shared/failure';
import { compileMapping, type Mapping } from '@slipway/shared/mapping';
import { isInstant } from '@slipway/shared/time';
import { z } from 'zod';
import type { KafkaAccess } from '../kafka/index.ts';
import { duration } from './file-config.ts';

/** A variable of the process's environment that holds a secret; others than these are not reachable from a setup. */
const secretVariable = z.strictObject({
  variable: z.string().regex(/^KAFKA_SOURCE_[A-Z0-9_]{1,60}$/, 'must be like KAFKA_SOURCE_PASSWORD'),
});

/** How a `kafka` source is set up: where the topic is, what is in it, and from where on it is read at first. */
export const kafkaSourceSchema = z.strictObject({
  /** `host:port` of some brokers; left out, those of the runtime's own log. */
  brokers: z
    .array(z.string().regex(/^[^\s,:]+:\d{1,5}$|^\[[\da-fA-F:]+\]:\d{1,5}$/))
    .min(1)
    .max(20)
    .optional(),
  /** TLS; `caFile` is a PEM file on this machine. */
  tls: z.union([z.boolean(), z.strictObject({ caFile: z.string().min(1).max(4_000) })]).optional(),
  sasl: z
    .strictObject({
      mechanism: z.enum(['plain', 'scram-sha-256', 'scram-sha-512']),
      username: z.string().min(1).max(200),
      password: secretVariable,
    })
    .optional(),
  topic: z.string().regex(/^[A-Za-z0-9._-]{1,249}$/),
  /** Under which name the reading shows in Kafka; left out, `slipway.<environment>.<source>`. */
  group: z.string().min(1).max(200).optional(),
  /** CloudEvents in binary or structured mode, or plain JSON that `mapping` makes events of. */
  format: z.enum(['cloudevents', 'json']),
  mapping: z.json().optional(),
  /** The zone of times without an offset, in CloudEvents. */
  zone: z.string().max(100).optional(),
  /** Where reading begins the first time: behind what is there now, with everything there, or at an instant. */
  start: z
    .union([
      z.enum(['now', 'earliest']),
      z.string().refine((text) => isInstant(text), 'must be now, earliest or like 2026-01-31T00:00:00.000Z'),
    ])
    .default('now'),
  /** For how long a source of its events may deliver nothing before it counts as silent; left out, it never does. */
  silentAfter: duration.optional(),
});
export type KafkaSource = z.infer<typeof kafkaSourceSchema>;

/** The mapping of a source of plain JSON. Fails with `invalid-request`, naming every mistake. */
export function mappingOf({ format, mapping }: KafkaSource): Mapping | undefined {
  if (format === 'cloudevents') {
    if (mapping !== undefined) throw new Failure('invalid-request', 'mapping: CloudEvents need none');
    return undefined;
  }
  if (mapping === undefined) throw new Failure('invalid-request', 'mapping: plain JSON needs one');
  const compiled = compileMapping(mapping);
  if (compiled.ok) return compiled.mapping;
  throw new Failure('invalid-request', `mapping: ${compiled.problems.map(({ message }) => message).join('; ')}`);
}

/** How the brokers of a source are reached. Fails with `invalid-config` where something that it names is not there. */
export function accessOf(
  source: KafkaSource,
  own: KafkaAccess | undefined,
  variables: Readonly<Record<string, string | undefined>>,
): KafkaAccess {
  const { brokers, tls, sasl } = source;
  if (brokers === undefined) {
    if (own) return own;
    throw new Failure('invalid-config', 'brokers: this runtime has no Kafka of its own, so the source must name them');
  }
  return {
    brokers,
    ...(tls === undefined || tls === false ? {} : { ssl: tls === true ? {} : { ca: pemIn(tls.caFile) } }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl, password: secretIn(variables, sasl.password.variable) } }),
  };
}

function secretIn(variables: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = variables[name];
  if (value) return value;
  throw new Failure('invalid-config', `the variable ${name} is not set`);
}

function pemIn(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new Failure('invalid-config', `tls.caFile: ${path} cannot be read`, { cause: error });
  }
}
