import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The three services of the full size, and how each is reached. Texts in here may hold passwords: never print them. */
export interface ServicesConfig {
  readonly database: { readonly url: string; readonly ca?: string };
  readonly kafka: {
    readonly brokers: readonly string[];
    readonly ssl?: { readonly ca?: string; readonly cert?: string; readonly key?: string };
    readonly sasl?: { readonly mechanism: SaslMechanism; readonly username: string; readonly password: string };
    /** On how many brokers each record lies. */
    readonly replication: number;
  };
  readonly redis: { readonly url: string; readonly ca?: string };
  /** Stands before the names of topics, consumer groups and keys: several installations may share the services. */
  readonly namespace: string;
}

export type SaslMechanism = 'plain' | 'scram-sha-256' | 'scram-sha-512';
type Variables = Readonly<Record<string, string | undefined>>;

const REQUIRED = ['DATABASE_URL', 'KAFKA_BROKERS', 'REDIS_URL'] as const;
const MECHANISMS = ['plain', 'scram-sha-256', 'scram-sha-512'] as const;
const OPTIONAL = [
  'DATABASE_CA_FILE',
  'KAFKA_TLS',
  'KAFKA_CA_FILE',
  'KAFKA_CERT_FILE',
  'KAFKA_KEY_FILE',
  'KAFKA_SASL_MECHANISM',
  'KAFKA_SASL_USERNAME',
  'KAFKA_SASL_PASSWORD',
  'KAFKA_REPLICATION',
  'REDIS_CA_FILE',
] as const;

/** Reads what the services need: all three are named, or none. Values are never part of a mistake, they may be secret. */
export function readServices(variables: Variables): {
  readonly services?: ServicesConfig;
  readonly mistakes: readonly string[];
} {
  const given = REQUIRED.filter((name) => isSet(variables[name]));
  if (given.length === 0) return { mistakes: strays(variables) };
  const missing = REQUIRED.filter((name) => !isSet(variables[name]));
  if (missing.length > 0) {
    const both = missing.length > 1 ? 'are' : 'is';
    const rule = 'all three services are used, or none of them';
    return { mistakes: [`${given.join(' and ')} set, but ${missing.join(' and ')} ${both} not: ${rule}`] };
  }
  const reader = new Reader(variables);
  const services: ServicesConfig = {
    database: { url: reader.url('DATABASE_URL', ['postgres:', 'postgresql:']), ...reader.ca('DATABASE_CA_FILE') },
    kafka: readKafka(reader),
    redis: { url: reader.url('REDIS_URL', ['redis:', 'rediss:']), ...reader.ca('REDIS_CA_FILE') },
    namespace: reader.checked('SLIPWAY_NAMESPACE', NAMESPACE, 'slipway'),
  };
  if (services.redis.ca !== undefined && !services.redis.url.startsWith('rediss:')) {
    reader.mistakes.push('REDIS_CA_FILE is set, but REDIS_URL does not begin with rediss:, so TLS is off');
  }
  return reader.mistakes.length > 0 ? { mistakes: reader.mistakes } : { services, mistakes: [] };
}

/** How a topic, a consumer group and a key may all begin. */
const NAMESPACE = { pattern: /^[a-z][a-z0-9-]{0,30}$/, must: 'a-z, 0-9 and -, at most 31' };
const BROKER = /^(?:\[[0-9a-fA-F:]+\]|[A-Za-z0-9._-]+):\d{1,5}$/;

function readKafka(reader: Reader): ServicesConfig['kafka'] {
  const brokers = reader
    .text('KAFKA_BROKERS')
    .split(/[\s,]+/)
    .filter(Boolean);
  if (brokers.length === 0 || !brokers.every((broker) => BROKER.test(broker))) {
    reader.mistakes.push('KAFKA_BROKERS must be host:port, several with commas between');
  }
  const replication = reader.checked('KAFKA_REPLICATION', { pattern: /^[1-9]$/, must: '1 to 9' }, '');
  const ssl = readTls(reader);
  const sasl = readSasl(reader);
  // Three copies are what Kafka is operated with; a single broker can hold one.
  const copies = replication === '' ? Math.min(3, Math.max(1, brokers.length)) : Number(replication);
  return { brokers, replication: copies, ...(ssl ? { ssl } : {}), ...(sasl ? { sasl } : {}) };
}

