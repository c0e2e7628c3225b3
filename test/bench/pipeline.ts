/*
 * `npm run bench:pipeline`: events from Kafka, decided by a hundred workflows, committed to PostgreSQL, their actions
 * delivered; beside a bare consumer of the same topic in the same run. All on this machine.
 *
 *   --events N     at most so many are decided as fast as it goes (fewer where that would take over 20 s)
 *   --workflows N  how many are released
 *   --seconds N    for how long latency is measured, at half of that
 */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { KafkaEventLog } from '@slipway/runtime/event-log/kafka';
import { startServices } from '../full/services.ts';
import { cpuSecondsOf } from '../services/processes.ts';
import { checkOptions, conclude, say } from '../support/report.ts';
import { waitFor } from '../support/wait-for.ts';
import { event } from './hundred-workflows.ts';
import { ENVIRONMENT, type FromEngine, PREFIX, type ToEngine } from './pipeline-engine.ts';
import { spread } from './spread.ts';

const options = checkOptions({ events: '200000', seconds: '12', workflows: '100' });
const workflows = Number(options.workflows);
const PARTITIONS = 4;
const WARM_UP_SECONDS = 2;
const EVERY_MS = 10;
const FIRST = 3_000;
const DECIDING_SECONDS = 15;
const BARE = 'bare';
const BARE_EVENTS = 50_000;

say('starting Kafka, PostgreSQL and Redis');
const services = await startServices();
const received = new Map<string, number>();
const sink = await startSink();
const engine = startEngine();
const log = new KafkaEventLog({ brokers: [services.kafka.url], prefix: PREFIX, replication: 1 });
try {
  const { url: database } = services.postgres;
  const order = { database, brokers: services.kafka.url, redis: services.redis.url, sinkPort: sink.port };
  await engine.ask({ make: { ...order, partitions: PARTITIONS, workflows } });
  await append(ENVIRONMENT, 0, FIRST);
  // Also warms it up: code that is run often is compiled first.
  const { eventsPerSecond: guess } = await decide(FIRST);
  await engine.ask({ rest: true });
  const events = FIRST + Math.min(Number(options.events), Math.round(guess * DECIDING_SECONDS));
  say(`appending ${events - FIRST} events`);
  await append(ENVIRONMENT, FIRST, events);
  say('the bare consumer');
  await log.createEnvironment(BARE, PARTITIONS);
  const appended = await append(BARE, 0, BARE_EVENTS);
  const bare = await consumeBare();
  say('deciding');
  const throughput = await decide(events);
  const rate = Math.floor(throughput.eventsPerSecond / 2);
  say(`${throughput.eventsPerSecond} events/s; latency at ${rate} events/s`);
  const latency = await measureLatency(rate, events);
  const ratio = Math.round((throughput.eventsPerSecond / bare.eventsPerSecond) * 1_000) / 1_000;
  const machine = `${availableParallelism()} × ${cpus()[0]?.model ?? 'unknown'}`;
  const held = throughput.errors.length === 0 && latency.missing === 0;
  conclude({ workflows, events, partitions: PARTITIONS, throughput, bare, ratio, appended, latency, machine }, held);
} finally {
  engine.child.kill('SIGKILL');
  await log.close();
  await services.stop();
}

async function append(environment: string, from: number, to: number) {
  const started = performance.now();
  for (let next = from; next < to; next += 1_000) {
    const count = Math.min(1_000, to - next);
    await log.append(
      environment,
      Array.from({ length: count }, (_, at) => recordOf(next + at)),
    );
  }
  return { eventsPerSecond: Math.round(((to - from) / (performance.now() - started)) * 1_000) };
}

function recordOf(number: number) {
  const { key, value } = event(number);
  return { kind: 'event' as const, key, value };
}

