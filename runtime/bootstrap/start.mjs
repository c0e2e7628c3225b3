/*
 * `npm start`: from a fresh clone to the running demo. Arguments go on to `slipway start`; --no-open keeps the browser
 * closed.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildDesigner } from './designer.mjs';
import { installWhatIsMissing, node, repository, toolEnvironment } from './install.mjs';

installWhatIsMissing();
buildDesigner();

const own = process.argv.slice(2);
const main = join(repository, 'runtime', 'src', 'main.ts');
const args = [
  '--disallow-code-generation-from-strings',
  main,
  'start',
  '--demo',
  '--until-stdin-ends',
  ...own.filter((arg) => arg !== '--no-open'),
];
// A process group of its own: Ctrl-C reaches only this process, which asks once for the orderly stop. Should this process
// be killed without a word, the runtime sees its standard input end.
const runtime = spawn(node, args, {
  cwd: repository,
  stdio: ['pipe', 'pipe', 'inherit'],
  env: toolEnvironment(),
  detached: true,
});

createInterface({ input: runtime.stdout }).on('line', (line) => {
  process.stdout.write(`${line}\n`);
  const url = readyUrl(line);
  if (!url) return;
  process.stderr.write(`\n  Slipway is running: ${url}\n  Stop it with Ctrl-C.\n\n`);
  if (!own.includes('--no-open')) openBrowser(url);
});

let stopping = 0;
function stop() {
  stopping = Date.now();
  process.stderr.write('slipway: stopping …\n');
  runtime.kill('SIGTERM');
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    const now = Date.now();
    if (stopping === 0) {
      stop();
    } else if (now - stopping > 1000) {
      runtime.kill('SIGKILL'); // asked twice (npm repeats a Ctrl-C at once: that is still the first time)
    }
  });
}

// A SIGTERM to `npm start` ends npm and is not passed on: that our parent is another one now is all there is to see.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent && stopping === 0) stop();
}, 250).unref();

runtime.on('error', (error) => {
  process.stderr.write(`slipway: the runtime could not be started (${error.message}).\n`);
  process.exitCode = 1;
});
runtime.on('exit', (code, signal) => {
  process.exitCode = code ?? (stopping > 0 && signal === 'SIGTERM' ? 0 : 1);
});

function readyUrl(line) {
  if (!line.startsWith('{"ready":true')) return undefined;
  try {
    return JSON.parse(line).url;
  } catch {
    return undefined;
  }
}

/** Best effort: a machine without a display, or a CI, just shows the address. */
function openBrowser(url) {
  if (process.env.CI || !process.stderr.isTTY) return;
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const openers = { darwin: ['open', url], win32: ['cmd', '/c', 'start', '', url] };
  const [command, ...rest] = openers[process.platform] ?? ['xdg-open', url];
  spawn(command, rest, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
