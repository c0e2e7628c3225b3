import { planSchema } from '@slipway/shared/api';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openWorkingApp, WORKING } from '../api/testing/working-app.ts';
import { watchdog } from './testing/workflows.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 120_000 });

/** A story of a shipment that is not delivered in time, and how many cases it is to come to. */
const story = (name: string, cases: number) => ({
  name,
  start: '2026-03-02T08:00:00.000Z',
  subject: 'shipment:S-1',
  steps: [{ at: '0', event: { type: 'shipment.planned', data: { deliverBy: 'T0+1h' } } }, { at: '+2h' }],
  expect: {
    runs: [],
    exceptions: Array.from({ length: cases }, () => ({ type: 'not-delivered', severity: 'high', state: 'new' })),
    actions: [],
    loose: ['runs'],
  },
});

async function start() {
  const working = await openWorkingApp();
  onTestFinished(() => working.close());
  const { ask } = working;
  const plan = async (version: number) => {
    const changes = [{ workflow: 'watchdog', version }];
    return planSchema.parse((await ask('POST', `/environments/${WORKING}/plans`, { changes })).body);
  };
  const apply = async (version: number) => {
    const { id, hash } = await plan(version);
    return ask('POST', `/environments/${WORKING}/plans/${id}/apply`, { hash });
  };
  const bundle = async () => (await ask('GET', `/environments/${WORKING}/bundle`)).body;
  const testsOf = async (number: number) =>
    (await ask('GET', `/workflows/watchdog/versions/${number}/tests`)).body.tests as { scenarios: { name: string }[] };
  return { ...working, plan, apply, bundle, testsOf };
}

/** The watchdog as its first version, with these tests. */
async function withTests(...scenarios: readonly object[]) {
  const working = await start();
  const { ask } = working;
  await ask('POST', '/workflows', { name: 'Watchdog', id: 'watchdog', from: { blank: true } });
  const put = (tests: readonly object[], etag: string) =>
    working.app.send(
      'PUT',
      '/api/v1/workflows/watchdog/draft/tests',
      { tests: { scenarios: tests } },
      { 'if-match': etag },
    );
  await put(scenarios, '*');
  const save = (base: number | null) =>
    ask('POST', '/workflows/watchdog/versions', { graph: watchdog(), base, message: '' });
  await save(null);
  return { ...working, put, save };
}

it('a plan says how the tests of its version come out, warns of those that fail, and is not blocked by them', async () => {
  const { plan, put, save, apply } = await withTests(story('Late', 1));
  const first = await plan(1);
  expect(first.items[0]?.tests).toEqual({ count: 1, failed: [] });
  expect(first.problems).toEqual([]);
  await put([story('Late', 1), story('Never', 0)], '*');
  await save(1);
  const second = await plan(2);
  // Tests are no part of what is approved.
  expect([second.hash !== first.hash, second.bundle]).toEqual([true, first.bundle]);
  expect(second.items[0]?.tests).toMatchObject({ count: 2, failed: [{ name: 'Never' }] });
  expect(second.problems).toMatchObject([
    { code: 'failing-tests', severity: 'warning', message: '“Watchdog” fails 1 of its 2 tests: “Never”.' },
  ]);
  expect(await apply(2)).toMatchObject({ status: 200 });
});

it('tests go with a bundle, outside its hash, and one without them is taken as before', async () => {
  const one = await withTests(story('Late', 1));
  await one.apply(1);
  const { tests, ...older } = await one.bundle();
  expect(Object.values(tests as object)).toMatchObject([{ scenarios: [{ name: 'Late' }] }]);
  const other = await start();
  expect(await other.ask('POST', '/bundles', older)).toMatchObject({
    status: 200,
    body: { hash: older.hash, workflows: [{ number: 1, new: true, tests: 0 }], problems: [] },
  });
  const unreadable = { ...older, tests: { [Object.keys(tests as object).join()]: { scenarios: 'of tomorrow' } } };
  expect(await other.ask('POST', '/bundles', unreadable)).toMatchObject({
    body: { workflows: [{ number: 1, new: false, tests: 0 }], problems: [{ code: 'unreadable-tests' }] },
  });
  // Of the same content, with tests that are not there yet: a version of its own, once.
  const file = { ...older, tests };
  for (const isNew of [true, false])
    expect(await other.ask('POST', '/bundles', file)).toMatchObject({
      body: { workflows: [{ number: 2, new: isNew, tests: 1 }] },
    });
  expect((await other.testsOf(1)).scenarios).toEqual([]);
  expect((await other.testsOf(2)).scenarios).toMatchObject([{ name: 'Late' }]);
});
