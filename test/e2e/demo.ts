import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { repository } from '../support/runtime-process.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** The demo as `npm start` runs it. */
export interface Demo {
  readonly url: string;
  /** Stops it as Ctrl-C does; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts the process of `npm start` on a fresh directory and a free port. */
export async function startDemo(): Promise<Demo> {
  const directory = await temporaryDirectory();
  const script = join(repository, 'runtime', 'bootstrap', 'start.mjs');
  const args = [script, '--no-open', '--port', '0', '--data', join(directory.path, 'data')];
  const child = spawn(process.execPath, args, { cwd: repository, stdio: ['ignore', 'pipe', 'inherit'] });
  const end = () => child.kill('SIGTERM');
  process.on('exit', end);
  const url = await readyUrl(child);
  return {
    url,
    async stop() {
      end();
      if (child.exitCode === null) await once(child, 'exit');
      process.off('exit', end);
      await directory.remove();
      return child.exitCode;
    },
  };
}

function readyUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`npm start ended with ${code} before the demo was ready`)));
    if (!child.stdout) return reject(new Error('npm start has no output'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{"ready":true')) resolve(JSON.parse(line).url);
    });
  });
}
