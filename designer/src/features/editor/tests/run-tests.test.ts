import { EXAMPLES, type Example } from '@slipway/shared/examples';
import { expect, test } from 'vitest';
import { partKey, partsFor, testRun } from './run-tests.ts';

const example = (EXAMPLES as readonly Example[]).find(({ workflow }) => workflow.id === 'delivery-overdue');
const workOf = (draft: unknown, propose = false) => ({
  draft,
  scenarios: example?.scenarios ?? [],
  references: {},
  parts: [],
  beside: [],
  propose,
});

test('the stories of an example hold of it, also under another id', () => {
  const news = [...testRun(workOf({ ...example?.workflow, id: 'mine' }))];
  const results = news.flatMap((each) => (each.kind === 'result' ? [each.result] : []));
  expect(results).toHaveLength(example?.scenarios.length ?? 0);
  expect(results.flatMap(({ differences, failure }) => [...differences, failure ?? []].flat())).toEqual([]);
  expect(news.at(-1)).toMatchObject({ kind: 'done' });
});

test('a change of the rule is told apart, and what cannot be played is said to be', () => {
  const text = JSON.stringify(example?.workflow).replaceAll('"default":7', '"default":9');
  const news = [...testRun(workOf(JSON.parse(text)))];
  expect(news.some((each) => each.kind === 'result' && each.result.differences.length > 0)).toBe(true);
  expect([...testRun(workOf({ nodes: [] }))]).toEqual([{ kind: 'blocked' }]);
});

test('tests are proposed for what no test shows', () => {
  const news = [...testRun({ ...workOf(example?.workflow, true), scenarios: [] })];
  const proposed = news.find((each) => each.kind === 'proposed');
  expect(proposed?.kind === 'proposed' && proposed.scenarios.length).toBeGreaterThan(0);
});

test('parts are handed on with the parts that they are made of', () => {
  const part = (id: string, inner?: string) =>
    ({ id, nodes: inner ? [{ kind: 'subflow', config: { workflow: inner } }] : [] }) as never;
  const find = (id: string) => (id === 'one' ? part('one', 'two') : id === 'two' ? part('two', 'one') : undefined);
  const draft = { nodes: [{ kind: 'subflow', config: { workflow: 'one', version: undefined } }] };
  expect(partsFor(draft, find).map(([key]) => key)).toEqual([partKey('one', undefined), partKey('two', undefined)]);
});
