import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fillWithTemplate } from '@slipway/runtime/database/temporary';

export const repository = join(import.meta.dirname, '..', '..');

/** How to start the runtime: further arguments of `slipway start`, and variables of its environment. */
export interface RuntimeOptions {
  readonly directory: string;
  readonly setup?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** It makes its database itself, as at every first start: a check of that, which costs ten seconds of a core. */
  readonly fresh?: boolean;
  /** How long the runtime may take to say that it is ready. */
  readonly readyMs?: number;
}

/** The real runtime in a process of its own. */
export interface RuntimeProcess {
  /** Where it listens; fails when the process ends first. */
  readonly url: Promise<string>;
  readonly child: ChildProcess;
  /** The end of what it wrote to its error stream. */
  lastWords(): string;
  /** SIGKILL, as a power cut of the process; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with its exit code when it has drained. */
  stop(): Promise<number | null>;
}

const runtimeMain = join(repository, 'runtime', 'src', 'main.ts');

/** Saves a second of each start. */
export const compileCache = join(repository, 'node_modules', '.cache', 'node');

/** The flags under which the runtime is always run, and its entry. */
export const runtimeArguments = ['--disallow-code-generation-from-strings', runtimeMain] as const;

/** Saves a first start on `directory` the making of its database, where that was made before; a directory in use is left alone. */
export function prepareData(directory: string): void {
  if (!existsSync(directory) || readdirSync(directory).length === 0) fillWithTemplate(directory);
}

/** Starts `slipway start` on `directory` at a free port. */
export function startRuntime(options: RuntimeOptions): RuntimeProcess {
  if (!options.fresh && !options.env?.DATABASE_URL) prepareData(options.directory);
  const setup = options.setup ? ['--setup', options.setup] : [];
  const args = ['start', '--data', options.directory, '--port', '0', '--no-open', ...setup, ...(options.args ?? [])];
  const child = spawn(process.execPath, [...runtimeArguments, ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compileCache, CI: '1', ...options.env },
  });
  children.add(child);
  const gone = once(child, 'exit').then(() => children.delete(child));
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    words = (words + chunk).slice(-8_000);
  });
  const url = readyUrl(child, options.readyMs ?? 180_000, () => words);
  url.catch(() => {}); // a process that is killed before it is ready is no surprise; who awaits `url` still sees it
  return {
    url,
    child,
    lastWords: () => words,
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      child.kill('SIGTERM');
      await gone;
      return child.exitCode;
    },
  };
}

function readyUrl(child: ChildProcess, readyMs: number, words: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new Error(`the runtime ${reason}\n${words()}`));
    const timer = setTimeout(() => fail(`was not ready within ${readyMs} ms`), readyMs);
    child.on('exit', (code, signal) => fail(`ended (${signal ?? code}) before it was ready`));
    if (!child.stdout) return fail('has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!line.startsWith('{"ready":true')) return;
      clearTimeout(timer);
      resolve(JSON.parse(line).url);
    });
    child.on('exit', () => clearTimeout(timer));
  });
}

/** Runs one `slipway` command to its end. */
export async function runSlipway(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [...runtimeArguments, ...args], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...env },
  });
  children.add(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output.stdout += chunk;
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    output.stderr += chunk;
  });
  await once(child, 'close');
  children.delete(child);
  return { code: child.exitCode, ...output };
}

// A check that fails, or that is stopped, leaves no runtime behind.
const children = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
