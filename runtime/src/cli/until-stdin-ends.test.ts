import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryDirectory } from '../database/temporary.ts';

const HELD_OPEN = 'data:text/javascript,setInterval(() => {}, 1_000)';

test.each([
  ['drains and ends', []],
  ['also ends where something holds its event loop open', ['--import', HELD_OPEN]],
])(
  'a server whose parent dies without a word %s',
  async (_, further) => {
    const directory = temporaryDirectory();
    const main = fileURLToPath(new URL('../main.ts', import.meta.url));
    const args = ['start', '--data', directory, '--port', '0', '--until-stdin-ends'];
    const child = spawn(process.execPath, [...further, '--disallow-code-generation-from-strings', main, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const gone = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), gone]);
    expect(child.exitCode).toBe(null);
    child.stdin.end();
    const [code] = await gone;
    expect(code).toBe(0);
    rmSync(directory, { recursive: true, force: true });
  },
  60_000,
);
