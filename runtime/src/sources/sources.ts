import type { Replay, ReplayChange } from '@slipway/shared/api';
import { Failure, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { findEnvironment } from '../stores/environments.ts';
import { findSource, listSources, saveSource, updateSource } from '../stores/sources.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import { type FileSource, fileConfigOf, fileSourceSchema } from './file-config.ts';
import { takeInFile } from './file-source.ts';
import { ReplayControl } from './replay-control.ts';
import { replayFile } from './replayer.ts';

/** What the sources of a process need. */
export interface SourceParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly pipeline: Pipeline;
  readonly onError: (error: unknown, where: string) => void;
}

/** A source as a setup names it. */
export interface NewSource {
  readonly id: string;
  readonly connector: string;
  /** Checked against `fileSourceSchema`. */
  readonly config: unknown;
}

const AGAIN_MS = 1_000;

/** The inbound feeds of this process. */
export class Sources {
  readonly #parts: SourceParts;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #replays = new Map<string, { readonly control: ReplayControl; readonly source: string }>();

  constructor(parts: SourceParts) {
    this.#parts = parts;
  }

  /** Makes a source and starts it; one that is there takes the new configuration and goes on where it was. */
  async add(environment: string, source: NewSource): Promise<void> {
    const { database } = this.#parts;
    if (source.connector !== 'file') throw new Failure('invalid-request', `there is no source ${source.connector}`);
    const parsed = fileSourceSchema.safeParse(source.config);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      throw new Failure('invalid-request', `source ${source.id}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    fileConfigOf(parsed.data);
    const config = canonicalJson(parsed.data);
    const row = {
      environment,
      id: source.id,
      connector: source.connector,
      config,
      cursor: null,
      state: 'running' as const,
    };
    await saveSource(database.kysely, row);
    await this.start(environment, source.id);
  }

  /** Starts every source of an environment that is not finished. */
  async startAll(environment: string): Promise<void> {
    for (const { id } of await listSources(this.#parts.database.kysely, environment)) await this.start(environment, id);
  }

  async start(environment: string, id: string): Promise<void> {
    const name = `${environment}/${id}`;
    const { database } = this.#parts;
    const [row, about] = [
      await findSource(database.kysely, environment, id),
      await findEnvironment(database.kysely, environment),
    ];
    if (!row || !about) throw new Failure('not-found', `source ${name}`);
    if (this.#running.has(name)) return;
    const file = fileSourceSchema.parse(JSON.parse(row.config));
    if (about.kind === 'replay') {
      const state = row.state === 'finished' || row.state === 'paused' ? row.state : 'running';
      const control = new ReplayControl(environment, {
        state,
        speed: file.speed ?? 'max',
        clockMs: about.clock_ms ?? 0,
      });
      this.#replays.set(environment, { control, source: id });
    }
    if (row.state === 'finished') return;
    this.#running.set(name, this.#keepRunning(environment, id, file));
  }

  /** How the replay of an environment stands; null where none is. */
  replay(environment: string): Replay | null {
    return this.#replays.get(environment)?.control.status ?? null;
  }

  /** Pauses, resumes or changes the speed of a replay. */
  async changeReplay(environment: string, change: ReplayChange, also?: AlsoInTransaction): Promise<Replay> {
    const replay = this.#replays.get(environment);
    if (!replay) throw new Failure('not-found', `a replay in environment ${environment}`);
    replay.control.change(change);
    const { state } = replay.control.status;
    await this.#parts.database.transaction(async (transaction) => {
      await updateSource(transaction, environment, replay.source, { state });
      await also?.(transaction);
    });
    this.#parts.pipeline.changes.tell({ kind: 'source', environment, id: replay.source });
    return replay.control.status;
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** What fails for a reason that may pass is taken up again where it was; the rest stops the source. */
  async #keepRunning(environment: string, id: string, file: FileSource): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      try {
        await this.#run(environment, id, file, signal);
        return;
      } catch (error) {
        if (signal.aborted) return;
        this.#parts.onError(error, `source ${environment}/${id}`);
        if (!isFailure(error) || !error.facts.retry) {
          await updateSource(this.#parts.database.kysely, environment, id, { state: 'failed' }).catch(() => {});
          return;
        }
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  }

  async #run(environment: string, id: string, file: FileSource, signal: AbortSignal): Promise<void> {
    const { database, log, pipeline } = this.#parts;
    const row = await findSource(database.kysely, environment, id);
    if (!row) throw new Failure('not-found', `source ${environment}/${id}`);
    const control = this.#replays.get(environment)?.control;
    if (control) await replayFile({ database, log, pipeline, control }, row, file, signal);
    else await takeInFile({ database, pipeline }, row, file, signal);
    pipeline.changes.tell({ kind: 'source', environment, id });
  }
}
