import { findConnector } from '@slipway/connectors';
import type { Identify } from '../../access/identify.ts';
import { type AccessSettings, LOCAL_ACCESS } from '../../access/settings.ts';
import { Backtests } from '../../backtest/index.ts';
import { openTemporaryDatabase, type TemporaryDatabase } from '../../database/temporary.ts';
import { EmbeddedEventLog } from '../../event-log/embedded.ts';
import { Feed } from '../../live/feed.ts';
import { Meters } from '../../live/meter.ts';
import { passesReader } from '../../live/read-passes.ts';
import { Taps } from '../../live/taps.ts';
import type { PromotionParts } from '../../promotion/index.ts';
import { countBySource } from '../../stores/seen-events-reads.ts';
import { silentLogger } from '../../telemetry/index.ts';
import { temporaryVault } from '../../vault/index.ts';
import { createApp } from '../app.ts';
import { localOwner, type Principal } from '../principal.ts';
import type { Route } from '../route.ts';
import type { PipelineFace, Services } from '../services.ts';

/** The app on a real embedded database in a directory of its own, with a pipeline that a test may give. */
export interface EmbeddedApp {
  readonly database: TemporaryDatabase;
  readonly services: Services;
  /** What serves it, with every path that it answers. */
  readonly app: ReturnType<typeof createApp>;
  get(path: string, headers?: Record<string, string>): Promise<Response>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** Like `post`, by another method. */
  send(method: string, path: string, body: unknown, headers?: Record<string, string>): Promise<Response>;
  request(path: string, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

export interface EmbeddedAppOptions {
  readonly pipeline?: Partial<PipelineFace>;
  readonly promotion?: Partial<PromotionParts>;
  /** Who asks, always; or what finds that out. The local owner when left out. */
  readonly principal?: Principal;
  readonly identify?: (database: TemporaryDatabase) => Identify;
  readonly access?: AccessSettings;
  readonly routes?: readonly Route[];
  readonly nowMs?: number;
  readonly now?: () => number;
  readonly logger?: Services['logger'];
  readonly designer?: string;
}

export async function openEmbeddedApp(options: EmbeddedAppOptions = {}): Promise<EmbeddedApp> {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  const now = options.now ?? (() => options.nowMs ?? Date.now());
  const feed = new Feed({ compose: async (_environment, pending) => pending.message(), now, onError: () => {} });
  const backtests = new Backtests({
    places: { database, log, topics: { variables: {} } },
    now,
    onChange: (environment, id) => feed.publish(environment, { backtests: [id] }),
    onError: () => {},
    alone: true,
    threads: 1,
  });
  const services: Services = {
    database,
    log,
    vault: temporaryVault(),
    pipeline: { ...idlePipeline, ...options.pipeline },
    promotion: { ...idlePromotion, database, now, ...options.promotion },
    backtests,
    feed,
    taps: new Taps({ reader: (target) => passesReader(database, target), now, onError: () => {} }),
    meters: new Meters(now),
    logger: options.logger ?? silentLogger,
    about: { version: '0.0.0', mode: 'embedded' as const, startedAtMs: now() },
    health: { look: async () => ({ ready: true, degraded: false, parts: { database: 'ok' } }) },
    metrics: { text: async () => ({ type: 'text/plain', body: '' }) },
    idempotencyOf: () => 'key-header',
    sourceTotals: (environment) => countBySource(database, environment),
    now,
    access: options.access ?? LOCAL_ACCESS,
    designer: options.designer ?? '/no-designer-here',
  };
  const app = createApp(services, options.identify?.(database) ?? options.principal ?? localOwner, options.routes);
  const request = async (path: string, init?: RequestInit) => app.request(path, init);
  const send: EmbeddedApp['send'] = (method, path, body, headers = {}) =>
    request(path, {
      method,
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  return {
    database,
    services,
    app,
    request,
    get: (path, headers = {}) => request(path, { headers }),
    post: (path, body, headers = {}) => send('POST', path, body, headers),
    send,
    close: async () => {
      services.feed.close();
      await backtests.stop();
      services.taps.close();
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
  adjustLive: async () => ({ liveSet: 'none', number: 0, changed: false }),
  reconcile: async () => {},
  accounting: async () => ({ partitions: [], pendingActions: 0, outboxPending: 0, lag: 0 }),
};

const released = async () => ({ liveSet: 'none', number: 0, changed: false });

const idlePromotion: Omit<PromotionParts, 'database' | 'now'> = {
  pipeline: {
    release: released,
    createEnvironment: async () => {},
    reconcile: async () => {},
    liveSets: { load: async (environment, id) => ({ id, environment, live: [], pinned: () => undefined }) },
  },
  partitions: 1,
  findConnector,
  testConnection: async () => ({ ok: null, detail: 'no test is made here', ms: 0 }),
};
