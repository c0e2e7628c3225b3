import { versionOf } from '@slipway/shared/engine';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openTemporaryDatabase } from '../database/temporary.ts';
import { allowance, caller } from '../promotion/testing/parts.ts';
import { copyExample } from './copy-example.ts';

// It opens a database of its own.
vi.setConfig({ testTimeout: 30_000 });

function readable(graph: unknown): Workflow {
  const read = readWorkflow(graph);
  if (!read.ok) throw new Error(read.problems[0]?.message);
  return read.workflow;
}

it('brings its parts into the library and says which versions it is made of; another workflow of that id is left alone', async () => {
  const database = await openTemporaryDatabase();
  onTestFinished(() => database.close());
  const copy = (part: object) => {
    const example = { workflow: caller(), parts: [part] } as unknown as Parameters<typeof copyExample>[1];
    const author = { id: 'petra', name: 'Petra' };
    return database.transaction((transaction) => copyExample(transaction, example, { author, atMs: 1 }));
  };
  const meant = (graph: unknown) =>
    readable(graph).nodes.flatMap((node) => (node.kind === 'subflow' ? [node.config] : []));
  const first = await copy(allowance());
  expect(first.parts).toEqual([{ workflow: 'allowance', number: 1 }]);
  expect(meant(first.graph)).toMatchObject([{ workflow: 'allowance', version: versionOf(readable(allowance())) }]);
  expect(await copy(allowance())).toEqual(first);
  const other = await copy(allowance({ outcome: 'Something else' }));
  expect(other.parts).toEqual([{ workflow: 'allowance-2', number: 1 }]);
  const renamed = readable({ ...allowance({ outcome: 'Something else' }), id: 'allowance-2' });
  expect(meant(other.graph)).toMatchObject([{ workflow: 'allowance-2', version: versionOf(renamed) }]);
});
