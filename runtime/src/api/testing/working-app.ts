import type { Transports } from '@slipway/connectors';
import { openEmbeddedQueue } from '../../action-queue/index.ts';
import { EmbeddedEventLog } from '../../event-log/embedded.ts';
import { type PipelineOptions, startPipeline } from '../../pipeline/index.ts';
import type { PromotionParts } from '../../promotion/index.ts';
import { createApp } from '../app.ts';
import { localOwner, type Principal } from '../principal.ts';
import type { PipelineFace } from '../services.ts';
import { openEmbeddedApp } from './embedded-app.ts';

/** Answers a call that an action makes. */
export type Target = (body: unknown) => Response | Promise<Response>;

export interface WorkingAppOptions {
  readonly target?: Target;
  readonly step?: PipelineOptions['step'];
  /** What tests of connections find. */
  readonly testConnection?: PromotionParts['testConnection'];
}

/** The one environment of a working app. */
export const WORKING = 'dev';

/**
 * The app over a pipeline that decides: one live environment with one partition, whose slots `tms` and `mail` lead to
 * `target`. `ask` answers the status with the body.
 */
export async function openWorkingApp(options: WorkingAppOptions = {}) {
  const app = await openEmbeddedApp();
  const { database, services } = app;
  const log = new EmbeddedEventLog(database);
  const errors: unknown[] = [];
  const onError = (error: unknown) => errors.push(error);
  const queue = await openEmbeddedQueue(database, { onError });
  const target = options.target ?? (() => Response.json({ accepted: true }));
  const calls: unknown[] = [];
  const transports: Transports = {
    fetch: async (_, request) => {
      const body: unknown = JSON.parse(String(request?.body ?? 'null'));
      calls.push(body);
      return target(body);
    },
    sendMail: async () => ({ accepted: [], rejected: [] }),
    close: async () => {},
  };
  const pipeline = await startPipeline({
    database,
    log,
    queue,
    vault: services.vault,
    createLog: (id, count) => log.createEnvironment(id, count),
    outboxTransports: () => transports,
    onError,
    // A claim that was refused comes back soon.
    reconcileMs: 200,
    ...(options.step ? { step: options.step } : {}),
  });
  await pipeline.createEnvironment({ id: WORKING, kind: 'live', deliversTo: 'outbox', partitions: 1 });
  await pipeline.bindConnections(WORKING, {
    tms: { connector: 'http', config: { baseUrl: 'http://tms.test', auth: { kind: 'none' } } },
    mail: { connector: 'email', config: { host: 'mail.test', port: 587, secure: 'starttls', from: 'a@example.org' } },
  });
  const face: PipelineFace = {
    ...services.pipeline,
    ingest: (environment, source, events) => pipeline.ingest(environment, source, events),
    request: (environment, event, timeoutMs) => pipeline.request(environment, event, timeoutMs),
    adjustLive: (environment, change) => pipeline.adjustLive(environment, change),
    reconcile: () => pipeline.reconcile(),
  };
  const { testConnection = services.promotion.testConnection } = options;
  const promotion = { ...services.promotion, pipeline, testConnection };
  const ask = async (method: string, path: string, body?: unknown, as: Principal = localOwner) => {
    const response = await createApp({ ...services, pipeline: face, promotion }, as).request(`/api/v1${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'content-type': 'application/json', 'idempotency-key': 'k' },
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  return {
    app,
    database,
    pipeline,
    ask,
    /** Bodies of the calls that reached the target. */
    calls,
    errors,
    rows: async <Row = Record<string, unknown>>(text: string) => (await database.pool.query<Row>(text)).rows,
    close: async () => {
      await pipeline.stop(1_000);
      await queue.close();
      await log.close();
      await app.close();
    },
  };
}
