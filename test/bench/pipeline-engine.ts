/*
 * The process that is measured by `bench:pipeline`: the whole pipeline on real adapters, and nothing else. It is told over
 * IPC what to do, and tells what it has committed.
 */
import { openRedisQueue } from '@slipway/runtime/action-queue/redis';
import { openPostgres } from '@slipway/runtime/database/open-postgres';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import { type Pipeline, startPipeline } from '@slipway/runtime/pipeline/start-pipeline';
import { temporaryVault } from '@slipway/runtime/vault/index';
import { step } from '@slipway/shared/engine';
import { workflows } from './hundred-workflows.ts';

/** Where everything is. */
export interface EngineOrder {
  readonly database: string;
  readonly brokers: string;
  readonly redis: string;
  readonly sinkPort: number;
  readonly partitions: number;
  readonly workflows: number;
}

/** What the engine is told: to make everything and rest, to decide what there is, to rest again, to tell what it did. */
export type ToEngine =
  | { readonly make: EngineOrder }
  | { readonly go: true }
  | { readonly rest: true }
  | { readonly report: true };

/** What the engine tells: that it is ready, what it has decided so far, or how it spent its time. */
export type FromEngine =
  | { readonly ready: true }
  | { readonly decided: number; readonly atMs: number }
  | {
      readonly report: {
        readonly cpuSeconds: number;
        readonly deciding: number;
        /** From the append of a batch's first event to its commit: milliseconds, and how many events that stands for. */
        readonly decisions: readonly (readonly [ms: number, events: number])[];
        readonly errors: readonly string[];
      };
    };

export const ENVIRONMENT = 'bench';
export const PREFIX = 'bench.';

const tell = (message: FromEngine) => process.send?.(message);
const errors: string[] = [];
let deciding = 0;
let decided = 0;
let decisions: [number, number][] = [];
let cpu = process.cpuUsage();
let start: () => Promise<Pipeline>;
let pipeline: Pipeline;

process.on('message', async (message: ToEngine) => {
  if ('make' in message) await make(message.make);
  if ('go' in message) {
    cpu = process.cpuUsage();
    deciding = 0;
    pipeline = await start();
  }
  if ('rest' in message) await pipeline.stop();
  if ('report' in message) report();
  else tell({ ready: true });
});
process.on('disconnect', () => process.exit());

/** Makes the environment, releases the workflows, and rests once every partition runs them. */
async function make({
  database: url,
  brokers,
  redis,
  sinkPort,
  partitions,
  workflows: count,
}: EngineOrder): Promise<void> {
  const onError = (error: unknown) => void errors.push(String(error));
  const database = await openPostgres({ url, onError });
  const log = new KafkaEventLog({ brokers: [brokers], prefix: PREFIX, replication: 1 });
  const queue = await openRedisQueue({ url: redis, onError });
  const host = '127.0.0.1';
  start = async () => {
    const made = await startPipeline({
      database,
      log,
      queue,
      vault: temporaryVault(),
      createLog: (id, count) => log.createEnvironment(id, count),
      outboxTransports: () => {
        throw new Error('nothing goes to the outbox');
      },
      step: (live, record, input) => {
        const before = coreMs();
        try {
          return step(live, record, input);
        } finally {
          deciding += coreMs() - before;
        }
      },
      onError,
    });
    made.onCommitted((change) => {
      if (change.kind !== 'batch') return;
      const events = change.outcomes.decided;
      if (events === 0) return;
      decided += events;
      if (change.decisionMs !== null) decisions.push([change.decisionMs, events]);
      tell({ decided, atMs: Date.now() });
    });
    return made;
  };
  pipeline = await start();
  await pipeline.createEnvironment({ id: ENVIRONMENT, kind: 'live', deliversTo: 'targets', partitions });
  const sink = { connector: 'http', config: { baseUrl: `http://${host}:${sinkPort}`, auth: { kind: 'none' } } };
  await pipeline.bindConnections(ENVIRONMENT, { sink }, [{ host, port: sinkPort }]);
  await pipeline.releaseWorkflows(ENVIRONMENT, workflows(count));
  await pipeline.quiet(ENVIRONMENT);
  await pipeline.stop();
}

/** What this thread has used of a core. */
function coreMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

function report(): void {
  const { user, system } = process.cpuUsage(cpu);
  tell({ report: { cpuSeconds: (user + system) / 1e6, deciding: deciding / 1_000, decisions, errors } });
  decisions = [];
  deciding = 0;
  cpu = process.cpuUsage();
}
