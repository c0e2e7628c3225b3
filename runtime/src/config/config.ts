import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import { type Role, readRoles } from './roles.ts';
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
  /** What this process does; more than one process needs the services. */
  readonly roles: ReadonlySet<Role>;
  /** PostgreSQL, Kafka and Redis; left out in the embedded size. */
  readonly services?: ServicesConfig;
}

/** The settings that are read one by one, each from its variable. */
type Plain = 'directory' | 'host' | 'port' | 'partitions' | 'logLevel';

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
} as const;

/** Options of the command line, as text; they go before the environment's variables. */
export type ConfigOverrides = Partial<Record<Plain | 'roles', string | undefined>>;

/**
 * Reads the configuration. Fails with `invalid-config`, whose detail names every mistake at once; values are not
 * repeated in it where they may be secret.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  overrides: ConfigOverrides = {},
): Config {
  const mistakes: string[] = [];
  const read = <T>(name: Plain, schema: z.ZodType<T>): T | undefined => {
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
  const { services, mistakes: ofServices } = readServices(environment);
  const { roles, mistakes: ofRoles } = readRoles(overrides.roles, services !== undefined || ofServices.length > 0);
  mistakes.push(...ofServices, ...ofRoles, ...unknownVariables(environment));
  const complete = directory && host && port !== undefined && partitions && logLevel;
  if (!complete || mistakes.length > 0) throw new Failure('invalid-config', mistakes.join('; '));
  return { directory, host, port, partitions, logLevel, roles, ...(services ? { services } : {}) };
}

const OPTIONS: Record<Plain, string> = {
  directory: 'directory',
  host: 'host',
  port: 'port',
  partitions: 'partitions',
  logLevel: 'log-level',
};

/** A variable that nobody reads is a typing mistake. */
function unknownVariables(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>(Object.values(SETTINGS).map((setting) => setting.variable));
  known.add('SLIPWAY_NAMESPACE');
  return Object.keys(environment)
    .filter((name) => name.startsWith('SLIPWAY_') && !known.has(name))
    .map((name) => `${name} is not a setting (there are ${[...known].join(', ')})`);
}
