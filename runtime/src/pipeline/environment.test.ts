import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ROUND_CHUNK } from './round.ts';
import { ENVIRONMENT, startEmbedded, told } from './testing/embedded-pipeline.ts';
import { livedThrough, standInStep } from './testing/stand-in-step.ts';
import { verifyReplay } from './verify-replay.ts';

// Each opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

const example = JSON.parse(
  readFileSync(new URL('../../../shared/src/examples/delivery-overdue.json', import.meta.url), 'utf8'),
);
const workflow: Record<string, unknown> = example.workflow;

async function start() {
  const embedded = await startEmbedded({ partitions: 1 });
  onTestFinished(() => embedded.close());
  return embedded;
}

test('going live feeds every subject one activation, in chunks behind what was in the log', async () => {
  const embedded = await start();
  const subjects = Array.from({ length: ROUND_CHUNK + 50 }, (_, index) => `s:${index}`);
  await embedded.pipeline.append(
    ENVIRONMENT,
    subjects.map((subject) => told(`e-${subject}`, subject)),
  );
  await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [workflow]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  for (const subject of ['s:0', 's:99', subjects.at(-1) ?? '']) {
    const record = await embedded.record(subject);
    expect(record && livedThrough(record)).toEqual([`e-${subject}`, 'activated']);
  }
  const records = await embedded.log.read(ENVIRONMENT, 0, 0, 1_000);
  expect(records.filter((record) => record.kind === 'activated')).toHaveLength(2);
  const { database, log } = embedded;
  expect(await verifyReplay({ database, log, step: standInStep }, ENVIRONMENT, { batch: 13 })).toMatchObject({
    identical: true,
  });
});

test('what was appended before a release is decided with what was live then', async () => {
  const embedded = await start();
  await embedded.pipeline.append(ENVIRONMENT, [told('before', 's:a')]);
  const { liveSet } = await embedded.pipeline.releaseWorkflows(ENVIRONMENT, [workflow]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  await embedded.pipeline.append(ENVIRONMENT, [told('after', 's:a')]);
  await embedded.pipeline.quiet(ENVIRONMENT);
  const versions = await embedded.rows<{ version: string }>(
    'SELECT version FROM decisions ORDER BY commit_number, position',
  );
  expect(versions.map((row) => row.version)).toEqual(['none', liveSet, liveSet]);
});

test('releasing the same content again changes nothing', async () => {
  const { pipeline, rows } = await start();
  expect(await pipeline.releaseWorkflows(ENVIRONMENT, [workflow], { days: 7 })).toMatchObject({ changed: true });
  expect(await pipeline.releaseWorkflows(ENVIRONMENT, [workflow], { days: 7 })).toMatchObject({ changed: false });
  expect(await pipeline.releaseWorkflows(ENVIRONMENT, [workflow], { days: 9 })).toMatchObject({ changed: true });
  expect(await rows('SELECT number FROM versions')).toEqual([{ number: 1 }]);
  await pipeline.quiet(ENVIRONMENT);
});

test('a workflow with errors is refused with its problems and nothing goes live', async () => {
  const { pipeline, rows } = await start();
  const broken = { ...workflow, edges: [{ from: 'nowhere.out', to: 'case.in' }] };
  const refusal = await pipeline.releaseWorkflows(ENVIRONMENT, [broken]).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'invalid-workflow',
    cause: expect.arrayContaining([expect.objectContaining({ severity: 'error' })]),
  });
  expect(await rows('SELECT 1 FROM live_sets')).toEqual([]);
});

test('an environment that exists cannot be made again as something else', async () => {
  const { pipeline } = await start();
  const same = { id: ENVIRONMENT, kind: 'live', deliversTo: 'outbox', partitions: 1 } as const;
  await pipeline.createEnvironment(same);
  await expect(pipeline.createEnvironment({ ...same, kind: 'replay' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(pipeline.createEnvironment({ ...same, id: 'a.b' })).rejects.toMatchObject({ code: 'invalid-request' });
});
