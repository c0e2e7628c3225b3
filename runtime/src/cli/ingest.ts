import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { splitEvents } from '../api/split-events.ts';
import { Changes } from '../pipeline/changes.ts';
import { systemClock } from '../pipeline/clock.ts';
import { EnvironmentClocks } from '../pipeline/environment-clocks.ts';
import { ingest } from '../pipeline/ingest.ts';
import { LogWriter } from '../pipeline/log-writer.ts';
import { Progress } from '../pipeline/progress.ts';
import { findEnvironment } from '../stores/environments.ts';
import { Client } from './client.ts';
import { type Context, withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { findServer } from './server-address.ts';

interface Taken {
  readonly accepted: number;
  readonly refused: number;
}

const TYPES: Readonly<Record<string, string>> = {
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.ndjson': 'application/jsonl',
};

/** Takes the events of a file in: through the running server, or into the directory when none runs. */
export async function ingestFile(
  context: Context,
  options: { readonly file: string; readonly environment: string },
  output: Output,
): Promise<ExitCode> {
  const type = TYPES[extname(options.file).toLowerCase()];
  if (!type) throw new Failure('invalid-request', `${options.file}: name it .json or .jsonl`);
  // The bound is that of a request; a file is sent in as many as it needs.
  const { events } = splitEvents(readWhole(options.file), type, Number.POSITIVE_INFINITY);
  const server = findServer(context.config.directory);
  const taken = server
    ? await post(new Client(server.url, context.token), options.environment, events)
    : await ingestOffline(context, options.environment, events);
  const { accepted, refused } = taken;
  output.answer(
    { ok: refused === 0, accepted, refused },
    refused === 0 ? `${accepted} events taken in.` : `${accepted} events taken in, ${refused} kept as dead letters.`,
  );
  return refused === 0 ? EXIT.ok : EXIT.failed;
}

function readWhole(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new Failure('not-found', `${file} cannot be read`, { cause: error });
  }
}

/** While no server runs: what is taken in now is decided at the next start. */
function ingestOffline(context: Context, environment: string, events: readonly Uint8Array[]): Promise<Taken> {
  return withStorage(context, async ({ database, log }) => {
    const found = await findEnvironment(database.kysely, environment);
    if (!found) throw new Failure('not-found', `environment ${environment}`);
    const clocks = new EnvironmentClocks(systemClock);
    clocks.know(found);
    const changes = new Changes((error) => context.logger.error('a listener failed', {}, error));
    const writer = new LogWriter(log, clocks, new Progress());
    let accepted = 0;
    for (let from = 0; from < events.length; from += EVENTS_PER_REQUEST) {
      const some = events.slice(from, from + EVENTS_PER_REQUEST);
      const results = await ingest({ database, writer, clocks, changes }, environment, 'file', some);
      accepted += results.filter((result) => result.ok).length;
    }
    return { accepted, refused: events.length - accepted };
  });
}

/** In requests below the limit; an event that is too large for any goes alone and is refused there. */
async function post(client: Client, environment: string, events: readonly Uint8Array[]): Promise<Taken> {
  let accepted = 0;
  let refused = 0;
  for (const chunk of chunksOf(events)) {
    const path = `/environments/${encodeURIComponent(environment)}/events`;
    const taken = await client.post<Taken>(path, chunk, 'application/jsonl');
    accepted += taken.accepted;
    refused += taken.refused;
  }
  return { accepted, refused };
}

const EVENTS_PER_REQUEST = 500;

function* chunksOf(events: readonly Uint8Array[]): Generator<Uint8Array> {
  let chunk: Uint8Array[] = [];
  let size = 0;
  for (const event of events) {
    // One line each: a line feed inside JSON stands between tokens and may be a space.
    const line = Buffer.from(event).map((byte) => (byte === 0x0a || byte === 0x0d ? 0x20 : byte));
    if (chunk.length > 0 && (size + line.length + 1 > LIMITS.requestBytes || chunk.length >= EVENTS_PER_REQUEST)) {
      yield Buffer.concat(chunk);
      chunk = [];
      size = 0;
    }
    chunk.push(line, Buffer.from('\n'));
    size += line.length + 1;
  }
  if (chunk.length > 0) yield Buffer.concat(chunk);
}
