import type { BacktestSubject } from '@slipway/shared/api';
import { EXAMPLES } from '@slipway/shared/examples';
import { canonicalJson } from '@slipway/shared/json';
import { expect, onTestFinished, test, vi } from 'vitest';
import { openTemporaryDatabase } from '../database/temporary.ts';
import { EmbeddedEventLog } from '../event-log/embedded.ts';
import { eventRecord } from '../pipeline/log-writer.ts';
import { findBacktestSubject, insertBacktestSubjects } from '../stores/backtest-subjects.ts';
import { type BacktestRow, cancelBacktest, claimBacktest, findBacktest, insertBacktest } from '../stores/backtests.ts';
import { Backtests } from './backtests.ts';

vi.setConfig({ testTimeout: 60_000 });

const WHERE = 'here';
const graph = EXAMPLES.find(({ workflow }) => workflow.id === 'eta-slip')?.workflow;
/** Enough that it is not over before it can be stopped: the thread alone takes longer to begin. */
const SHIPMENTS = 100;

/** A log in which each shipment is planned and then estimated late, and what plays backtests over it. */
async function start({ shipments = 4, alone = true, now = Date.now } = {}) {
  const database = await openTemporaryDatabase();
  const log = new EmbeddedEventLog(database);
  await log.createEnvironment(WHERE, 2);
  const at = '2026-03-02T08:00:00.000Z';
  const records = Array.from({ length: shipments }, (_, number) => {
    const base = { source: '/test', subject: `shipment:S-${number}`, time: at };
    const late = { classifier: 'EST', at: '2026-03-04T10:00:00.000Z' } as const;
    return [
      { ...base, id: `p${number}`, type: 'shipment.planned', data: { deliverBy: '2026-03-04T08:00:00.000Z' } },
      { ...base, id: `e${number}`, type: 'shipment.delivered', data: late },
    ].map((event) => ({ ...eventRecord(event), atMs: Date.parse(at) }));
  }).flat();
  for (let from = 0; from < records.length; from += 1_000) await log.append(WHERE, records.slice(from, from + 1_000));
  const changes: string[] = [];
  const errors: unknown[] = [];
  const open = () =>
    new Backtests({
      places: { database, log, topics: { variables: {} } },
      now,
      onChange: (_, id) => changes.push(id),
      onError: (error) => errors.push(error),
      alone,
      threads: 1,
    });
  const backtests = open();
  onTestFinished(async () => {
    await backtests.stop();
    await log.close();
    await database.close();
    expect(errors).toEqual([]);
  });
  const stateOf = async (id: string) =>
    (await findBacktest(database.kysely, { environment: WHERE, id })) as BacktestRow;
  const ask = (id: string, createdAtMs = 1) => insertBacktest(database.kysely, rowOf(id, createdAtMs));
  const until = (id: string, state: BacktestRow['state']) =>
    vi.waitFor(async () => expect((await stateOf(id)).state).toBe(state), { timeout: 40_000, interval: 20 });
  return { database, backtests, open, changes, stateOf, ask, until };
}

test('those who asked are served one after the other, and whoever looks on is told', async () => {
  const { backtests, ask, until, changes, stateOf } = await start();
  await ask('second', 2);
  await ask('first', 1);
  await backtests.start();
  await until('second', 'done');
  const [first, second] = [await stateOf('first'), await stateOf('second')];
  expect(first.ended_at_ms ?? 0).toBeLessThanOrEqual(second.started_at_ms ?? 0);
  expect(JSON.parse(second.verdicts ?? '')).toEqual({ more: 4, fewer: 0, different: 0, same: 0 });
  expect(changes.indexOf('first')).toBeLessThan(changes.indexOf('second'));
});

test('one that is cancelled ends at once and leaves nothing running', async () => {
  const { database, backtests, ask, until, stateOf } = await start({ shipments: SHIPMENTS });
  await ask('long');
  await backtests.start();
  await until('long', 'running');
  expect(await cancelBacktest(database.kysely, { environment: WHERE, id: 'long' }, 5)).toBe(true);
  backtests.cancelled({ environment: WHERE, id: 'long' });
  await vi.waitFor(() => expect(backtests.progressOf({ environment: WHERE, id: 'long' })).toBeUndefined());
  expect(await stateOf('long')).toMatchObject({ state: 'cancelled', report: null, ended_at_ms: 5, code: null });
  await backtests.stop();
  expect(process.getActiveResourcesInfo().filter((name) => name === 'MessagePort')).toEqual([]);
});

