import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { programOf } from './installed.ts';
import { findUser, type User, wrapped } from './processes.ts';
import { type Service, startService } from './service.ts';

const run = promisify(execFile);

/** Starts PostgreSQL with a database `slipway` and as safe as it is delivered (fsync on). */
export async function startPostgres(): Promise<Service> {
  const needed = { places: ['/usr/lib/postgresql/*/bin'], packages: ['postgresql'] };
  const initdb = programOf({ program: 'initdb', ...needed });
  // Where it really lies, the others lie beside it.
  const programs = dirname(realpathSync(initdb));
  const user = userOfPostgres();
  const call = async (command: readonly [string, ...string[]], cwd: string) => {
    const [program, ...args] = wrapped(command, user);
    return run(program, args, { cwd });
  };
  return startService({
    name: 'PostgreSQL',
    url: (port) => `postgres://slipway@127.0.0.1:${port}/slipway`,
    user,
    prepare: async ({ directory }) => {
      const as = ['--username=slipway', '--auth=trust', '--encoding=UTF8', '--locale=C', '--no-sync'];
      await call([initdb, '--pgdata', join(directory, 'data'), ...as], directory);
    },
    command: ({ directory, port }) => [
      join(programs, 'postgres'),
      ...['-D', join(directory, 'data'), '-h', '127.0.0.1', '-p', `${port}`, '-k', ''],
    ],
    answers: async ({ directory, port }) => {
      const at = ['-h', '127.0.0.1', '-p', `${port}`, '-U', 'slipway'];
      const psql = (sql: string) =>
        call([join(programs, 'psql'), ...at, '-d', 'postgres', '-qtAX', '-c', sql], directory);
      const { stdout } = await psql(`SELECT 1 FROM pg_database WHERE datname = 'slipway'`);
      if (stdout.trim() === '') await psql('CREATE DATABASE slipway');
      return true;
    },
  });
}

/** It refuses to run as root; Debian's package brings a user for it. */
function userOfPostgres(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = findUser('postgres');
  if (!user) throw new Error('PostgreSQL does not run as root, and there is no user postgres');
  return user;
}
