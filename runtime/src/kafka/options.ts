import type { SASLOptions } from 'kafkajs';
import { Kafka, logLevel } from 'kafkajs';
import { registerCodecs } from './codecs.ts';
import { repairRequestQueue } from './repair.ts';

/** How a Kafka is reached. Texts in here may be secret: they are never printed. */
export interface KafkaAccess {
  /** `host:port` of some of its brokers. */
  readonly brokers: readonly string[];
  /** TLS, with PEM texts; present and empty means the authorities that the system trusts. */
  readonly ssl?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
  readonly sasl?: {
    readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512';
    readonly username: string;
    readonly password: string;
  };
}

/** Hears what the client library reports on its own, at level `error` or `warn`. */
export type KafkaLog = (level: 'error' | 'warn', message: string) => void;

const CONNECT_MS = 5_000;
const REQUEST_MS = 10_000;
/** Few and short: whoever asks has a loop of its own, and knows what its work is. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 4 };

/** A client of a Kafka. It connects when it is used. */
export function kafkaClient(access: KafkaAccess, log: KafkaLog = () => {}): Kafka {
  registerCodecs();
  repairRequestQueue();
  const { brokers, ssl, sasl } = access;
  return new Kafka({
    clientId: 'slipway',
    brokers: [...brokers],
    ...(ssl === undefined ? {} : { ssl: { ...ssl } }),
    ...(sasl === undefined ? {} : { sasl: { ...sasl } as SASLOptions }),
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    retry: RETRY,
    logLevel: logLevel.WARN,
    logCreator:
      () =>
      ({ level, namespace, log: { message } }) =>
        log(level === logLevel.ERROR ? 'error' : 'warn', namespace ? `${namespace}: ${message}` : message),
  });
}
