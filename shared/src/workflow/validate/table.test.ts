import { expect, test } from 'vitest';
import type { Problem } from '../../problem/index.ts';
import { validate, type Workflow, workflowSchema } from '../index.ts';

const input = { id: 'tier', label: 'Tier', expression: 'subject.customerTier', type: 'text' };
const output = { id: 'severity', label: 'Severity', type: 'text' };
const row = (id: string, when: string, give: string) => ({ id, when: [when], give: [give] });
const sound = { hitPolicy: 'unique', inputs: [input], outputs: [output], rows: [row('a', '"gold"', '"high"')] };

/** The problems of a workflow of a trigger, a table, and a step that reads the table. */
function check(config: object, read = 'nodes.decide.severity'): readonly Problem[] {
  const workflow: Workflow = workflowSchema.parse({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    variables: [{ name: 'limit', type: 'number', default: 5 }],
    nodes: [
      { id: 'start', kind: 'trigger', title: 'Start', config: { on: ['shipment.planned'] } },
      { id: 'decide', kind: 'table', title: 'Decide', config: { ...sound, ...config } },
      { id: 'read', kind: 'set', title: 'Read', config: { values: { x: read } } },
      { id: 'done', kind: 'end', title: 'Done', config: { outcome: 'done' } },
    ],
    edges: [
      { from: 'start.out', to: 'decide.in' },
      { from: 'decide.out', to: 'read.in' },
      { from: 'decide.none', to: 'read.in' },
      { from: 'read.out', to: 'done.in' },
    ],
  });
  return validate(workflow).filter(({ nodeId }) => nodeId !== 'start');
}

const told = (problems: readonly Problem[]) =>
  problems.map(({ severity, code, path }) => `${severity} ${code} ${path?.replace('/nodes/1/config', '')}`);

test('nothing is said of a sound table', () => {
  expect(told(check({}))).toEqual([]);
  expect(told(check({ rows: [row('a', '', '= subject.status')] }))).toEqual([]);
});

test('a cell that cannot be read is told with its row and column, and mended where it is plain', () => {
  const [problem] = check({ rows: [row('a', '"gold"', '"high"'), row('b', 'silver, none', '"low"')] });
  expect(problem).toMatchObject({
    code: 'table-cell',
    nodeId: 'decide',
    path: '/nodes/1/config/rows/1/when/0',
    message: expect.stringContaining('“Decide”, row 2 (b), column “Tier”: “silver” is not a text in quotes. Write'),
    fix: { patch: [{ op: 'replace', path: '/nodes/1/config/rows/1/when/0', value: '"silver", "none"' }] },
  });
  expect(told(check({ inputs: [{ ...input, values: ['gold'] }] }))).toEqual(['error table-cell /inputs/0/values/0']);
});

test('what does not fit together is told', () => {
  const cases: readonly [object, string][] = [
    [{ rows: [] }, 'warning table-empty /rows'],
    [{ rows: [{ ...row('a', '-', '"x"'), when: ['-', '-'] }] }, 'error table-width /rows/0/when'],
    [{ rows: [{ ...row('a', '-', '"x"'), give: [] }] }, 'error table-width /rows/0/give'],
    [{ rows: [row('a', '-', '"x"'), row('a', 'null', '"x"')] }, 'error duplicate-row /rows/1/id'],
    [{ outputs: [{ ...output, id: 'rows' }] }, 'error duplicate-column /outputs/0/id'],
    [{ aggregate: 'count' }, 'error table-aggregate /aggregate'],
    [{ hitPolicy: 'collect', aggregate: 'sum' }, 'error table-aggregate /aggregate'],
    [{ hitPolicy: 'priority' }, 'error table-unranked /outputs/0'],
    [{ outputs: [{ ...output, values: ['"low"'] }] }, 'error table-unlisted /rows/0/give/0'],
  ];
  for (const [config, problem] of cases) expect(told(check(config, '1')), problem).toEqual([problem]);
  expect(told(check({ hitPolicy: 'collect', aggregate: 'count' }))).toEqual([]);
});

test('an expression that a row gives is checked like any other, and a fix keeps its sign', () => {
  const give = (text: string) => check({ rows: [row('a', '-', text)] });
  expect(told(give('= subject.eta - '))).toEqual(['error expression-syntax /rows/0/give/0']);
  expect(told(give('= vars.limt'))).toEqual(['error unknown-variable /rows/0/give/0']);
  expect(told(give('= vars.limit'))).toEqual(['error expression-wrong-result /rows/0/give/0']);
  expect(give('= subjct.status')[0]?.fix?.patch).toEqual([
    { op: 'replace', path: '/nodes/1/config/rows/0/give/0', value: '= subject.status' },
  ]);
});

test('an expression of a column gives what the column holds', () => {
  expect(told(check({ inputs: [{ ...input, expression: 'subject.eta - now' }] }))).toEqual([
    'error expression-wrong-result /inputs/0/expression',
  ]);
});

test('what a later step reads of a table is checked against its outputs', () => {
  expect(check({}, 'nodes.decide.severty')).toMatchObject([
    { code: 'expression-unknown-field', message: expect.stringContaining('did you mean “severity”') },
  ]);
  expect(told(check({}, 'nodes.decide.severity + 5'))).toHaveLength(1);
  expect(told(check({ hitPolicy: 'ruleOrder' }, 'size(nodes.decide.severity) + size(nodes.decide.rows)'))).toEqual([]);
});
