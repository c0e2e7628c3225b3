import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { refuseCodeFromText, refuseOpenHost } from '../composition/guards.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from '../composition/runtime.ts';
import { demoSetup } from '../demo/demo.ts';
import { pausePointOf, type Sabotage } from '../pipeline/sabotage.ts';
import { readSetup } from '../setup/setup-file.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode } from './output.ts';
import { announceServer } from './server-address.ts';

const DRAIN_MS = 20_000;
const FAILED_MS = 3_000;
const LEFT_MS = 1_000;

/** Runs the server until it is told to stop; prints one line of JSON on stdout once it answers. */
export async function start(
  context: Context,
  options: {
    readonly demo: boolean;
    readonly setup?: string | undefined;
    readonly untilStdinEnds: boolean;
    readonly version: string;
    readonly sabotage: Sabotage | undefined;
  },
): Promise<ExitCode> {
  const { config, logger, openStorage } = context;
  refuseOpenHost(config);
  refuseCodeFromText(process.execArgv, process.env.NODE_OPTIONS);
  const setup = readWanted(options, config.directory);
  const stopping = Promise.withResolvers<string>();
  const asked = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      asked.abort();
      stopping.resolve(signal);
    });
  }
  if (options.untilStdinEnds) {
    process.stdin.resume().once('end', () => {
      asked.abort();
      stopping.resolve('the end of standard input');
    });
    process.stdin.unref?.();
  }
  if (options.sabotage) logger.warn('a promise is switched off on purpose', { sabotage: options.sabotage });
  const storage = await openStorage(config, logger, asked.signal);
  let runtime: Runtime;
  try {
    runtime = await startRuntime({
      config,
      storage,
      logger,
      version: options.version,
      sabotage: options.sabotage,
      pausePoint: pausePointOf(options.sabotage),
      signal: asked.signal,
      setup,
      demo: options.demo,
      onFatal: (error) => {
        logger.error('nothing can go on', {}, error);
        process.exitCode = EXIT.failed;
        stopping.resolve('failure');
      },
    });
  } catch (error) {
    // What was begun by then holds nothing that a kill would not leave too.
    setTimeout(() => process.exit(EXIT.failed), FAILED_MS).unref();
    await storage.close();
    throw error;
  }
  const withdraw = announceServer(config.directory, runtime.url);
  process.stdout.write(`${JSON.stringify({ ready: true, url: runtime.url })}\n`);
  logger.info('ready', { url: runtime.url, directory: config.directory });
  const reason = await stopping.promise;
  logger.info('stopping', { reason });
  // Whatever hangs: what is not finished now is found at the next start.
  const late = setTimeout(() => {
    logger.error('the drain took too long');
    process.exit(EXIT.failed);
  }, DRAIN_MS);
  late.unref();
  await runtime.stop(DRAIN_MS - 3_000);
  withdraw();
  logger.info('stopped');
  clearTimeout(late);
  const exit = reason === 'failure' ? EXIT.failed : EXIT.ok;
  // All is stored and closed; a connection that a library made anew in an outage, and forgot, does not keep us.
  setTimeout(() => process.exit(exit), LEFT_MS).unref();
  return exit;
}

function readWanted(
  options: { demo: boolean; setup?: string | undefined },
  directory: string,
): RuntimeOptions['setup'] {
  if (options.demo && options.setup) throw new Failure('invalid-config', '--demo and --setup exclude each other');
  if (options.demo) return demoSetup(directory);
  if (options.setup === undefined) return undefined;
  const file = resolve(options.setup);
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw new Failure('invalid-config', `${file} cannot be read`, { cause: error });
  }
  return { content: readSetup(bytes, file), folder: dirname(file) };
}
