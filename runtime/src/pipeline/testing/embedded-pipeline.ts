import type { Transports } from '@slipway/connectors';
import type { SubjectRecord } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import { type ActionQueue, openEmbeddedQueue } from '../../action-queue/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '../../database/temporary.ts';
import { EmbeddedEventLog } from '../../event-log/index.ts';
import { loadRecord } from '../../stores/subjects.ts';
import { temporaryVault } from '../../vault/index.ts';
import type { PipelineOptions } from '../pipeline-options.ts';
import { type Pipeline, startPipeline } from '../start-pipeline.ts';
import { standInStep } from './stand-in-step.ts';

/** A pipeline on real embedded adapters in a directory of its own. */
export interface EmbeddedPipeline {
  readonly database: TemporaryDatabase;
  readonly log: EmbeddedEventLog;
  readonly pipeline: Pipeline;
  readonly queue: ActionQueue;
  /** What went wrong and was tried again. */
  readonly errors: unknown[];
  /** Bodies of the calls that reached the target. */
  readonly calls: unknown[];
  /** Stops what runs without draining and starts anew on the same directory. */
  restart(options?: Partial<PipelineOptions>): Promise<EmbeddedPipeline>;
  record(subject: string): Promise<SubjectRecord | undefined>;
  rows<Row = Record<string, unknown>>(text: string): Promise<Row[]>;
  close(): Promise<void>;
}

/** One for all, so that what one pipeline sealed the next one opens. */
const vault = temporaryVault();

/** The one environment of these tests. */
export const ENVIRONMENT = 'test';

/** Answers a call; what it throws is thrown to the connector. */
export type Answer = (body: unknown, call: number) => Response | Promise<Response>;

export const accepted: Answer = () => json({ accepted: true });

export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
}

/** Starts a pipeline whose environment delivers to `answer`; without `step`, with the stand-in for the engine. */
export async function startEmbedded(
  options: Partial<PipelineOptions> & { kind?: 'live' | 'replay'; partitions?: number; answer?: Answer } = {},
): Promise<EmbeddedPipeline> {
  const { kind = 'live', partitions = 2, answer = accepted, ...rest } = options;
  const started = await startOn(await openTemporaryDatabase(), [], answer, { step: standInStep, ...rest });
  await started.pipeline.createEnvironment({ id: ENVIRONMENT, kind, deliversTo: 'outbox', partitions });
  const tms = { connector: 'http', config: { baseUrl: 'http://tms.test', auth: { kind: 'none' } } };
  await started.pipeline.bindConnections(ENVIRONMENT, { tms });
  return started;
}

async function startOn(
  database: TemporaryDatabase,
  calls: unknown[],
  answer: Answer,
  options: Partial<PipelineOptions>,
): Promise<EmbeddedPipeline> {
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const log = new EmbeddedEventLog(database, () => options.clock?.nowMs() ?? Date.now());
  const queue = await openEmbeddedQueue(database, { onError });
  const transports: Transports = {
    fetch: async (_, request) => {
      const body: unknown = JSON.parse(String(request?.body ?? 'null'));
      calls.push(body);
      return answer(body, calls.length);
    },
    sendMail: async () => ({ accepted: [], rejected: [] }),
    close: async () => {},
  };
  const pipeline = await startPipeline({
    database,
    log,
    queue,
    vault,
    createLog: (id, count) => log.createEnvironment(id, count),
    outboxTransports: () => transports,
    onError,
    random: () => 0.5,
    ...options,
  });
  const end = async (drainMs: number) => {
    await pipeline.stop(drainMs);
    await queue.close();
    await log.close();
  };
  return {
    database,
    log,
    pipeline,
    queue,
    errors,
    calls,
    restart: async (changed = {}) => {
      await end(0);
      return startOn(await database.reopen(), calls, answer, { ...options, ...changed });
    },
    record: async (subject) => {
      const text = await loadRecord(database.kysely, ENVIRONMENT, subject);
      return text === undefined ? undefined : (JSON.parse(text) as SubjectRecord);
    },
    rows: async <Row>(text: string) => (await database.pool.query<Row>(text)).rows,
    close: async () => {
      await end(1_000);
      await database.close();
    },
  };
}

/** An event of a subject that tells the stand-in what to do. */
export function told(id: string, subject: string, data: Readonly<Record<string, unknown>> = {}): CanonicalEvent {
  return { id, source: '/test', type: 'order.changed', subject, time: '2026-01-01T00:00:00.000Z', data };
}
