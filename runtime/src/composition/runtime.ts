import { fileURLToPath } from 'node:url';
import { findConnector } from '@slipway/connectors';
import { Failure } from '@slipway/shared/failure';
import { newSetupCode } from '../access/first-administrator.ts';
import { identifyBy } from '../access/identify.ts';
import { listen } from '../api/serve.ts';
import type { PipelineFace, Services } from '../api/services.ts';
import { Backtests } from '../backtest/index.ts';
import type { Config } from '../config/index.ts';
import { describeVault, sealPlainConnections, testSlot } from '../connections/index.ts';
import { demoEnvironments, slowDownLater } from '../demo/demo.ts';
import { catchingTransports } from '../demo/outbox.ts';
import { Feed } from '../live/feed.ts';
import { followCommits } from '../live/follow.ts';
import { Meters } from '../live/meter.ts';
import { passesReader } from '../live/read-passes.ts';
import { SourceTotals } from '../live/source-totals.ts';
import { Taps } from '../live/taps.ts';
import { type PausePoint, type Pipeline, type Sabotage, startPipeline } from '../pipeline/index.ts';
import { applySetup } from '../setup/apply-setup.ts';
import type { Setup } from '../setup/setup-file.ts';
import { usualEnvironments } from '../setup/usual-environments.ts';
import { retryDeadLetter, Sources } from '../sources/index.ts';
import { findEnvironment, listEnvironments } from '../stores/environments.ts';
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

/** A setup, and the folder from which its paths are read. */
export interface WantedSetup {
  readonly content: Setup;
  readonly folder: string;
}

