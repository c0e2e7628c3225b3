import { eventKey } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { parseDuration } from '@slipway/shared/time';
import type { Database } from '../database/index.ts';
import type { EventLog, NewRecord } from '../event-log/index.ts';
import { keepDeadLetters } from '../pipeline/ingest.ts';
import { eventRecord } from '../pipeline/log-writer.ts';
import { readRecord } from '../pipeline/read-record.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { moveReplay, type SourceRow, updateSource } from '../stores/sources.ts';
import { type FileSource, recordsOf } from './file-config.ts';
import { type Instant, instantsOf } from './instants.ts';
import { nothingRead, takeRecord } from './read-events.ts';
import type { ReplayControl } from './replay-control.ts';
import { withSilences } from './silence.ts';

/** What a replay needs. */
export interface ReplayParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly pipeline: Pipeline;
  readonly control: ReplayControl;
  /** Where several processes could play: the lease under which this one does. */
  readonly holder?: { readonly name: string; readonly owner: string } | undefined;
}

/** How far a replay has come: the moment it is at, and where the log ended when that began. */
interface Cursor {
  readonly instant: number;
  readonly highs: readonly (readonly [partition: number, offset: number])[];
  /** Events replayed before that moment, and in all: for people who look on. */
  readonly done?: number;
  readonly total?: number;
}

/** How far behind the last event open timers still fire. */
const HORIZON_MS = 400 * 24 * 3_600_000;
const PAGE = 500;

/**
 * Plays a file in a replay environment: moment by moment, time is moved on in every partition, what falls due comes to
 * rest, then the moment's events are appended and come to rest. So a replay interleaves alike at any speed and on any
 * machine. Takes up exactly where it was stopped or killed. At the end the timers still open fire, each at its own
 * time, and time stands still.
 */
export async function replayFile(
  parts: ReplayParts,
  source: SourceRow,
  file: FileSource,
  signal: AbortSignal,
): Promise<void> {
  const instants = await readInstants(parts, source, file, signal);
  const total = instants.at(-1) ? (instants.at(-1)?.done ?? 0) + (instants.at(-1)?.events.length ?? 0) : 0;
  const player = new Player(parts, source, total, signal);
  let cursor = source.cursor === null ? undefined : (JSON.parse(source.cursor) as Cursor);
  for (let index = cursor?.instant ?? 0; index < instants.length; index += 1) {
    const instant = instants[index];
    if (!instant) break;
    const resumed = cursor;
    cursor = undefined;
    await player.play(index, instant, resumed);
  }
  await player.playOut(instants.length, instants.at(-1)?.atMs ?? 0);
  await updateSource(parts.database.kysely, source.environment, source.id, { state: 'finished' });
  parts.control.finished();
}

async function readInstants(
  parts: ReplayParts,
  source: SourceRow,
  file: FileSource,
  signal: AbortSignal,
): Promise<readonly Instant[]> {
  const { database, pipeline } = parts;
  const found = nothingRead();
  const about = { environment: source.environment, source: source.id, atMs: pipeline.nowMs() };
  for await (const record of recordsOf(file, { path: file.path })(signal)) takeRecord(found, record, about);
  await keepDeadLetters({ database, changes: pipeline.changes }, found.deadLetters);
  const warnings = JSON.stringify(found.warnings);
  await updateSource(database.kysely, source.environment, source.id, { warnings });
  const { silentAfter } = file;
  const feed = { environment: source.environment, feed: source.id };
  return instantsOf(silentAfter ? withSilences(found.events, feed, parseDuration(silentAfter)) : found.events);
}

class Player {
  readonly #parts: ReplayParts;
  readonly #environment: string;
  readonly #source: string;
  #partitions = 0;
  readonly #total: number;
  readonly #signal: AbortSignal;

  constructor(parts: ReplayParts, source: SourceRow, total: number, signal: AbortSignal) {
    this.#parts = parts;
    this.#environment = source.environment;
    this.#source = source.id;
    this.#total = total;
    this.#signal = signal;
  }