async function consumeBare() {
  const script = join(import.meta.dirname, 'bare-consumer.ts');
  const args = [
    '--disable-warning=TimeoutNegativeWarning',
    script,
    services.kafka.url,
    log.topic(BARE),
    `${BARE_EVENTS}`,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { seen, seconds, cpuSeconds }: Record<'seen' | 'seconds' | 'cpuSeconds', number> = JSON.parse(stdout);
  if (seen !== BARE_EVENTS) throw new Error(`the bare consumer saw ${seen} events`);
  return { eventsPerSecond: Math.round(seen / seconds), perCpuSecond: Math.round(seen / cpuSeconds) };
}

/** From the first commit to the last: how fast what waits is decided, up to `events` in all. */
async function decide(events: number) {
  const before = cpuNow();
  const started = performance.now();
  Object.assign(engine.decided, { first: 0, firstMs: 0 });
  await engine.ask({ go: true });
  await waitFor(() => (engine.decided.count >= events ? true : undefined), {
    what: `${events} events to be decided`,
    timeoutMs: 60_000,
    everyMs: 20,
  }).catch(async (error: unknown) => {
    const { report } = await engine.report();
    throw new Error(`${engine.decided.count} were decided: ${JSON.stringify(report.errors.slice(0, 5))}`, {
      cause: error,
    });
  });
  const { report } = await engine.report();
  const seconds = (engine.decided.lastMs - engine.decided.firstMs) / 1_000;
  // What the first commit decided lies before the measured time.
  const eventsPerSecond = Math.round((events - engine.decided.first) / seconds);
  const after = cpuNow();
  const share = (cpu: number) => Math.round((cpu / seconds) * 100) / 100;
  return {
    eventsPerSecond,
    /** By the engine's own time on a core: what is left of the figure where others use the machine too. */
    perCpuSecond: Math.round((events - engine.decided.first) / report.cpuSeconds),
    seconds: Math.round(seconds * 10) / 10,
    fromStartSeconds: Math.round((performance.now() - started) / 100) / 10,
    /** Cores in use: of the engine (and in it by deciding), and of the services. */
    cores: {
      engine: share(report.cpuSeconds),
      deciding: share(report.deciding),
      kafka: share(after.kafka - before.kafka),
      postgres: share(after.postgres - before.postgres),
      redis: share(after.redis - before.redis),
    },
    errors: report.errors,
  };
}

async function measureLatency(rate: number, events: number) {
  // Actions of the first part are still on their way.
  await sleep(2_000);
  await engine.report();
  const before = engine.decided.count;
  const sent = new Map<string, number>();
  const started = performance.now();
  const seconds = Number(options.seconds);
  const appending: Promise<unknown>[] = [];
  let number = events;
  let measuredFrom = 0;
  while (performance.now() - started < seconds * 1_000) {
    const elapsed = performance.now() - started;
    const due = events + Math.floor((elapsed / 1_000) * rate);
    if (!measuredFrom && elapsed > WARM_UP_SECONDS * 1_000) {
      measuredFrom = number;
      void engine.report();
    }
    const records = [];
    for (; number < due; number += 1) {
      records.push(recordOf(number));
      if ((event(number).firing ?? workflows) < workflows) sent.set(`r-${number}`, performance.now());
    }
    if (records.length > 0) appending.push(log.append(ENVIRONMENT, records));
    await sleep(EVERY_MS);
  }
  await Promise.all(appending);
  const wanted = number - events;
  await waitFor(() => (engine.decided.count - before >= wanted ? true : undefined), {
    what: 'decisions',
    timeoutMs: 20_000,
  });
  const { report } = await engine.report();
  const arrived = () => [...sent.keys()].every((id) => received.has(id)) || undefined;
  await waitFor(arrived, { what: 'actions', timeoutMs: 15_000 }).catch(() => {});
  const measured = [...sent].filter(([id]) => Number(id.slice(2)) >= measuredFrom);
  const waits = measured.flatMap(([id, atMs]) => {
    const arrivedAt = received.get(id);
    return arrivedAt === undefined ? [] : [[arrivedAt - atMs, 1] as const];
  });
  return {
    eventsPerSecond: rate,
    decisionMs: spread(report.decisions),
    sinkMs: spread(waits),
    actions: waits.length,
    missing: measured.length - waits.length,
  };
}

function startEngine() {
  const script = join(import.meta.dirname, 'pipeline-engine.ts');
  const execArgv = ['--disallow-code-generation-from-strings'];
  const child = fork(script, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const decided = { count: 0, first: 0, firstMs: 0, lastMs: 0 };
  let onAnswer: (message: FromEngine) => void = () => {};
  child.on('message', (message: FromEngine) => {
    if (!('decided' in message)) return onAnswer(message);
    decided.count = message.decided;
    decided.first ||= message.decided;
    decided.firstMs ||= message.atMs;
    decided.lastMs = message.atMs;
  });
  const gone = once(child, 'exit').then(() => {
    throw new Error('the engine ended');
  });
  gone.catch(() => {});
  const ask = (message: ToEngine) => {
    const { promise, resolve } = Promise.withResolvers<FromEngine>();
    onAnswer = resolve;
    child.send(message);
    return Promise.race([promise, gone]);
  };
  const report = async () => {
    const answer = await ask({ report: true });
    if (!('report' in answer)) throw new Error('the engine gave no report');
    return answer;
  };
  return { child, decided, ask, report };
}

async function startSink(): Promise<{ readonly port: number }> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { event: id } = JSON.parse(Buffer.concat(chunks).toString());
      if (!received.has(id)) received.set(id, performance.now());
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port };
}

function cpuNow() {
  const { kafka, postgres, redis } = services;
  return { kafka: cpuSecondsOf(kafka.pid), postgres: cpuSecondsOf(postgres.pid), redis: cpuSecondsOf(redis.pid) };
}
