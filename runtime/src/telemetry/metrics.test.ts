import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTemporaryDatabase, type TemporaryDatabase } from '../database/temporary.ts';
import { insertEnvironment } from '../stores/environments.ts';
import { Metrics } from './index.ts';

let database: TemporaryDatabase;
beforeAll(async () => {
  database = await openTemporaryDatabase();
  const dev = { id: 'dev', kind: 'live', delivers_to: 'outbox', partitions: 1, live_set: 'none' } as const;
  await insertEnvironment(database.kysely, dev);
}, 60_000);
afterAll(() => database.close());

test('what is counted and what the rows say comes out as Prometheus reads it', async () => {
  const metrics = new Metrics({
    database,
    pipeline: {
      owned: new Map([['dev', 3]]),
      breakers: new Map([['dev tms', { state: 'open' }]]),
      progress: { underWay: async () => ({ lag: 17 }) },
    },
    health: { look: async () => ({ parts: { database: 'ok', queue: 'away', 'partition dev/1': 'stuck' } }) },
  });
  metrics.count({ kind: 'action', environment: 'dev', id: 'a', subject: 's', state: 'running' });
  metrics.count({ kind: 'action', environment: 'dev', id: 'a', subject: 's', state: 'dead' });
  metrics.count({
    kind: 'batch',
    environment: 'dev',
    partition: 0,
    commit: 1,
    nextOffset: 5,
    clockMs: 1,
    outcomes: { decided: 4, duplicate: 1, skipped: 0, deadLettered: 0 },
    sources: {},
    subjects: [],
    exceptions: [],
    actions: [],
    deadLetters: [],
    counters: [],
    decisionMs: 20,
  });
  const { type, body } = await metrics.text();
  expect(type).toContain('text/plain');
  for (const line of [
    'slipway_events_total{environment="dev",outcome="decided"} 4',
    'slipway_events_total{environment="dev",outcome="duplicate"} 1',
    'slipway_attempts_total{environment="dev",result="dead"} 1',
    'slipway_decision_seconds_bucket{le="0.025",environment="dev"} 1',
    'slipway_partitions_owned{environment="dev"} 3',
    'slipway_connection_resting{environment="dev",slot="tms"} 1',
    'slipway_lag_events{environment="dev"} 17',
    'slipway_outbox_rows{environment="dev"} 0',
    'slipway_service_up{service="queue"} 0',
  ]) {
    expect(body.split('\n')).toContain(line);
  }
  expect(body).not.toContain('result="running"');
  expect(body).not.toContain('stuck');
});
