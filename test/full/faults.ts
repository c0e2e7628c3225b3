import { setTimeout as sleep } from 'node:timers/promises';
import type { Kill } from '../crash/repeats.ts';
import { flush } from '../services/redis-flush.ts';
import type { Service } from '../services/service.ts';
import type { Api } from '../support/api.ts';
import type { Random } from '../support/random.ts';
import type { Cluster } from './cluster.ts';
import { untilOneIsLeft } from './group.ts';
import { impostorDuring } from './impostor.ts';
import { shareOf, untilShare } from './progress.ts';
import type { Services } from './services.ts';

/** What is done to whom. */
export type Fault =
  | 'kill a process'
  | 'a second owner of every partition'
  | 'kill both processes'
  | 'stop a process beyond its session'
  | 'kill Kafka'
  | 'kill PostgreSQL'
  | 'kill Redis'
  | 'empty Redis';

export const FAULTS: readonly Fault[] = [
  'kill a process',
  'stop a process beyond its session',
  'kill Kafka',
  'a second owner of every partition',
  'kill both processes',
  'kill PostgreSQL',
  'kill Redis',
  'empty Redis',
];

/** Reads `a,b`; undefined where nothing is named. */
export function readFaults(text: string): readonly Fault[] | undefined {
  if (text === '') return undefined;
  return text.split(',').map((name) => {
    const fault = FAULTS.find((each) => each === name);
    if (!fault) throw new Error(`no fault ${name}: ${FAULTS.join(', ')} are`);
    return fault;
  });
}

/** The processes that decide and deliver. */
export const WORKERS = ['first', 'second'] as const;

/** Whom the faults may hit. */
export interface Field {
  readonly api: Api;
  readonly cluster: Cluster;
  readonly services: Services;
  readonly random: Random;
  /** Of the processes. */
  readonly variables: Readonly<Record<string, string>>;
  /** Hears when whoever delivers may have been cut off in the middle of a call. */
  readonly cut: (kill: Kill) => void;
}

/** A fault that was begun: `mended` resolves when everything runs again; recovery counts from `fromMs` (performance.now). */
export interface Begun {
  readonly fromMs: Promise<number>;
  readonly mended: Promise<void>;
}

/** The session of a consumer; and how much longer a process is stopped at most, until another has its partitions. */
const SESSION_MS = 10_000;
const TAKEN_OVER_MS = 4_000;
/** How far the replay comes with a second owner, unless it stands still for so long. */
const IMPOSTOR_SHARE = 0.2;
const IMPOSTOR_MS = 6_000;

/** Does it. For a process recovery counts from its end, for a service from when it answers again. */
export function begin(fault: Fault, field: Field): Begun {
  const { services, random } = field;
  const victim = WORKERS[random.between(0, 1)] ?? 'first';
  switch (fault) {
    case 'kill a process':
      return atOnce(killAndRestart(field, [victim]));
    case 'kill both processes':
      return atOnce(killAndRestart(field, WORKERS));
    case 'stop a process beyond its session':
      return atOnce(stopBeyondItsSession(field, victim));
    case 'a second owner of every partition':
      return atOnce(impostorDuring(() => getOn(field.api), field.variables));
    case 'kill Kafka':
      return killService(field, services.kafka);
    case 'kill PostgreSQL':
      return killService(field, services.postgres);
    case 'kill Redis':
      return killService(field, services.redis);
    case 'empty Redis':
      return atOnce(flush(Number(new URL(services.redis.url).port)));
  }
}

function atOnce(mended: Promise<void>): Begun {
  return { fromMs: Promise.resolve(performance.now()), mended };
}

async function killAndRestart({ cluster, random, cut }: Field, names: readonly string[]): Promise<void> {
  const sentMs = Date.now();
  await Promise.all(names.map((name) => cluster.kill(name)));
  cut({ sentMs, goneMs: Date.now() });
  await sleep(random.between(0, 1_500));
  for (const name of names) cluster.startWorker(name);
}

async function stopBeyondItsSession({ cluster, cut, variables }: Field, victim: string): Promise<void> {
  const sentMs = Date.now();
  cluster.pause(victim);
  await sleep(SESSION_MS);
  await untilOneIsLeft(variables, TAKEN_OVER_MS);
  // By then the other has begun with what it took over.
  await sleep(500);
  cluster.resume(victim);
  cut({ sentMs, goneMs: Date.now() + 1_000 });
}

async function getOn(api: Api): Promise<void> {
  await untilShare(api, (await shareOf(api)) + IMPOSTOR_SHARE, IMPOSTOR_MS);
}

/** While PostgreSQL is away a call can be made whose outcome cannot be recorded. */
function killService({ random, cut }: Field, service: Service): Begun {
  const sentMs = Date.now();
  const mended = (async () => {
    await service.kill();
    await sleep(random.between(0, 3_000));
    await service.restart();
    cut({ sentMs, goneMs: Date.now() + 1_000 });
  })();
  return { fromMs: mended.then(() => performance.now()), mended };
}
