import { setTimeout as sleep } from 'node:timers/promises';
import type { Kill } from '../crash/repeats.ts';
import { flush } from '../services/redis-flush.ts';
import type { Service } from '../services/service.ts';
import type { Random } from '../support/random.ts';
import type { Cluster } from './cluster.ts';
import { impostorFor } from './impostor.ts';
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

/** The processes that decide and deliver. */
export const WORKERS = ['first', 'second'] as const;

/** Whom the faults may hit. */
export interface Field {
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

/** Longer than the session of a consumer, so that others take its partitions over before it goes on. */
const STOPPED_MS = 13_000;
const IMPOSTOR_MS = 6_000;

/** Does it. For a process recovery counts from its end, for a service from when it answers again. */
export function begin(fault: Fault, field: Field): Begun {
  const { cluster, services, random } = field;
  const victim = WORKERS[random.between(0, 1)] ?? 'first';
  switch (fault) {
    case 'kill a process':
      return atOnce(killAndRestart(field, [victim]));
    case 'kill both processes':
      return atOnce(killAndRestart(field, WORKERS));
    case 'stop a process beyond its session':
      return atOnce(
        (async () => {
          const sentMs = Date.now();
          cluster.pause(victim);
          await sleep(STOPPED_MS);
          cluster.resume(victim);
          field.cut({ sentMs, goneMs: Date.now() + 1_000 });
        })(),
      );
    case 'a second owner of every partition':
      return atOnce(impostorFor(IMPOSTOR_MS, field.variables));
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
