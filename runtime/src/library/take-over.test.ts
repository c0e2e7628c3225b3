import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import example from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import { canonicalText, readWorkflow } from '@slipway/shared/workflow';
import { expect, onTestFinished, test } from 'vitest';
import { MIGRATIONS } from '../database/migrations/index.ts';
import { openDatabase } from '../database/open-database.ts';

const before = Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0002'));

test('a directory from before the library has one with what its environments ran, under one number each', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'slipway-take-over-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const old = await openDatabase({ directory, migrations: before });
  const texts = ['first', 'second', 'third'].map((description) => {
    const read = readWorkflow({ ...example.workflow, description });
    return read.ok ? canonicalText(read.workflow) : '';
  });
  const rows = [
    ['dev', 'h1', 1, 0, 10],
    ['dev', 'h3', 2, 2, 30],
    ['prod', 'h2', 1, 1, 20],
    ['prod', 'h1', 2, 0, 40],
  ] as const;
  for (const [environment, version, number, text, at] of rows) {
    await old.pool.query(
      'INSERT INTO versions (environment, workflow, version, number, name, graph, created_at_ms) VALUES ($1, $2, $3, $4, $5, $6, $7)',
      [environment, example.workflow.id, version, number, example.workflow.name, texts[text], at],
    );
  }
  await old.close();

  const database = await openDatabase({ directory });
  const { kysely } = database;
  const library = await kysely
    .selectFrom('workflow_versions')
    .select(['number', 'hash', 'graph', 'at_ms'])
    .orderBy('number')
    .execute();
  expect(library).toEqual([
    { number: 1, hash: 'h1', graph: texts[0], at_ms: 10 },
    { number: 2, hash: 'h2', graph: texts[1], at_ms: 20 },
    { number: 3, hash: 'h3', graph: texts[2], at_ms: 30 },
  ]);
  expect(await kysely.selectFrom('workflows').selectAll().executeTakeFirstOrThrow()).toMatchObject({
    id: example.workflow.id,
    name: example.workflow.name,
    description: 'third',
    newest: 3,
    tags: expect.stringContaining('commitment'),
  });
  const installed = await kysely
    .selectFrom('versions')
    .select(['environment', 'version', 'number'])
    .orderBy('environment')
    .orderBy('number')
    .execute();
  expect(installed.map(({ environment, version, number }) => `${environment} ${version} ${number}`)).toEqual([
    'dev h1 1',
    'dev h3 3',
    'prod h1 1',
    'prod h2 2',
  ]);
  await database.close();
}, 60_000);
