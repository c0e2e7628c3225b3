import { isFailure } from '@slipway/shared/failure';
import { askRedis } from '../action-queue/index.ts';
import type { Finding } from '../cli/doctor.ts';
import type { ServicesConfig } from '../config/index.ts';
import { PostgresPool } from '../database/index.ts';
import { KafkaCheck } from '../kafka/check.ts';

const CLOCK_MS = 1_000;

/** What `slipway doctor` finds out about PostgreSQL, Kafka and Redis. Changes nothing. */
export async function describeServices(services: ServicesConfig): Promise<readonly Finding[]> {
  const [postgres, kafka, redis] = await Promise.all([
    describe('PostgreSQL', 'DATABASE_URL', () => describePostgres(services)),
    describe('Kafka', 'KAFKA_BROKERS', () => describeKafka(services)),
    describe('Redis', 'REDIS_URL', () => describeRedis(services)),
  ]);
  return [...postgres, ...kafka, ...redis];
}

async function describe(check: string, variable: string, look: () => Promise<readonly Finding[]>) {
  try {
    return await look();
  } catch (error) {
    const fix = `Is it running, and can this machine reach it as ${variable}, with its TLS and password settings, says?`;
    return [{ check, ok: false, detail: reasonOf(error), fix }];
  }
}

async function describePostgres({ database }: ServicesConfig): Promise<readonly Finding[]> {
  const pool = new PostgresPool({ ...database, connections: 1 });
  try {
    const asked = Date.now();
    const { rows } = await pool.query<{ version: string; number: number; now: number; may: boolean; sync: string }>(
      `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
        (extract(epoch FROM clock_timestamp()) * 1000)::int8 AS now, current_setting('fsync') AS sync,
        has_schema_privilege(current_schema(), 'CREATE') AS may`,
    );
    const [found] = rows;
    if (!found) return [];
    const offMs = Math.round(Math.abs(found.now - (asked + Date.now()) / 2));
    return [
      finding('PostgreSQL', found.number >= 150_000, `version ${found.version}`, 'Slipway needs 15 or newer.'),
      finding(
        'PostgreSQL rights',
        found.may,
        'the user may make tables',
        'GRANT CREATE ON SCHEMA public TO that user.',
      ),
      finding(
        'PostgreSQL durability',
        found.sync === 'on',
        `fsync is ${found.sync}`,
        'Set fsync = on, or lose commits.',
      ),
      finding('clock', offMs <= CLOCK_MS, `${offMs} ms from the database's`, 'Let all machines follow one time (NTP).'),
    ];
  } finally {
    await pool.end();
  }
}

async function describeKafka({ kafka }: ServicesConfig): Promise<readonly Finding[]> {
  const check = new KafkaCheck(kafka);
  try {
    const brokers = await check.brokers();
    const fix = `KAFKA_REPLICATION is ${kafka.replication}: lower it, or run as many brokers.`;
    const enough = brokers >= kafka.replication;
    return [finding('Kafka', enough, `${brokers} brokers, ${kafka.replication} copies of each record`, fix)];
  } finally {
    await check.close();
  }
}

async function describeRedis({ redis }: ServicesConfig): Promise<readonly Finding[]> {
  const { version, policy, persistent } = await askRedis(redis);
  const evicts = policy !== undefined && policy !== 'noeviction';
  return [
    finding('Redis', true, `version ${version}`, ''),
    finding(
      'Redis eviction',
      !evicts,
      `maxmemory-policy is ${policy ?? 'not told'}`,
      'Set maxmemory-policy noeviction: a queue whose jobs are evicted is slow to recover. Share it with no cache.',
    ),
    finding(
      'Redis persistence',
      true,
      persistent ? 'it writes to disk' : 'memory only: after a restart jobs come again late',
      '',
    ),
  ];
}

function finding(check: string, ok: boolean, detail: string, fix: string): Finding {
  return { check, ok, detail, ...(ok ? {} : { fix }) };
}

/** The driver's own reason, which names host and port at most. */
function reasonOf(error: unknown): string {
  if (!isFailure(error)) return error instanceof Error ? error.message : String(error);
  const reason = error.cause instanceof Error ? error.cause.message : '';
  return error.detail.includes(reason) ? error.detail : `${error.detail}: ${reason}`;
}
