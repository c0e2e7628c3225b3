import type { Replay, ReplayChange } from '@slipway/shared/api';
import { Failure, isFailure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import type { Database } from '../database/index.ts';
import type { EventLog } from '../event-log/index.ts';
import type { KafkaAccess } from '../kafka/index.ts';
import type { Pipeline } from '../pipeline/start-pipeline.ts';
import { findEnvironment, listEnvironments } from '../stores/environments.ts';
import { findSource, listSources, type SourceRow, saveSource, updateSource } from '../stores/sources.ts';
import type { AlsoInTransaction } from '../stores/statement.ts';
import { type FileSource, fileConfigOf, fileSourceSchema } from './file-config.ts';
import { takeInFile } from './file-source.ts';
import { type KafkaSource, kafkaSourceSchema, mappingOf } from './kafka-config.ts';
import type { ForeignRecord } from './kafka-message.ts';
import { readForeignRecord, takeInTopic } from './kafka-source.ts';
import { ReplayControl, SPEED_MAX } from './replay-control.ts';
import { replayFile } from './replayer.ts';

/** What the sources of a process need. */
export interface SourceParts {
  readonly database: Database;
  readonly log: EventLog;
  readonly pipeline: Pipeline;
  readonly onError: (error: unknown, where: string) => void;
  /** The runtime's own Kafka: where a topic is read whose source names no brokers. */
  readonly kafka?: KafkaAccess | undefined;
  /** Where secrets of sources come from, which their configuration only names. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** False where this process only shows what others read. */
  readonly reads?: boolean;
}

/** A source as a setup names it. */
export interface NewSource {
  readonly id: string;
  readonly connector: string;
  /** Checked against `fileSourceSchema` or `kafkaSourceSchema`. */
  readonly config: unknown;
}

const AGAIN_MS = 1_000;
const LOOK_AROUND_MS = 1_000;

/** The inbound feeds of this process. */
export class Sources {
  readonly #parts: SourceParts;
  readonly #stopping = new AbortController();
  readonly #running = new Map<string, Promise<void>>();
  readonly #replays = new Map<string, { readonly control: ReplayControl; readonly source: string }>();
  /** Sources that this process reads now, where others could. */
  readonly #held = new Set<string>();
  readonly #known = new Set<string>();
  /** Records of topics that wait to be read, by source and then by the partitions that this process reads. */
  readonly #lags = new Map<string, ReadonlyMap<number, number>>();
  readonly #looking: NodeJS.Timeout | undefined;

  constructor(parts: SourceParts) {
    this.#parts = parts;
    if (parts.pipeline.leases) this.#looking = setInterval(() => void this.#lookAround(), LOOK_AROUND_MS);
  }

  /** Makes a source and starts it; one that is there takes the new configuration and goes on where it was. */
  async add(environment: string, source: NewSource): Promise<void> {
    const { database } = this.#parts;
    const about = await findEnvironment(database.kysely, environment);
    if (source.connector === 'kafka' && about?.kind === 'replay') {
      throw new Failure('invalid-request', `source ${source.id}: a topic is live, and a replay plays what is over`);
    }
    const checked = configOf(source);
    if ('path' in checked && checked.silentAfter && about?.kind !== 'replay') {
      throw new Failure(
        'invalid-request',
        `source ${source.id}: silentAfter: a file that is read once is never silent`,
      );
    }
    const config = canonicalJson(checked);
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
    this.#known.add(name);
    if (this.#running.has(name)) return;
    if (row.connector === 'kafka') {
      if (this.#parts.reads === false) return;
      // Processes share its partitions as a group, so nobody holds it alone.
      this.#running.set(name, this.#read(environment, id, undefined, this.#stopping.signal));
      return;
    }
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
    if (row.state === 'finished' || this.#parts.reads === false) return;
    this.#running.set(name, this.#keepRunning(environment, id, file));
  }

  /** Starts what another process has made, shows what another one plays, and does what was asked of another one. */
  async #lookAround(): Promise<void> {
    const { database, onError } = this.#parts;
    try {
      for (const { id, clock_ms } of await listEnvironments(database.kysely)) {
        for (const row of await listSources(database.kysely, id)) {
          if (this.#stopping.signal.aborted) return;
          if (!this.#known.has(`${id}/${row.id}`)) await this.start(id, row.id);
          else this.#follow(row, clock_ms ?? 0);
        }
      }
    } catch (error) {
      onError(error, 'looking after sources');
    }
  }

  #follow(row: SourceRow, clockMs: number): void {
    const replay = this.#replays.get(row.environment);
    if (!replay || replay.source !== row.id) return;
    const { speed = 'max' } = fileSourceSchema.parse(JSON.parse(row.config));
    const state = row.state === 'failed' ? 'paused' : row.state;
    const { control } = replay;
    if (!this.#held.has(`${row.environment}/${row.id}`) || state === 'finished') {
      const { done = 0, total = 0 } = JSON.parse(row.cursor ?? '{}') as { done?: number; total?: number };
      control.mirror({ state, speed, clockMs, done: state === 'finished' ? total : done, total });
    } else if (control.status.state !== 'finished') {
      const wanted = speed === 'max' ? SPEED_MAX : speed;
      if (control.status.state !== state || control.status.speed !== wanted) control.change({ state, speed: wanted });
    }
  }

  /** How many records of their topics the sources of this process have not read, by `environment/source`. */
  get lags(): ReadonlyMap<string, number> {
    const sums = [...this.#lags].map(([source, lags]) => {
      return [source, [...lags.values()].reduce((sum, lag) => sum + lag, 0)] as const;
    });
    return new Map(sums);
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
    const config =
      this.#parts.pipeline.leases && change.speed ? { config: await this.#configAt(environment, change.speed) } : {};
    await this.#parts.database.transaction(async (transaction) => {
      await updateSource(transaction, environment, replay.source, { state, ...config });
      await also?.(transaction);
    });
    this.#parts.pipeline.changes.tell({ kind: 'source', environment, id: replay.source });
    return replay.control.status;
  }

  /** The configuration of the replay at another speed: whichever process plays finds it there. */
  async #configAt(environment: string, speed: number): Promise<string> {
    const source = this.#replays.get(environment)?.source ?? '';
    const row = await findSource(this.#parts.database.kysely, environment, source);
    return canonicalJson({ ...JSON.parse(row?.config ?? '{}'), speed });
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    this.#stopping.abort();
    await Promise.all(this.#running.values());
  }

  /** What fails for a reason that may pass is taken up again where it was; the rest stops the source. */
  async #keepRunning(environment: string, id: string, file: FileSource): Promise<void> {
    const { signal } = this.#stopping;
    const { leases } = this.#parts.pipeline;
    if (!leases) return this.#read(environment, id, file, signal);
    const held = `${environment}/${id}`;
    await leases.hold({ environment, name: leaseOf(id) }, signal, async (holding) => {
      this.#held.add(held);
      await this.#read(environment, id, file, holding).finally(() => this.#held.delete(held));
    });
  }

  async #read(environment: string, id: string, file: FileSource | undefined, signal: AbortSignal): Promise<void> {
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

  async #run(environment: string, id: string, file: FileSource | undefined, signal: AbortSignal): Promise<void> {
    const { database, log, pipeline } = this.#parts;
    const row = await findSource(database.kysely, environment, id);
    if (!row) throw new Failure('not-found', `source ${environment}/${id}`);
    // Another process may have come to the end meanwhile.
    if (row.state === 'finished') return;
    if (!file) return this.#runTopic(row, signal);
    const control = this.#replays.get(environment)?.control;
    const holder = pipeline.leases && { name: leaseOf(id), owner: pipeline.leases.owner };
    if (control) await replayFile({ database, log, pipeline, control, holder }, row, file, signal);
    else await takeInFile({ database, pipeline }, row, file, signal);
    pipeline.changes.tell({ kind: 'source', environment, id });
  }

  /** A record of a foreign topic by its position `topic/partition/offset`; undefined where it cannot be had any more. */
  async recordAt(row: SourceRow, position: string): Promise<ForeignRecord | undefined> {
    const { kafka, variables = {} } = this.#parts;
    try {
      return await readForeignRecord(row, position, { kafka, variables });
    } catch (error) {
      this.#parts.onError(error, `source ${row.environment}/${row.id}`);
      return undefined;
    }
  }

  async #runTopic(row: SourceRow, signal: AbortSignal): Promise<void> {
    const { database, pipeline, kafka, variables = {}, onError } = this.#parts;
    const where = `source ${row.environment}/${row.id}`;
    const lags = new Map<number, number>();
    this.#lags.set(`${row.environment}/${row.id}`, lags);
    const parts = {
      database,
      pipeline,
      kafka,
      variables,
      onError: (error: unknown) => onError(error, where),
      onLag: (partition: number, records: number) => void lags.set(partition, records),
    };
    try {
      await takeInTopic(parts, row, signal);
    } finally {
      lags.clear();
    }
  }
}

function leaseOf(source: string): string {
  return `source ${source}`;
}

/** The checked configuration of a source. Fails with `invalid-request`. */
function configOf({ id, connector, config }: NewSource): FileSource | KafkaSource {
  const schema = connector === 'file' ? fileSourceSchema : connector === 'kafka' ? kafkaSourceSchema : undefined;
  if (!schema) throw new Failure('invalid-request', `there is no source ${connector}`);
  const parsed = schema.safeParse(config);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Failure('invalid-request', `source ${id}: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  if ('topic' in parsed.data) mappingOf(parsed.data);
  else fileConfigOf(parsed.data);
  return parsed.data;
}