function readTls(reader: Reader): ServicesConfig['kafka']['ssl'] {
  const wanted = reader.checked('KAFKA_TLS', { pattern: /^(on|off)$/, must: 'on or off' }, '');
  const { ca } = reader.ca('KAFKA_CA_FILE');
  const cert = reader.file('KAFKA_CERT_FILE');
  const key = reader.file('KAFKA_KEY_FILE');
  if ((cert === undefined) !== (key === undefined)) {
    reader.mistakes.push('KAFKA_CERT_FILE and KAFKA_KEY_FILE belong together');
  }
  if (wanted === 'off' && (ca ?? cert) !== undefined)
    reader.mistakes.push('KAFKA_TLS is off, but certificates are set');
  if (wanted !== 'on' && ca === undefined && cert === undefined) return undefined;
  return { ...(ca === undefined ? {} : { ca }), ...(cert === undefined || key === undefined ? {} : { cert, key }) };
}

function readSasl(reader: Reader): ServicesConfig['kafka']['sasl'] {
  const names = ['KAFKA_SASL_MECHANISM', 'KAFKA_SASL_USERNAME', 'KAFKA_SASL_PASSWORD'] as const;
  const missing = names.filter((name) => !isSet(reader.variables[name]));
  if (missing.length === names.length) return undefined;
  if (missing.length > 0) reader.mistakes.push(`${missing.join(' and ')} missing: SASL needs ${names.join(', ')}`);
  const mechanism = z.enum(MECHANISMS).safeParse(reader.text('KAFKA_SASL_MECHANISM').toLowerCase());
  if (!mechanism.success) {
    reader.mistakes.push(`KAFKA_SASL_MECHANISM must be one of ${MECHANISMS.join(', ')}`);
    return undefined;
  }
  const [username, password] = [reader.text('KAFKA_SASL_USERNAME'), reader.text('KAFKA_SASL_PASSWORD')];
  return { mechanism: mechanism.data, username, password };
}

class Reader {
  readonly mistakes: string[] = [];
  readonly variables: Variables;

  constructor(variables: Variables) {
    this.variables = variables;
  }

  text(name: string): string {
    return this.variables[name]?.trim() ?? '';
  }

  url(name: string, protocols: readonly string[]): string {
    const text = this.text(name);
    if (!protocols.some((protocol) => URL.canParse(text) && new URL(text).protocol === protocol)) {
      this.mistakes.push(`${name} must be a URL that begins with ${protocols.map((each) => `${each}//`).join(' or ')}`);
    }
    return text;
  }

  checked(name: string, rule: { readonly pattern: RegExp; readonly must: string }, standard: string): string {
    const text = this.text(name);
    if (text === '') return standard;
    if (!rule.pattern.test(text)) this.mistakes.push(`${name} must be ${rule.must}`);
    return text;
  }

  ca(name: string): { readonly ca?: string } {
    const ca = this.file(name);
    return ca === undefined ? {} : { ca };
  }

  /** The PEM in a file that a variable names. */
  file(name: string): string | undefined {
    const path = this.text(name);
    if (path === '') return undefined;
    try {
      const pem = readFileSync(path, 'utf8');
      if (pem.includes('-----BEGIN ')) return pem;
      this.mistakes.push(`${name}: ${path} holds no PEM`);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      this.mistakes.push(`${name}: ${path} cannot be read (${code ?? 'unknown'})`);
    }
    return undefined;
  }
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value.trim() !== '';
}

/** A setting of a service where none is used is a mistake, or a start in the wrong size. */
function strays(variables: Variables): string[] {
  const found = [...OPTIONAL, 'SLIPWAY_NAMESPACE'].filter((name) => isSet(variables[name]));
  return found.length > 0 ? [`${found.join(', ')} set, but none of ${REQUIRED.join(', ')}`] : [];
}
