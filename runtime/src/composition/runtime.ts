import { fileURLToPath } from 'node:url';
import { findConnector } from '@slipway/connectors';
import { listen } from '../api/serve.ts';
import type { PipelineFace, Services } from '../api/services.ts';
import type { Config } from '../config/index.ts';
import { slowDownLater } from '../demo/demo.ts';
import { catchingTransports } from '../demo/outbox.ts';
import { Feed } from '../live/feed.ts';
import { followCommits } from '../live/follow.ts';
import { Meters } from '../live/meter.ts';
import { SourceTotals } from '../live/source-totals.ts';
import { type Pipeline, type Sabotage, startPipeline } from '../pipeline/index.ts';
import { applySetup } from '../setup/apply-setup.ts';
import type { Setup } from '../setup/setup-file.ts';
import { retryDeadLetter, Sources } from '../sources/index.ts';
import { listEnvironments } from '../stores/environments.ts';
import { countBySource } from '../stores/seen-events-reads.ts';
import { type Logger, Metrics } from '../telemetry/index.ts';
import { Health } from './health.ts';
import { lagOf } from './lag.ts';
import { composeMessage } from './live-messages.ts';
import { patiently } from './patiently.ts';
import type { Storage } from './storage.ts';

/** A running server. */
export interface Runtime {
  readonly url: string;
  /** Takes no more requests, lets calls on their way end, stores where everything stands, and closes the storage. */
  stop(drainMs: number): Promise<void>;
}

export interface RuntimeOptions {
  readonly config: Config;
  readonly storage: Storage;
  readonly logger: Logger;
  readonly version: string;
  /** The promise that is switched off, for a test of the checks. */
  readonly sabotage?: Sabotage | undefined;
  readonly setup: { readonly content: Setup; readonly folder: string } | undefined;
  /** Whether it is the demo, which slows its replay down when things begin to happen. */
  readonly demo: boolean;
  /** Aborts when the process is asked to stop, also while it still starts. */
  readonly signal: AbortSignal;
  /** Called when nothing can go on; the process should end. */
  readonly onFatal: (error: unknown) => void;
}

const DESIGNER = fileURLToPath(new URL('../../../designer/dist', import.meta.url));

/** Puts the runtime together: pipeline, sources, live feed and API over an opened storage. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { storage, logger, config } = options;
  const { database, log } = storage;
  const now = Date.now;
  const meters = new Meters(now);
  const totals = new SourceTotals((environment) => countBySource(database, environment));
  const feed: Feed = new Feed({
    compose: (environment, pending) => composeMessage(services, environment, pending),
    now,
    onError: (error) => logger.error('a live message could not be made', {}, error),
  });
  const queue = await storage.openQueue();
  const pipeline: Pipeline = await startPipeline({
    database,
    log,
    createLog: storage.createLog,
    queue,
    ledger: options.sabotage !== 'ledger',
    sabotage: options.sabotage,
    roles: config.roles,
    ...(storage.news ? { news: storage.news } : {}),
    onGap: () => {
      totals.forget();
      feed.resync();
    },
    outboxTransports: (place) => {
      const onCaught = (environment: string) => pipeline.changes.tell({ kind: 'caught', environment });
      return catchingTransports(place, { database, now, onCaught });
    },
    onError: (error, where) => logger.error('something in the pipeline failed', { where }, error),
    onFatal: options.onFatal,
  });
  const sources = new Sources({
    database,
    log,
    pipeline,
    onError: (error, where) => logger.error('a source failed', { where }, error),
    reads: config.roles.has('engine'),
    kafka: config.services?.kafka,
    variables: process.env,
  });
  const health = new Health({ storage, stuck: () => pipeline.stuck });
  const metrics = new Metrics({ database, pipeline, health, sources });
  const face: PipelineFace = {
    ingest: (environment, source, events) => pipeline.ingest(environment, source, events),
    request: (environment, event, timeoutMs) => pipeline.request(environment, event, timeoutMs),
    retryAction: (environment, id, input) => pipeline.retryAction(environment, id, input),
    retryDeadLetter: (environment, id, text) => retryDeadLetter({ database, pipeline, sources }, environment, id, text),
    replay: (environment) => sources.replay(environment),
    changeReplay: (environment, change) => sources.changeReplay(environment, change),
    accounting: (environment) => pipeline.accounting(environment),
  };
  const services: Services = {
    database,
    log,
    pipeline: face,
    feed,
    meters,
    logger,
    about: { version: options.version, startedAtMs: now(), mode: modeOf(config) },
    health,
    metrics,
    ...(storage.news ? { lag: (environment: string) => lagOf(database, pipeline, environment) } : {}),
    idempotencyOf: (connector, operation) => idempotencyOf(connector, operation),
    sourceTotals: (environment) => totals.of(environment),
    now,
    designer: DESIGNER,
  };
  pipeline.onCommitted(
    followCommits(feed, meters, (environment) => (pipeline.clocks.isReplay(environment) ? 'replay' : 'live')),
  );
  pipeline.onCommitted((change, elsewhere) => {
    if (!elsewhere) metrics.count(change);
    if (change.kind === 'batch') void totals.add(change.environment, change.sources);
  });
  if (options.demo) pipeline.onCommitted(slowDownLater(sources));
  if (options.setup) {
    const { content, folder } = options.setup;
    const parts = { pipeline, sources, partitions: storage.partitions };
    await patiently(() => applySetup(parts, content, folder), { logger, what: 'the setup', signal: options.signal });
  }
  for (const { id } of await listEnvironments(database.kysely)) await sources.startAll(id);
  const server = await listen(services, config, config.roles.has('api'));
  return {
    url: server.url,
    stop: async (drainMs) => {
      feed.close();
      await server.close(Math.min(drainMs, 2_000));
      await sources.stop();
      await pipeline.stop(drainMs);
      await queue.close();
      await storage.close();
    },
  };
}

function idempotencyOf(connector: string | null, operation: string) {
  const operations = connector === null ? undefined : findConnector(connector)?.operations;
  if (!operations || !Object.hasOwn(operations, operation)) return 'none';
  return operations[operation]?.idempotency ?? 'none';
}

function modeOf(config: Config): Services['about']['mode'] {
  if (!config.services) return 'embedded';
  return config.roles.size === ROLES_IN_ALL ? 'one-box' : 'scale';
}

const ROLES_IN_ALL = 3;
