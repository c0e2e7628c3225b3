import { isIP } from 'node:net';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import type { Role } from '../pipeline/index.ts';
import { readRoles } from './roles.ts';
import { SecretText } from './secret-text.ts';
import { readServices, type ServicesConfig } from './services.ts';

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What the runtime is told from outside. */
export interface Config {
  /** Where the embedded database lies. */
  readonly directory: string;
  readonly host: string;
  readonly port: number;
  /** How many partitions an environment's log gets. */
  readonly partitions: number;
  readonly logLevel: LogLevel;
  /** `local`: whoever reaches the loopback interface is the owner. `users`: people sign in. */
  readonly access: 'local' | 'users';
  /** The origin under which browsers reach the server; null where it is the address it listens on. */
  readonly publicUrl: string | null;
  /** Addresses of proxies whose `X-Forwarded-For` is believed. */
  readonly proxies: readonly string[];
  /** Where the keys of secrets lie, or the keys themselves; without both the data directory keeps its own. */
  readonly keyFile?: string | undefined;
  readonly key?: SecretText | undefined;
  /** What a program must show that reads the metrics; without it they are for this machine alone where people sign in. */
  readonly metricsToken?: SecretText;
  /** What this process does; more than one process needs the services. */
  readonly roles: ReadonlySet<Role>;
  /** PostgreSQL, Kafka and Redis; left out in the embedded size. */
  readonly services?: ServicesConfig;
}

const whole = (min: number, max: number, standard: number) => {
  const mistake = `must be a whole number from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, mistake)
    .transform(Number)
    .refine((value) => value >= min && value <= max, mistake)
    .default(standard);
};

const text = (standard: string) => z.string().trim().min(1, 'must not be empty').default(standard);

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function publicUrl() {
  const mistake = 'must be like https://slipway.example.com, without a path (http only for localhost)';
  const isSafe = ({ protocol, hostname }: URL) => protocol === 'https:' || LOOPBACK.has(hostname);
  return z
    .string()
    .trim()
    .refine((given) => URL.canParse(given) && /^https?:$/.test(new URL(given).protocol), mistake)
    .transform((given) => new URL(given))
    .refine((url) => isSafe(url) && url.pathname === '/' && url.search + url.hash + url.username === '', mistake)
    .transform(({ origin }) => origin)
    .nullable()
    .default(null);
}

function addresses() {
  return z
    .string()
    .transform((given) => given.split(',').flatMap((address) => address.trim() || []))
    .refine((given) => given.every((address) => isIP(address) !== 0), 'must be IP addresses with commas between them')
    .default([]);
}

/** Each setting: its environment variable, and what it must be. The name of the option is the name in `Config`. */
const SETTINGS = {
  directory: { variable: 'SLIPWAY_DIR', schema: text('./.slipway') },
  host: { variable: 'SLIPWAY_HOST', schema: text('127.0.0.1') },
  port: { variable: 'SLIPWAY_PORT', schema: whole(0, 65_535, 4400) },
  partitions: { variable: 'SLIPWAY_PARTITIONS', schema: whole(1, 256, 4) },
  logLevel: {
    variable: 'SLIPWAY_LOG_LEVEL',
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`).default('info'),
  },
  access: {
    variable: 'SLIPWAY_ACCESS',
    schema: z.enum(['local', 'users'], 'must be local or users').default('local'),
  },
  publicUrl: { variable: 'SLIPWAY_PUBLIC_URL', schema: publicUrl() },
  proxies: { variable: 'SLIPWAY_PROXIES', schema: addresses() },
} as const;

/** Told by variables only: options of a command line can be read by others on the machine. */
const SECRET_VARIABLES = ['SLIPWAY_KEY_FILE', 'SLIPWAY_KEY', 'SLIPWAY_METRICS_TOKEN'] as const;
const METRICS_TOKEN = /^[\x21-\x7e]{20,200}$/;

/** Options of the command line, as text; they go before the environment's variables. */
export type ConfigOverrides = Partial<Record<keyof typeof SETTINGS | 'roles', string | undefined>>;

/**
 * Reads the configuration. Fails with `invalid-config`, whose detail names every mistake at once; values are not
 * repeated in it where they may be secret.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  overrides: ConfigOverrides = {},
): Config {
  const mistakes: string[] = [];
  const read = <T>(name: keyof typeof SETTINGS, schema: z.ZodType<T>): T | undefined => {
    const { variable } = SETTINGS[name];
    const option = overrides[name];
    const result = schema.safeParse(option ?? environment[variable]);
    if (result.success) return result.data;
    const source = option === undefined ? variable : `--${OPTIONS[name]}`;
    mistakes.push(`${source} ${result.error.issues[0]?.message} (it is "${option ?? environment[variable]}")`);
    return undefined;
  };
  const directory = read('directory', SETTINGS.directory.schema);
  const host = read('host', SETTINGS.host.schema);
  const port = read('port', SETTINGS.port.schema);
  const partitions = read('partitions', SETTINGS.partitions.schema);
  const logLevel = read('logLevel', SETTINGS.logLevel.schema);
  const access = read('access', SETTINGS.access.schema);
  const publicUrl = read('publicUrl', SETTINGS.publicUrl.schema);
  const proxies = read('proxies', SETTINGS.proxies.schema);
  const { services, mistakes: ofServices } = readServices(environment);
  const { roles, mistakes: ofRoles } = readRoles(overrides.roles, services !== undefined || ofServices.length > 0);
  const metricsToken = environment.SLIPWAY_METRICS_TOKEN;
  if (metricsToken !== undefined && !METRICS_TOKEN.test(metricsToken)) {
    mistakes.push('SLIPWAY_METRICS_TOKEN must be 20 to 200 letters, digits and signs, without spaces');
  }
  mistakes.push(...ofServices, ...ofRoles, ...unknownVariables(environment));
  const complete = directory && host && port !== undefined && partitions && logLevel && access && proxies;
  if (!complete || mistakes.length > 0) throw new Failure('invalid-config', mistakes.join('; '));
  return {
    directory,
    host,
    port,
    partitions,
    logLevel,
    access,
    publicUrl: publicUrl ?? null,
    proxies,
    roles,
    ...(services ? { services } : {}),
    ...(metricsToken === undefined ? {} : { metricsToken: new SecretText(metricsToken) }),
    ...keysIn(environment),
  };
}

const OPTIONS: Record<keyof typeof SETTINGS, string> = {
  directory: 'directory',
  host: 'host',
  port: 'port',
  partitions: 'partitions',
  logLevel: 'log-level',
  access: 'access',
  publicUrl: 'public-url',
  proxies: 'proxies',
};

function keysIn(environment: Readonly<Record<string, string | undefined>>): Pick<Config, 'keyFile' | 'key'> {
  const { SLIPWAY_KEY_FILE: keyFile, SLIPWAY_KEY: key } = environment;
  return {
    ...(keyFile === undefined ? {} : { keyFile }),
    ...(key === undefined ? {} : { key: new SecretText(key) }),
  };
}

/** A variable that nobody reads is a typing mistake. */
function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const settings = Object.values(SETTINGS).map((setting) => setting.variable);
  const known = new Set<string>([...settings, ...SECRET_VARIABLES, 'SLIPWAY_NAMESPACE']);
  return Object.keys(environment)
    .filter((name) => name.startsWith('SLIPWAY_') && !known.has(name))
    .map((name) => `${name} is not a setting (there are ${[...known].join(', ')})`);
}
