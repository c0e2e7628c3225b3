import { BOOLEAN, INSTANT, NUMBER, type Type } from '@slipway/shared/expression';
import { describe, expect, test } from 'vitest';
import { previewOf } from './arrival.ts';
import { MappingDesk } from './mapping-desk.ts';
import { rowsOf, sampleTree, stepsBefore } from './sample-tree.ts';
import { inputFields, isUnfilled } from './schema-fields.ts';

const map = (fields: Readonly<Record<string, Type>>): Type => ({ kind: 'map', fields, rest: { kind: 'any' } });
const scope = {
  subject: map({ weightKg: NUMBER, eta: INSTANT }),
  nodes: map({ check: map({ answer: BOOLEAN }), later: map({ answer: BOOLEAN }) }),
};
const sample = {
  subject: { eta: '2026-03-01T10:00:00.000Z', stops: [{ id: 'a' }] },
  nodes: { 'ask-tms': { ok: true } },
};
const steps = new Map([
  ['check', 'Worth it?'],
  ['ask-tms', 'Ask the TMS'],
]);
const tree = sampleTree({ scope, sample, steps });
const paths = (open: readonly string[], search = '') =>
  rowsOf(tree, { open: new Set(open), search }).map(({ node }) => node.path);

describe('the sample data', () => {
  test('has what is there before what could be, each under the path of an expression', () => {
    expect(paths(['subject', 'subject.stops', 'subject.stops[0]'])).toEqual([
      'subject',
      'subject.eta',
      'subject.stops',
      'subject.stops[0]',
      'subject.stops[0].id',
      'subject.weightKg',
      'nodes',
    ]);
  });

  test('has the outputs of the steps before, and of no others', () => {
    const withOwn = sampleTree({
      scope: { ...scope, nodes: map({ check: map({ answer: BOOLEAN }), 'ask-tms': map({}) }) },
      sample,
      steps,
    });
    const nodes = withOwn.find(({ name }) => name === 'nodes');
    expect(nodes?.children.map(({ path, title }) => [path, title])).toEqual([
      ['nodes["ask-tms"]', 'Ask the TMS'],
      ['nodes.check', 'Worth it?'],
    ]);
  });

  test('is searched by path and title, and the ways there stay', () => {
    expect(paths([], 'weight')).toEqual(['subject', 'subject.weightKg']);
    expect(paths([], 'ask the')).toEqual(['nodes', 'nodes["ask-tms"]']);
    expect(paths([], 'nothing like it')).toEqual([]);
  });

  test('the steps before are those from which a way leads here, also around a loop', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'c', to: 'b' },
      { from: 'c', to: 'd' },
    ];
    expect([...stepsBefore(edges, 'b')].sort()).toEqual(['a', 'c']);
    expect([...stepsBefore(edges, 'a')]).toEqual([]);
  });
});

describe('a desk of a mapping', () => {
  const field = (pointer: string, told: string[] = []) => ({
    pointer,
    label: pointer,
    wanted: undefined,
    put: (path: string) => told.push(`${pointer} ${path}`),
  });
  test('puts what is picked into the field that was worked in last', () => {
    const told: string[] = [];
    const desk = new MappingDesk();
    desk.register(field('a', told));
    desk.register(field('b', told));
    desk.activate('b');
    desk.state.active?.put('subject.eta');
    expect(told).toEqual(['b subject.eta']);
  });
  test('forgets a field that leaves, and keeps one that is drawn anew', () => {
    const desk = new MappingDesk();
    const leave = desk.register(field('a'));
    desk.ask('a');
    const leaveAgain = desk.register(field('a'));
    leave();
    expect(desk.state).toMatchObject({ asked: 1, active: { pointer: 'a' } });
    leaveAgain();
    expect(desk.state).toMatchObject({ fields: [], active: undefined });
    desk.register(field('a'));
    expect(desk.state.active?.pointer).toBe('a');
  });
});

test('a preview is what the engine fills, and says whether exactly that was sent', () => {
  const input = { to: '${subject.eta}', fixed: 5 };
  const sent = { fixed: 5, to: '2026-03-01T10:00:00.000Z' };
  expect(previewOf(input, 'templates', sample, sent)).toMatchObject({ value: sent, same: true });
  expect(previewOf({ ...input, fixed: 6 }, 'templates', sample, sent)).toMatchObject({ same: false });
  expect(previewOf({ days: '1 + 1' }, 'expressions', sample)).toMatchObject({ value: { days: 2 } });
  expect(previewOf({ days: '1 +' }, 'expressions', sample).reason).toBeTruthy();
});

test('what a schema takes is what its values must be', () => {
  const schema = {
    properties: { to: { anyOf: [{ type: 'string' }, { type: 'array' }] }, n: { type: 'integer' }, any: {} },
  };
  expect(inputFields(schema).map(({ wanted }) => wanted?.types)).toEqual([
    ['text', 'instant', 'duration', 'list'],
    ['number'],
    undefined,
  ]);
  expect([undefined, '', ' ', null, 0, false, 'x'].map(isUnfilled)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
    false,
  ]);
});
