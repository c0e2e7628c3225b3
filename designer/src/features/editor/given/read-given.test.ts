import { QueryClient } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { libraryVersionQuery, libraryWorkflowQuery } from '../../../api/library.ts';
import { referenceContentQuery, referencesQuery } from '../../../api/references.ts';
import { namedIn, readGiven } from './read-given.ts';

const step = (kind: string, config: object) => ({ id: kind, kind, title: kind, config });
const run = (workflow: string, version?: string) =>
  step('subflow', { workflow, ...(version ? { version } : {}), inputs: {}, ends: [{ id: 'over', label: 'Over' }] });
const part = (id: string, nodes: readonly object[]) => ({
  formatVersion: 1,
  id,
  name: id,
  subject: 'shipment',
  entry: { node: 'over', inputs: [] },
  nodes: [...nodes, { id: 'over', kind: 'end', title: 'Over', config: { outcome: 'Over' } }],
  edges: [],
});

/** A cache in which these versions and tables have been read already. */
function cacheOf(
  library: Readonly<Record<string, readonly [hash: string, graph: object][]>>,
  tables: readonly string[],
) {
  const client = new QueryClient();
  for (const [id, versions] of Object.entries(library)) {
    const told = versions.map(([hash], at) => ({ number: at + 1, hash })).toReversed();
    client.setQueryData(libraryWorkflowQuery(id).queryKey, { newest: told[0], versions: told } as never);
    for (const [at, [, graph]] of versions.entries())
      client.setQueryData(libraryVersionQuery(id, at + 1).queryKey, { graph } as never);
  }
  const items = tables.map((id) => ({ id, deleted: false }));
  client.setQueryData(referencesQuery('dev').queryKey, { items } as never);
  for (const id of tables)
    client.setQueryData(referenceContentQuery('dev', id).queryKey, { kind: 'table', id } as never);
  return client;
}

test('what the steps of a draft name is found, however unfinished it is', () => {
  const nodes = [
    step('lookup', { table: 'rates' }),
    step('estimate', { model: 'road' }),
    run('fees', 'abc'),
    run(''),
    7,
  ];
  expect(namedIn({ nodes })).toEqual({
    references: ['rates', 'road'],
    parts: [{ workflow: 'fees', version: 'abc' }],
  });
  expect(namedIn({})).toEqual({ references: [], parts: [] });
});

test('parts are read in the version that is meant, with what they name in turn', async () => {
  const library = {
    fees: [
      ['one', part('fees', [])],
      ['two', part('fees', [run('rate')])],
    ] as [string, object][],
    rate: [['r', part('rate', [step('lookup', { table: 'rates', key: ['"x"'] })])]] as [string, object][],
  };
  const given = await readGiven(cacheOf(library, ['rates']), 'dev', {
    references: [],
    parts: [{ workflow: 'fees', version: 'two' }],
  });
  expect(given.workflow?.('fees', 'two')?.nodes).toHaveLength(2);
  expect(given.workflow?.('rate', undefined)?.id).toBe('rate');
  expect(given.workflow?.('fees', 'one')).toBeUndefined();
  expect(Object.keys(given.references ?? {})).toEqual(['rates']);
});
