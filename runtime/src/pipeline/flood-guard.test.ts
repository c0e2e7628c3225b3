import { step } from '@slipway/shared/engine';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { PipelineOptions } from './pipeline-options.ts';
import { ENVIRONMENT, startEmbedded, told } from './testing/embedded-pipeline.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 60_000 });

const workflow = {
  formatVersion: 1,
  id: 'noisy',
  name: 'Noisy',
  subject: 's',
  nodes: [
    { id: 'any', kind: 'trigger', title: 'Anything', config: { on: ['order.changed'] } },
    {
      id: 'case',
      kind: 'exception',
      title: 'A case',
      config: { type: 'noise', severity: 'low', title: 'Noise', key: 'event.id' },
    },
  ],
  edges: [{ from: 'any.out', to: 'case.in' }],
};

async function start(flood: NonNullable<PipelineOptions['flood']>, kind: 'live' | 'replay' = 'live') {
  const embedded = await startEmbedded({ step, flood, kind });
  onTestFinished(() => embedded.close());
  await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [workflow]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const send = async (from: number, count: number) => {
    const events = Array.from({ length: count }, (_, index) => told(`e${from + index}`, `s:${index % 3}`));
    await embedded.pipeline.append(ENVIRONMENT, events);
    await embedded.pipeline.quiet(ENVIRONMENT);
  };
  const open = (type: string) => embedded.rows(`SELECT record FROM exceptions WHERE type = '${type}' AND open`);
  const paused = async () => (await embedded.rows<{ paused: boolean }>('SELECT paused FROM live'))[0]?.paused;
  return { embedded, send, open, paused };
}

test('a workflow that floods the inbox is paused, and one case says so', async () => {
  const { embedded, send, open, paused } = await start({ exceptions: 10, withinMs: 60_000 });
  await send(0, 10);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect([await paused(), await open('noise')]).toEqual([false, expect.objectContaining({ length: 10 })]);
  await send(10, 5);
  await expect.poll(paused, { timeout: 10_000 }).toBe(true);
  await embedded.pipeline.quiet(ENVIRONMENT);
  await send(15, 40);
  expect(await open('noise')).toHaveLength(15);
  const cases = await open('workflow-flooded');
  expect(cases).toHaveLength(1);
  expect(JSON.parse(String(cases[0]?.record))).toMatchObject({ subject: 'workflow:noisy', workflow: 'noisy' });
  const releases = await embedded.rows('SELECT kind, author, note FROM releases ORDER BY number DESC LIMIT 1');
  expect(releases).toEqual([{ kind: 'pause', author: 'system', note: 'It flooded the inbox' }]);
  expect(embedded.errors).toEqual([]);
});

test('what was opened long ago is no flood', async () => {
  const { send, paused } = await start({ exceptions: 10, withinMs: 120 });
  for (let round = 0; round < 3; round += 1) {
    await send(round * 6, 6);
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  expect(await paused()).toBe(false);
});

test('a replay is never interrupted', async () => {
  const { send, paused, open } = await start({ exceptions: 1, withinMs: 60_000 }, 'replay');
  await send(0, 20);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect([await paused(), (await open('noise')).length]).toEqual([false, 20]);
});
