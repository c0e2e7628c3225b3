import { expect, onTestFinished, test, vi } from 'vitest';
import { chaser } from '../promotion/testing/workflows.ts';
import type { LiveContent } from './live-content.ts';
import { ENVIRONMENT, startEmbedded } from './testing/embedded-pipeline.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

const petra = { kind: 'release', by: { id: 'petra', name: 'Petra' } } as const;
const one = (outcome: string, more: object = {}) => ({ graph: chaser({ outcome }), ...more });

async function start() {
  const embedded = await startEmbedded({ partitions: 1 });
  onTestFinished(() => embedded.close());
  const set = (desk: string) =>
    embedded.pipeline.adjustLive(ENVIRONMENT, {
      change: (now) => ({ ...now, variables: { desk } }),
      cause: { kind: 'variables', by: petra.by },
    });
  return { ...embedded, set };
}

test('a release keeps variables, numbers and who is paused, and says since when an unchanged version runs', async () => {
  const { pipeline, rows, set } = await start();
  await set('d');
  await pipeline.release(ENVIRONMENT, { workflows: [one('a', { number: 7 })], cause: petra });
  await pipeline.adjustLive(ENVIRONMENT, {
    change: (now) => ({ ...now, workflows: now.workflows.map((each) => ({ ...each, paused: true })) }),
    cause: { kind: 'pause', by: petra.by },
  });
  const [before] = await rows('SELECT since_ms, paused FROM live');
  expect(before).toMatchObject({ paused: true });
  const other = { graph: chaser({ id: 'other' }), number: 3 };
  await pipeline.release(ENVIRONMENT, { workflows: [one('a', { number: 7 }), other], cause: petra });
  expect((await rows("SELECT since_ms, paused FROM live WHERE workflow = 'chaser'"))[0]).toEqual(before);
  await pipeline.release(ENVIRONMENT, { workflows: [one('b', { number: 8 }), other], cause: petra });
  expect(await rows('SELECT workflow, number, paused FROM live NATURAL JOIN versions ORDER BY 1')).toEqual([
    { workflow: 'chaser', number: 8, paused: true },
    { workflow: 'other', number: 3, paused: false },
  ]);
  expect(await rows('SELECT name, value FROM variables')).toEqual([{ name: 'desk', value: '"d"' }]);
  expect(await rows('SELECT kind, changes FROM releases ORDER BY number')).toEqual([
    { kind: 'variables', changes: '[]' },
    { kind: 'release', changes: '[{"workflow":"chaser","from":null,"to":7}]' },
    { kind: 'pause', changes: '[]' },
    { kind: 'release', changes: '[{"workflow":"other","from":null,"to":3}]' },
    { kind: 'release', changes: '[{"workflow":"chaser","from":7,"to":8}]' },
  ]);
});

test('a release upon what is no longer live is refused, and nothing of it stays', async () => {
  const { pipeline, rows, set } = await start();
  const { liveSet: base } = await set('d');
  await set('e');
  const late = pipeline.release(ENVIRONMENT, { workflows: [one('a')], base, cause: petra });
  await expect(late).rejects.toMatchObject({ code: 'conflict' });
  const failing = pipeline.release(ENVIRONMENT, { workflows: [one('a')], cause: petra }, async () => {
    throw new Error('what belongs to it fails');
  });
  await expect(failing).rejects.toThrow('what belongs to it fails');
  expect(await rows('SELECT 1 FROM versions')).toEqual([]);
  expect(await rows('SELECT number FROM releases')).toHaveLength(2);
  await pipeline.quiet(ENVIRONMENT);
});

test('adjustments that meet are all made, one upon the other', async () => {
  const { pipeline, rows } = await start();
  const names = ['a', 'b', 'c', 'd'];
  const cause = { kind: 'variables', by: petra.by } as const;
  await Promise.all(
    names.map((name) =>
      pipeline.adjustLive(ENVIRONMENT, {
        change: (now) => ({ ...now, variables: { ...now.variables, [name]: 1 } }),
        cause,
      }),
    ),
  );
  expect(await rows('SELECT name FROM variables ORDER BY name')).toEqual(names.map((name) => ({ name })));
});

test('variables that a live workflow cannot run with are refused', async () => {
  const { pipeline, set } = await start();
  await set('d');
  await pipeline.release(ENVIRONMENT, { workflows: [one('a')], cause: petra });
  const none = { change: (now: LiveContent) => ({ ...now, variables: {} }), cause: petra };
  await expect(pipeline.adjustLive(ENVIRONMENT, none)).rejects.toMatchObject({ code: 'invalid-workflow' });
});
