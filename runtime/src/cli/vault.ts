import type { VaultMessage, VaultRotated } from '@slipway/shared/api';
import { recordAudit } from '../audit/record.ts';
import { describeVault, type Rotated, rotateKeys, sealPlainConnections } from '../connections/index.ts';
import { readFormat } from '../database/directory-format.ts';
import { MIGRATIONS } from '../database/migrations/index.ts';
import { Client } from './client.ts';
import { type Context, withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { findServer } from './server-address.ts';

/** Who changes something with nobody signed in: whoever may read the data directory. */
const COMMAND_LINE = { id: 'command-line', name: 'Command line', kind: 'system' } as const;

/** Puts the keys of all secrets under another key: by the running server, or here where none runs. */
export async function rotateVault(context: Context, output: Output): Promise<ExitCode> {
  const server = findServer(context.config.directory);
  const rotated: Rotated = server
    ? await new Client(server.url, context.token).post<VaultRotated>('/vault/rotate', '{}', 'application/json')
    : await rotateHere(context);
  const lines = [
    `${secretsOf(rotated.rewrapped)} moved under the key ${rotated.key}.`,
    'A backup made before opens its secrets with the key of its time only; keep a copy of the new key elsewhere.',
    ...rotated.unreadable.map(({ environment, slot, field }) => `No key opens ${environment}/${slot} ${field}.`),
  ];
  output.answer({ ok: rotated.unreadable.length === 0, ...rotated }, lines.join('\n'));
  return rotated.unreadable.length === 0 ? EXIT.ok : EXIT.failed;
}

/** Says which keys hold how many secrets, and which secrets are lost for want of a key. */
export async function showVault(context: Context, output: Output): Promise<ExitCode> {
  const server = findServer(context.config.directory);
  const state = server
    ? await new Client(server.url, context.token).get<VaultMessage>('/vault')
    : await withStorage(context, ({ database, vault }) => describeVault(database, vault));
  const lines = [
    `Keys come from ${state.where}.`,
    ...state.keys.map(({ id, known, secrets }, at) => {
      const which = known ? (at === 0 ? 'the current key' : 'an older key') : 'a key that is not here';
      return `${id}: ${secretsOf(secrets)}, ${which}`;
    }),
    ...state.unreadable.map(({ environment, slot, field }) => `No key opens ${environment}/${slot} ${field}.`),
  ];
  output.answer({ ok: state.unreadable.length === 0, ...state }, lines.join('\n'));
  return state.unreadable.length === 0 ? EXIT.ok : EXIT.failed;
}

function secretsOf(count: number): string {
  return count === 1 ? '1 secret' : `${count} secrets`;
}

/** What a backup holds of secrets, for people. */
export const SECRETS = {
  sealed: 'Secrets are in it encrypted; their key is not in it: keep that elsewhere.',
  plain: 'It was written by an earlier version and holds the secrets of connections in the clear: keep it safe.',
} as const;

/** Seals what an upgrade may have left in the clear, so that no backup holds it; an older format is left as it is. */
export async function sealForBackup(context: Context): Promise<keyof typeof SECRETS> {
  const { directory } = context.config;
  const known = Object.keys(MIGRATIONS).length;
  const format = readFormat(directory, known);
  if (!format) return 'sealed';
  if (format.version < known) return format.version <= PLAIN_UNTIL ? 'plain' : 'sealed';
  await withStorage(context, ({ database, vault }) => sealPlainConnections({ database, vault }, Date.now()));
  return 'sealed';
}

/** The last format of a data directory in which secrets were part of a connection's configuration. */
const PLAIN_UNTIL = 2;

async function rotateHere(context: Context): Promise<Rotated> {
  return withStorage(context, async ({ database, vault }) => {
    const rotated = await rotateKeys(database, vault);
    const after = { key: rotated.key, rewrapped: rotated.rewrapped };
    const entry = { action: 'vault.rotated', object: 'vault', after, environment: null, request: 'command-line' };
    await database.transaction((transaction) => recordAudit(transaction, { ...entry, actor: COMMAND_LINE }));
    return rotated;
  });
}
