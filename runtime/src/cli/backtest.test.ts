import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import example from '@slipway/shared/examples/eta-slip.json' with { type: 'json' };
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { EXIT } from './output.ts';
import { runCommandLine } from './program.ts';

vi.setConfig({ testTimeout: 60_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'slipway-backtest-'));
  writeFileSync(join(folder, 'eta-slip.json'), JSON.stringify(example));
  const base = { source: '/t', subject: 'shipment:S-1' };
  const planned = { deliverBy: '2026-03-04T08:00:00.000Z', customerTier: 'gold' };
  const late = { classifier: 'EST', at: '2026-03-04T14:00:00.000Z' };
  const events = [
    { ...base, id: '1', type: 'shipment.planned', time: '2026-03-02T08:00:00.000Z', data: planned },
    { ...base, id: '2', type: 'shipment.delivered', time: '2026-03-02T09:00:00.000Z', data: late },
    {
      ...base,
      id: '3',
      type: 'shipment.planned',
      time: '2026-03-02T12:00:00.000Z',
      subject: 'shipment:S-2',
      data: planned,
    },
  ];
  writeFileSync(join(folder, 'history.jsonl'), events.map((event) => JSON.stringify(event)).join('\n'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function backtest(...more: string[]) {
  let out = '';
  const writing = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  onTestFinished(() => writing.mockRestore());
  const never = () => Promise.reject(new Error('nothing is opened'));
  const surroundings = { version: '0', variables: {}, openStorage: never, describeServices: () => never() as never };
  const files = [join(folder, 'eta-slip.json'), '--history', join(folder, 'history.jsonl')];
  const exit = await runCommandLine(['backtest', ...files, ...more, '--json'], surroundings);
  return { exit, ...JSON.parse(out.trim()) };
}

test('where a history has no answer to an action the run waits, unless it is answered as systems usually do', async () => {
  const recorded = await backtest();
  expect(recorded).toMatchObject({ exit: EXIT.ok, after: { runs: 1, cases: 0, actions: 1, ends: { open: 1 } } });
  expect(recorded.after.nodes).not.toHaveProperty('found');
  expect(recorded.after.unanswered).toEqual({ reroute: 1 });
  const simulated = await backtest('--answers', 'simulated');
  // The system takes the request and promises nothing, so that the case is opened and the customer told.
  expect(simulated).toMatchObject({ exit: EXIT.ok, after: { runs: 1, cases: 1, actions: 2, unanswered: {} } });
  expect(simulated.after.ports).toMatchObject({ 'reroute.done': 1, 'found.no': 1 });
});

test('another way to answer is refused', async () => {
  expect(await backtest('--answers', 'sometimes')).toMatchObject({
    ...{ exit: EXIT.failed, ok: false, code: 'invalid-request' },
    detail: '--answers sometimes: recorded or simulated',
  });
});
