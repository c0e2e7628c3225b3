import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { isFailure } from '@slipway/shared/failure';
import { refuseCodeFromText, refuseOpenHost, settingsOf } from '../composition/guards.ts';
import type { OpenStorage } from '../composition/storage.ts';
import { type Config, type ConfigOverrides, readConfig, type ServicesConfig } from '../config/index.ts';
import { describeVault, type VaultState } from '../connections/index.ts';
import { listEnvironments } from '../stores/environments.ts';
import { createLogger } from '../telemetry/index.ts';
import { withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { findServer } from './server-address.ts';

/** Looks at the services of the full size; only `main.ts` knows which those are. */
export type DescribeServices = (services: ServicesConfig) => Promise<readonly Finding[]>;

/** One thing that was looked at. `fix` says what to do where it is not well. */
export interface Finding {
  readonly check: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly fix?: string;
}

const NODE_MAJOR = 24;

/** Looks at everything that a start needs and says how to mend what is not well. Changes nothing. */
export async function examine(
  openStorage: OpenStorage,
  describeServices: DescribeServices,
  environment: Readonly<Record<string, string | undefined>>,
  overrides: ConfigOverrides,
  output: Output,
): Promise<ExitCode> {
  const findings: Finding[] = [nodeVersion(), codeFromText()];
  const config = await attempt(findings, 'configuration', 'Mend each setting that is named.', async () => {
    const read = readConfig(settingsOf(environment), overrides);
    refuseOpenHost(read);
    return { value: read, detail: `${read.directory}, port ${read.port}` };
  });
  if (config?.services) findings.push(...(await describeServices(config.services)));
  else if (config) findings.push(...(await directoryFindings(openStorage, config)));
  const ok = findings.every((finding) => finding.ok);
  output.answer({ ok, findings }, findings.map(inWords).join('\n'));
  return ok ? EXIT.ok : EXIT.failed;
}

function nodeVersion(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  const ok = major >= NODE_MAJOR;
  return {
    check: 'node',
    ok,
    detail: process.versions.node,
    ...(ok ? {} : { fix: `Use Node ${NODE_MAJOR} or newer; npm start brings its own.` }),
  };
}

function codeFromText(): Finding {
  const check = 'no code from text';
  try {
    refuseCodeFromText(process.execArgv, process.env.NODE_OPTIONS);
    return { check, ok: true, detail: 'V8 refuses it' };
  } catch {
    return { check, ok: false, detail: 'V8 would allow it', fix: 'Start with npm start or runtime/bin/slipway.js.' };
  }
}

async function directoryFindings(openStorage: OpenStorage, config: Config): Promise<Finding[]> {
  const directory = resolve(config.directory);
  const findings: Finding[] = [];
  if (!existsSync(directory)) {
    const parent = nearest(directory);
    const ok = isWritable(parent);
    const fix = `Make ${parent} writable, or name another folder with --data.`;
    return [{ check: 'data directory', ok, detail: `${directory} will be made`, ...(ok ? {} : { fix }) }];
  }
  const mode = statSync(directory).mode & 0o777;
  const closed = (mode & 0o077) === 0;
  findings.push({
    check: 'data directory',
    ok: isWritable(directory) && closed,
    detail: `${directory}, mode ${mode.toString(8)}`,
    ...(closed ? {} : { fix: `Others can read it: chmod 700 ${directory}` }),
  });
  const server = findServer(directory);
  if (server) {
    findings.push({ check: 'server', ok: true, detail: `process ${server.pid} at ${server.url}` });
    findings.push(await ready(server.url));
    return findings;
  }
  if (!existsSync(join(directory, 'slipway.json'))) {
    findings.push({ check: 'data', ok: true, detail: 'nothing is stored yet' });
    return findings;
  }
  await attempt(
    findings,
    'data',
    'If another process holds it, stop that one; if it is newer, use that Slipway.',
    async () => ({
      value: undefined,
      detail: await describeData(openStorage, config, findings),
    }),
  );
  return findings;
}

async function describeData(openStorage: OpenStorage, config: Config, findings: Finding[]): Promise<string> {
  return withStorage({ config, logger: createLogger('silent'), openStorage }, async (storage) => {
    const { database, log, partitions, vault } = storage;
    findings.push(secretsFinding(await describeVault(database, vault)));
    const environments: string[] = [];
    for (const { id, partitions: own } of await listEnvironments(database.kysely)) {
      const held = await log.partitions(id);
      environments.push(held === own ? id : `${id} (its log has ${held} partitions and not ${own})`);
    }
    return `it opens; ${partitions} partitions; environments: ${environments.join(', ') || 'none'}`;
  });
}

function secretsFinding({ keys, unreadable, where }: VaultState): Finding {
  const check = 'secrets';
  const all = keys.reduce((total, key) => total + key.secrets, 0);
  if (unreadable.length === 0) return { check, ok: true, detail: `${all} stored, keys from ${where}` };
  const lost = [...new Set(unreadable.map(({ environment, slot }) => `${environment}/${slot}`))].join(', ');
  const fix = `Bring the key back to ${where}, or enter these secrets anew.`;
  return { check, ok: false, detail: `no key opens ${unreadable.length} of ${all}: ${lost}`, fix };
}

async function ready(url: string): Promise<Finding> {
  const check = 'readiness';
  try {
    const response = await fetch(`${url}/readyz`);
    const detail = JSON.stringify(await response.json());
    return { check, ok: response.ok, detail, ...(response.ok ? {} : { fix: 'The log of the server says why.' }) };
  } catch {
    return { check, ok: false, detail: 'no answer', fix: 'The process lives and does not answer: restart it.' };
  }
}

async function attempt<T>(
  findings: Finding[],
  check: string,
  fix: string,
  work: () => Promise<{ readonly value: T; readonly detail: string }>,
): Promise<T | undefined> {
  try {
    const { value, detail } = await work();
    findings.push({ check, ok: true, detail });
    return value;
  } catch (error) {
    if (!isFailure(error)) throw error;
    findings.push({ check, ok: false, detail: error.message, fix });
    return undefined;
  }
}

function nearest(directory: string): string {
  let parent = dirname(directory);
  while (!existsSync(parent)) parent = dirname(parent);
  return parent;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function inWords(finding: Finding): string {
  const line = `${finding.ok ? 'ok  ' : 'BAD '} ${finding.check}: ${finding.detail}`;
  return finding.fix ? `${line}\n     ${finding.fix}` : line;
}