test('one that another process cancelled ends here within a second or two', async () => {
  const { database, backtests, ask, until, stateOf } = await start({ shipments: SHIPMENTS, alone: false });
  await ask('long');
  await backtests.start();
  await until('long', 'running');
  await cancelBacktest(database.kysely, { environment: WHERE, id: 'long' }, 5);
  const gone = () => expect(backtests.progressOf({ environment: WHERE, id: 'long' })).toBeUndefined();
  await vi.waitFor(gone, { timeout: 20_000 });
  expect(await stateOf('long')).toMatchObject({ state: 'cancelled', report: null });
});

test('one whose process is gone is told as interrupted, and one that waits is played by the next', async () => {
  const { database, backtests, ask, until, stateOf } = await start();
  await ask('lost');
  await claimBacktest(database.kysely, 'a process that is gone', 60_000, 1);
  const begun = { environment: WHERE, backtest: 'lost' };
  await insertBacktestSubjects(database.kysely, begun, [
    { subject: 's', verdict: 'more', before: {}, after: {} } as BacktestSubject,
  ]);
  await ask('waits', 2);
  await backtests.start();
  await until('waits', 'done');
  expect(await stateOf('lost')).toMatchObject({ state: 'failed', code: 'interrupted' });
  expect(await findBacktestSubject(database.kysely, begun, 's')).toBeUndefined();
});

test('what other processes do is told within seconds, however far the clock of this one is ahead', async () => {
  const { database, backtests, changes } = await start({ alone: false, now: () => Date.now() + 3_600_000 });
  const held = { state: 'running', owner: 'another process', until_ms: Date.now() + 3_600_000 } as const;
  await insertBacktest(database.kysely, { ...rowOf('before', 1), ...held });
  await new Promise((resolve) => setTimeout(resolve, 5));
  await backtests.start();
  await insertBacktest(database.kysely, { ...rowOf('elsewhere', 1), ...held });
  await vi.waitFor(() => expect(changes).toEqual(['elsewhere']), { timeout: 10_000 });
});

test('where there are other processes, only what has not been heard of for long is lost', async () => {
  const { database, backtests, ask, until, stateOf } = await start({ alone: false });
  await ask('lost', 1);
  await claimBacktest(database.kysely, 'a process that is gone', 0, 1);
  await ask('held', 2);
  await claimBacktest(database.kysely, 'another process', 60_000, 1);
  await backtests.start();
  await until('lost', 'failed');
  expect(await stateOf('held')).toMatchObject({ state: 'running', owner: 'another process' });
});

test('a process that stops in good order leaves what it played to the next one', async () => {
  const { backtests, open, ask, until, stateOf } = await start({ shipments: SHIPMENTS });
  await ask('long');
  await backtests.start();
  await until('long', 'running');
  await backtests.stop();
  expect(await stateOf('long')).toMatchObject({ state: 'queued', owner: null });
  const next = open();
  await next.start();
  await until('long', 'done');
  await next.stop();
});

test('one that cannot be played says why', async () => {
  const { database, backtests, until, stateOf } = await start();
  const request = canonicalJson({ ...asked, history: { kind: 'upload', upload: 'gone' } });
  await insertBacktest(database.kysely, { ...rowOf('broken', 1), request });
  await backtests.start();
  await until('broken', 'failed');
  expect(await stateOf('broken')).toMatchObject({ code: 'not-found', detail: 'upload' });
});

const asked = {
  history: { kind: 'stored' },
  answers: 'recorded',
  nightlyAt: '02:00',
  zone: 'UTC',
  live: true,
  file: null,
};

function rowOf(id: string, createdAtMs: number): Parameters<typeof insertBacktest>[1] {
  const variables = { before: { slipMinutes: 500 }, after: {} };
  const content = {
    ...{ before: graph, after: graph, variables, parts: {}, references: {}, answers: {}, clock: 'due' },
    nightly: { minute: 120, timeZone: 'UTC' },
  };
  return {
    ...{ environment: WHERE, id, workflow: 'eta-slip', name: 'x', state: 'queued', after_hash: 'a', before_hash: 'b' },
    ...{ draft: false, upload: null, request: canonicalJson(asked), content: canonicalJson(content), verdicts: null },
    ...{ report: null, events: 0, events_of: null, author: 'a', author_name: 'A', created_at_ms: createdAtMs },
    ...{ started_at_ms: null, ended_at_ms: null, code: null, detail: null, owner: null, until_ms: null },
  };
}
