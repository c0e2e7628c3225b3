import { openTemporaryDatabase, type TemporaryDatabase } from '../../database/temporary.ts';
import { EmbeddedEventLog } from '../../event-log/embedded.ts';
import { Feed } from '../../live/feed.ts';
import { Meters } from '../../live/meter.ts';
import { countBySource } from '../../stores/seen-events-reads.ts';
import { silentLogger } from '../../telemetry/index.ts';
import { createApp } from '../app.ts';
import { localOwner, type Principal } from '../principal.ts';
import type { Route } from '../route.ts';
import type { PipelineFace, Services } from '../services.ts';

/** The app on a real embedded database in a directory of its own, with a pipeline that a test may give. */
export interface EmbeddedApp {
  readonly database: TemporaryDatabase;
  readonly services: Services;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  request(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface EmbeddedAppOptions {
  readonly pipeline?: Partial<PipelineFace>;
  readonly principal?: Principal;
  readonly routes?: readonly Route[];
  readonly nowMs?: number;
  readonly logger?: Services['logger'];
  readonly designer?: string;
}

export async function openEmbeddedApp(options: EmbeddedAppOptions = {}): Promise<EmbeddedApp> {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  const now = () => options.nowMs ?? Date.now();
  const services: Services = {
    database,
    log,
    pipeline: { ...idlePipeline, ...options.pipeline },
    feed: new Feed({ compose: async (_environment, pending) => pending.message(), now, onError: () => {} }),
    meters: new Meters(now),
    logger: options.logger ?? silentLogger,
    about: { version: '0.0.0', mode: 'embedded' as const, startedAtMs: now() },
    health: { look: async () => ({ ready: true, degraded: false, parts: { database: 'ok' } }) },
    metrics: { text: async () => ({ type: 'text/plain', body: '' }) },
    idempotencyOf: () => 'key-header',
    sourceTotals: (environment) => countBySource(database, environment),
    now,
    designer: options.designer ?? '/no-designer-here',
  };
  const app = createApp(services, options.principal ?? localOwner, options.routes);
  const request = async (path: string, init?: RequestInit) => app.request(path, init);
  return {
    database,
    services,
    request,
    get: (path, headers = {}) => request(path, { headers }),
    post: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/json', ...headers },
      }),
    close: async () => {
      services.feed.close();
      await log.close();
      await database.close();
    },
  };
}

const idlePipeline: PipelineFace = {
  ingest: async () => [],
  request: async () => undefined,
  retryAction: async () => {},
  retryDeadLetter: async () => ({ outcome: 'accepted', reason: null }),
  replay: () => null,
  changeReplay: async () => {
    throw new Error('no replay runs in this test');
  },
  accounting: async () => ({ partitions: [], pendingActions: 0, outboxPending: 0, lag: 0 }),
};
