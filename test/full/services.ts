import { startKafka } from '../services/kafka.ts';
import { startPostgres } from '../services/postgres.ts';
import { startRedis } from '../services/redis.ts';
import type { Service } from '../services/service.ts';

/** The three services of the full size, running. */
export interface Services {
  readonly kafka: Service;
  readonly postgres: Service;
  readonly redis: Service;
  /** The variables that lead a runtime to them. `namespace` keeps what one check leaves from the next. */
  variables(namespace: string, database?: string): Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/** Starts Kafka, PostgreSQL and Redis side by side; `shortLived` where they are to be killed and started again. */
export async function startServices(options: { readonly shortLived?: boolean } = {}): Promise<Services> {
  const starting = [startKafka(options), startPostgres(), startRedis()] as const;
  const started = await Promise.allSettled(starting);
  const failed = started.find((each) => each.status === 'rejected');
  if (failed) {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)));
    throw failed.reason;
  }
  const [kafka, postgres, redis] = await Promise.all(starting);
  return {
    kafka,
    postgres,
    redis,
    variables: (namespace, database) => ({
      DATABASE_URL: database ?? postgres.url,
      KAFKA_BROKERS: kafka.url,
      REDIS_URL: redis.url,
      SLIPWAY_NAMESPACE: namespace,
    }),
    stop: async () => {
      await Promise.all([kafka.stop(), postgres.stop(), redis.stop()]);
    },
  };
}
