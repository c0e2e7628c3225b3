import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import { describe, expect, test } from 'vitest';
import { changesOfExpression, changesOfTemplate } from './cel.ts';
import { changesOfCondition } from './condition.ts';
import { mutantsOf } from './index.ts';
import { aroundDuration, aroundEachNumber, aroundNumber, aroundTimeOfDay } from './number.ts';

const values = (changes: readonly { readonly value: unknown }[]) => changes.map(({ value }) => value);

describe('a small change', () => {
  test('of a number or a duration is one unit of its last place', () => {
    expect(aroundNumber('30')).toEqual(['29', '31']);
    expect(aroundNumber('2.5')).toEqual(['2.4', '2.6']);
    expect(aroundDuration('1h30m')).toEqual(['1h29m', '1h31m']);
    expect(aroundDuration('PT2H')).toEqual(['PT1H', 'PT3H']);
    expect(aroundDuration('hour')).toEqual([]);
    expect(aroundTimeOfDay('00:00')).toEqual(['23:59', '00:01']);
    expect(values(aroundEachNumber('0 6 * * 1'))).toEqual([
      '1 6 * * 1',
      '0 5 * * 1',
      '0 7 * * 1',
      '0 6 * * 0',
      '0 6 * * 2',
    ]);
  });

  test('of an expression is each number, each duration and each operator', () => {
    expect(values(changesOfExpression('a >= 2 && !b'))).toEqual([
      'a > 2 && !b',
      'a >= 1 && !b',
      'a >= 3 && !b',
      'a >= 2 || !b',
      'a >= 2 && b',
    ]);
    expect(values(changesOfExpression('x - duration("2h")'))).toEqual([
      'x + duration("2h")',
      'x - duration("1h")',
      'x - duration("3h")',
    ]);
    expect(values(changesOfExpression('-1 == "2 > 1"'))).toEqual(
      ['-(0)'.replace('(0)', '0'), '-2'].map((text) => `${text} == "2 > 1"`).concat('-1 != "2 > 1"'),
    );
  });

  test('of a template is inside its expressions alone', () => {
    expect(values(changesOfTemplate('1 of ${size({"a": 2})} > ${b == "}"}'))).toEqual([
      '1 of ${size({"a": 1})} > ${b == "}"}',
      '1 of ${size({"a": 3})} > ${b == "}"}',
      '1 of ${size({"a": 2})} > ${b != "}"}',
    ]);
  });

  test('of a condition is its operator, its numbers and its groups', () => {
    const leaf = { fact: 'a', operator: 'greaterThan', value: 1 };
    const other = { fact: 'b', operator: 'someFact:startsWith', value: 'x' };
    expect(values(changesOfCondition({ all: [leaf, other] }))).toEqual([
      { any: [leaf, other] },
      { all: [{ ...leaf, operator: 'greaterThanInclusive' }, other] },
      { all: [{ ...leaf, value: 0 }, other] },
      { all: [{ ...leaf, value: 2 }, other] },
      { all: [leaf, { ...other, operator: 'someFact:not:startsWith' }] },
    ]);
  });
});

const when = { all: [{ fact: 'subject', path: 'value', operator: 'lessThan', value: 5 }] };

function workflow(): Workflow {
  const read = readWorkflow({
    formatVersion: 1,
    id: 'w',
    name: 'W',
    subject: 'shipment',
    nodes: [
      { id: 'start', kind: 'trigger', title: 'A', config: { on: ['shipment.planned', 'shipment.booked'] } },
      { id: 'small', kind: 'condition', title: 'B', config: { when } },
      { id: 'one', kind: 'end', title: 'C', config: { outcome: 'One' } },
      { id: 'two', kind: 'end', title: 'D', config: { outcome: 'Two' } },
    ],
    edges: [
      { from: 'start.out', to: 'small.in' },
      { from: 'small.yes', to: 'one.in' },
      { from: 'small.no', to: 'two.in' },
    ],
  });
  return read.ok ? read.workflow : expect.unreachable();
}

test('a workflow has a mutant for every part, wire and way, each under its own id', () => {
  const ids = mutantsOf(workflow()).map(({ id }) => id);
  expect(ids).toEqual([
    'start /on without shipment.planned',
    'start /on without shipment.booked',
    'small /when/all/0/operator lessThan → lessThanInclusive',
    'small /when/all/0/value 5 → 4',
    'small /when/all/0/value 5 → 6',
    'edge start.out>small.in removed',
    'edge start.out>small.in moved',
    'edge small.yes>one.in removed',
    'edge small.yes>one.in moved',
    'edge small.no>two.in removed',
    'edge small.no>two.in moved',
    'node small bypassed by yes',
    'node small bypassed by no',
  ]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('a mutant differs from the workflow, and leaves the workflow as it was', () => {
  const original = workflow();
  const before = JSON.stringify(original);
  for (const { id, candidates } of mutantsOf(original))
    for (const candidate of candidates()) expect(JSON.stringify(candidate), id).not.toBe(before);
  expect(JSON.stringify(original)).toBe(before);
});
