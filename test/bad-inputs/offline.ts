import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openDatabase } from '@slipway/runtime/database/index';
import { runSlipway } from '../support/runtime-process.ts';
import type { Verdict } from './case.ts';
import { type ProbedServer, startProbed } from './server.ts';

/** A fresh installation must not be open, and must not have a secret that others know. */
async function freshInstallation(directory: string): Promise<Verdict> {
  const open = await startProbed(directory, ['--host', '0.0.0.0'], { SLIPWAY_ACCESS: 'local' }).then(
    async (server) => {
      await server.stop();
      return true;
    },
    () => false,
  );
  if (open) return 'it listens everywhere without credentials';
  const codeOf = async (name: string) => {
    const server = await startProbed(`${directory}-${name}`, []);
    await server.stop();
    return server.log.map((line) => /"code":"([a-z0-9-]{20,})"/.exec(line)?.[1]).find(Boolean);
  };
  const [one, two] = await Promise.all(['one', 'two'].map(codeOf));
  return one !== undefined && two !== undefined && one !== two
    ? undefined
    : 'two installations have the same set-up code, or none';
}

/** The audit refuses changes, and one by somebody with all rights is found at its row. */
async function auditTamper(data: string): Promise<Verdict> {
  const database = await openDatabase({ directory: data });
  try {
    for (const statement of [
      'UPDATE audit_entries SET object = 1',
      'DELETE FROM audit_entries',
      'TRUNCATE audit_entries',
    ]) {
      const refused = await database.pool.query(statement).then(
        () => false,
        () => true,
      );
      if (!refused) return `it let ${statement} through`;
    }
    await database.pool.query(
      `SET session_replication_role = replica; UPDATE audit_entries SET actor_name = 'Nobody' WHERE number = 2;
       SET session_replication_role = origin`,
    );
  } finally {
    await database.close();
  }
  const { code, stdout } = await runSlipway(['audit', 'verify', '--data', data, '--json']);
  const { broken } = JSON.parse(stdout) as { broken: { number: number } | null };
  return code === 3 && broken?.number === 2 ? undefined : `verify ended with ${code} and named ${broken?.number}`;
}

/** No token and no session is in the database but as a hash. */
async function tokensAtRest(data: string): Promise<Verdict> {
  const file = join(data, '..', 'all.slipway-backup');
  await runSlipway(['backup', file, '--data', data, '--json']);
  const text = gunzipSync(await readFile(file)).toString();
  if (!text.includes('"tokens"')) return 'the backup holds no tokens to look at';
  return /slipway_[\w-]{43}/.test(text) ? 'a token stands in the database' : undefined;
}

/** Cases that are played before a server runs, on a directory of their own. */
export const beforehand: Readonly<Record<string, (directory: string) => Promise<Verdict>>> = {
  'AUTH-014': freshInstallation,
};

/** Cases that are played on the data directory once the server has stopped; in this order. */
export const afterwards: Readonly<Record<string, (data: string, server: ProbedServer) => Promise<Verdict>>> = {
  'AUTH-016': tokensAtRest,
  'API-022': auditTamper,
};
