import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { compileCache, prepareData, repository, runtimeArguments } from '../support/runtime-process.ts';
import { waitFor } from '../support/wait-for.ts';
import type { Probed } from './probe.ts';

/** The real runtime, where people sign in, with the probe inside. */
export interface ProbedServer {
  readonly url: string;
  /** Every line of its log so far. */
  readonly log: readonly string[];
  isAlive(): boolean;
  probe(): Promise<Probed>;
  stop(): Promise<void>;
}

const PROBE = fileURLToPath(new URL('./probe.ts', import.meta.url));

/** Starts `slipway start` on `directory`; fails when it ends before it is ready. */
export async function startProbed(
  directory: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = { SLIPWAY_ACCESS: 'users' },
): Promise<ProbedServer> {
  prepareData(directory);
  const [flag, main] = runtimeArguments;
  const start = ['start', '--data', directory, '--port', '0', '--no-open', ...args];
  const child = spawn(process.execPath, ['--import', PROBE, flag, main, ...start], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_OPTIONS: '', NODE_COMPILE_CACHE: compileCache, ...env },
  });
  process.on('exit', () => child.kill('SIGKILL'));
  const [log, answers] = [collect(child, 'stderr'), collect(child, 'stdout')];
  const ready = () => answers.find((line) => line.startsWith('{"ready":true'));
  await waitFor(() => ready() ?? child.exitCode ?? undefined, { what: 'the runtime', timeoutMs: 180_000 });
  const line = ready();
  if (!line) throw new Error(`the runtime did not start: ${log.slice(-5).join('\n')}`);
  return {
    url: (JSON.parse(line) as { url: string }).url,
    log,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async probe() {
      child.send({ probe: true });
      const [message] = await once(child, 'message', { signal: AbortSignal.timeout(10_000) });
      return message as Probed;
    },
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function collect(child: ChildProcess, stream: 'stdout' | 'stderr'): string[] {
  const lines: string[] = [];
  let rest = '';
  child[stream]?.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
  });
  return lines;
}