export interface RuntimeOptions {
  readonly config: Config;
  readonly storage: Storage;
  readonly logger: Logger;
  readonly version: string;
  /** The promise that is switched off, for a test of the checks. */
  readonly sabotage?: Sabotage | undefined;
  /** Where a test stops a release. */
  readonly pausePoint?: PausePoint | undefined;
  readonly setup: WantedSetup | undefined;
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
  const { database, log, vault } = storage;
  const now = Date.now;
  const meters = new Meters(now);
  const totals = new SourceTotals((environment) => countBySource(database, environment));
  const feed: Feed = new Feed({
    compose: (environment, pending) => composeMessage(services, environment, pending),
    now,
    onError: (error) => logger.error('a live message could not be made', {}, error),
  });
  const taps = new Taps({
    reader: (target) => passesReader(database, target),
    now,
    onError: (error) => logger.error('a tap could not be read', {}, error),
  });
  await secureSecrets(storage, logger);
  const queue = await storage.openQueue();
  const pipeline: Pipeline = await startPipeline({
    database,
    log,
    vault,
    createLog: storage.createLog,
    queue,
    ledger: options.sabotage !== 'ledger',
    sabotage: options.sabotage,
    pausePoint: options.pausePoint,
    roles: config.roles,
    ...(storage.news ? { news: storage.news } : {}),
    onGap: () => {
      totals.forget();
      feed.resync();
      taps.resync();
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
  const backtests = new Backtests({
    places: { database, log, topics: { kafka: config.services?.kafka, variables: process.env } },
    now,
    onChange: (environment, id) => feed.publish(environment, { backtests: [id] }),
    onError: (error, where) => logger.error('a backtest failed', { where }, error),
    alone: storage.news === undefined,
  });
  const health = new Health({ storage, stuck: () => pipeline.stuck });
  const metrics = new Metrics({ database, pipeline, health, sources });
  const face: PipelineFace = {
    ingest: (environment, source, events) => pipeline.ingest(environment, source, events),
    request: (environment, event, timeoutMs) => pipeline.request(environment, event, timeoutMs),
    retryAction: (environment, id, input, also) => pipeline.retryAction(environment, id, input, also),
    retryDeadLetter: (environment, id, text, also) =>
      retryDeadLetter({ database, pipeline, sources }, environment, id, { text, also }),
    replay: (environment) => sources.replay(environment),
    changeReplay: (environment, change, also) => sources.changeReplay(environment, change, also),
    accounting: (environment) => pipeline.accounting(environment),
    adjustLive: (environment, options) => pipeline.adjustLive(environment, options),
    reconcile: () => pipeline.reconcile(),
  };
  const services: Services = {
    database,
    log,
    vault,
    pipeline: face,
    promotion: {
      database,
      pipeline,
      partitions: storage.partitions,
      now,
      findConnector,
      testConnection: async (id, slot) => {
        const environment = await findEnvironment(database.kysely, id);
        if (!environment) throw new Failure('not-found', `environment ${id}`);
        return testSlot({ database, vault, now }, environment, slot);
      },
    },
    backtests,
    feed,
    taps,
    meters,
    logger,
    about: { version: options.version, startedAtMs: now(), mode: modeOf(config) },
    health,
    metrics,
    ...(storage.news ? { lag: (environment: string) => lagOf(database, pipeline, environment) } : {}),
    idempotencyOf: (connector, operation) => idempotencyOf(connector, operation),
    sourceTotals: (environment) => totals.of(environment),
    now,
    access: {
      mode: config.access,
      publicOrigin: config.publicUrl,
      proxies: config.proxies,
      ...(config.metricsToken ? { metricsToken: config.metricsToken } : {}),
    },
    designer: DESIGNER,
  };
  pipeline.onCommitted(
    followCommits(feed, meters, (environment) => (pipeline.clocks.isReplay(environment) ? 'replay' : 'live')),
  );
  pipeline.onCommitted((change) => taps.hear(change));
  pipeline.onCommitted((change, elsewhere) => {
    if (!elsewhere) metrics.count(change);
    if (change.kind === 'batch') void totals.add(change.environment, change.sources);
  });
  if (options.demo) pipeline.onCommitted(slowDownLater(sources));
  const setUp = { database, pipeline, sources, partitions: storage.partitions, now };
  for (const { content, folder } of await wantedSetups(options)) {
    const what = `the setup of ${content.environment.id}`;
    await patiently(() => applySetup(setUp, content, folder), { logger, what, signal: options.signal });
  }
  for (const { id } of await listEnvironments(database.kysely)) await sources.startAll(id);
  if (config.access === 'users') await showSetupCode(services);
  // Whoever decides events has other things to do.
  if (config.roles.has('api')) await backtests.start();
  const identify = identifyBy({ database, settings: services.access, now });
  const server = await listen(services, identify, config, config.roles.has('api'));
  return {
    url: server.url,
    stop: async (drainMs) => {
      feed.close();
      taps.close();
      await server.close(Math.min(drainMs, 2_000));
      await backtests.stop();
      await sources.stop();
      await pipeline.stop(drainMs);
      await queue.close();
      await storage.close();
    },
  };
}

/** What is set up: what was asked for; and where nothing was and nothing is there, the usual way to production. */
async function wantedSetups({ setup, demo, storage }: RuntimeOptions): Promise<readonly WantedSetup[]> {
  if (setup)
    return demo ? [setup, ...demoEnvironments(setup.content).map((content) => ({ content, folder: '' }))] : [setup];
  const there = await listEnvironments(storage.database.kysely);
  return there.length > 0 ? [] : usualEnvironments().map((content) => ({ content, folder: '' }));
}

/** Seals what an earlier version stored in the clear, and says which secrets cannot be opened; neither stops a start. */
async function secureSecrets({ database, vault }: Storage, logger: Logger): Promise<void> {
  const sealed = await sealPlainConnections({ database, vault }, Date.now());
  if (sealed.length > 0) {
    logger.warn(
      'secrets of connections were stored in the clear and are encrypted now; older backups still hold them',
      {
        connections: sealed,
      },
    );
  }
  const { unreadable, where } = await describeVault(database, vault);
  if (unreadable.length === 0) return;
  const connections = [...new Set(unreadable.map(({ environment, slot }) => `${environment}/${slot}`))];
  logger.error('the key of stored secrets is missing: actions over these connections fail', { connections, where });
}

/** Only whoever sees the log of the server may make its first administrator. */
async function showSetupCode({ database, logger, now }: Services): Promise<void> {
  const code = await newSetupCode(database, now());
  if (code) logger.warn('nobody can sign in yet: make the first administrator with this code', { code });
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