  async play(index: number, instant: Instant, resumed: Cursor | undefined): Promise<void> {
    const { pipeline, control } = this.#parts;
    const { progress, clocks } = pipeline;
    const { atMs, events, done } = instant;
    const { highs, nextDueMs: dueMs } = await progress.quiet(this.#environment, this.#signal);
    this.#partitions = highs.length;
    const beforeMs = clocks.nowMs(this.#environment);
    if (beforeMs > 0) await control.pace(beforeMs, atMs, this.#signal);
    const there = resumed ? await this.#appendedSince(resumed) : undefined;
    if (!resumed) await this.#moveTo(atMs, { instant: index, highs, done, total: this.#total });
    else clocks.advance(this.#environment, atMs);
    control.moved(atMs, done, this.#total);
    const missing = events.filter(({ event }) => !there?.has(eventKey(event.source, event.id)));
    const records = missing.map(({ event }): NewRecord => ({ ...eventRecord(event), atMs }));
    if (dueMs === undefined || dueMs > atMs) {
      // Nothing falls due, so time and events can go together.
      await this.#append([...this.#ticks(atMs), ...records]);
    } else {
      await this.#append(this.#ticks(atMs));
      await progress.quiet(this.#environment, this.#signal);
      await this.#append(records);
    }
    control.moved(atMs, done + events.length, this.#total);
    pipeline.changes.tell({ kind: 'source', environment: this.#environment, id: this.#source });
  }

  /** Lets the timers fire that are still open behind the last event, each moment in turn. */
  async playOut(index: number, lastMs: number): Promise<void> {
    const { pipeline, control } = this.#parts;
    const { progress, clocks } = pipeline;
    for (;;) {
      const { highs, nextDueMs: dueMs } = await progress.quiet(this.#environment, this.#signal);
      this.#partitions = highs.length;
      if (dueMs === undefined || dueMs > lastMs + HORIZON_MS) return;
      const beforeMs = clocks.nowMs(this.#environment);
      const atMs = Math.max(beforeMs, dueMs);
      await control.pace(beforeMs, atMs, this.#signal);
      await this.#moveTo(atMs, { instant: index, highs: [], done: this.#total, total: this.#total });
      control.moved(atMs, this.#total, this.#total);
      await this.#append(this.#ticks(atMs));
      pipeline.changes.tell({ kind: 'source', environment: this.#environment, id: this.#source });
    }
  }

  async #moveTo(atMs: number, cursor: Cursor): Promise<void> {
    const at = { environment: this.#environment, source: this.#source, clockMs: atMs, cursor: JSON.stringify(cursor) };
    // Stored first: what is appended from here on carries this time, also after a crash.
    if (!(await moveReplay(this.#parts.database.kysely, at, this.#parts.holder))) {
      throw new Failure('commit-lost', `the replay of ${this.#environment}`);
    }
    this.#parts.pipeline.clocks.advance(this.#environment, atMs);
  }

  #ticks(atMs: number): NewRecord[] {
    return Array.from({ length: this.#partitions }, (_, partition) => ({
      kind: 'tick',
      key: '',
      value: '{}',
      partition,
      atMs,
    }));
  }

  async #append(records: readonly NewRecord[]): Promise<void> {
    if (records.length > 0) await this.#parts.pipeline.writer.append(this.#environment, records);
  }

  /** What of the moment that was under way has reached the log: asked of the log itself, so nothing comes twice. */
  async #appendedSince(cursor: Cursor): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    for (const [partition, from] of cursor.highs) {
      for (let next = from; ; ) {
        const records = await this.#parts.log.read(this.#environment, partition, next, PAGE);
        for (const read of records.map(readRecord)) if (read.is === 'event') keys.add(read.identity.key);
        if (records.length < PAGE) break;
        next += records.length;
      }
    }
    return keys;
  }
}
