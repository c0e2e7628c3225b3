import { expect, test } from 'vitest';
import {
  addPart,
  alsoKnown,
  type FormPart,
  holdsWhenMissing,
  movePart,
  movePartTo,
  operatorsFor,
  readForm,
  removePart,
  setGroup,
  setOperator,
  setSource,
  setValue,
  toggleNot,
  unwrapGroup,
  valueFor,
  valueInput,
  wrapPart,
} from './index.ts';

const gold = { fact: 'subject', path: '$.customerTier', operator: 'in', value: ['gold', 'platinum'] };
const moving = { fact: 'subject', path: 'status', operator: 'equal', value: 'inTransit' };
const slip = { fact: 'expr', params: { cel: 'etaSlipMinutes(subject)' }, operator: 'greaterThan', value: 30 };
const both = { all: [gold, { any: [moving, slip] }] };

const kinds = (part: FormPart): unknown => (part.kind === 'group' ? part.parts.map(kinds) : part.kind);

test('groups, comparisons and computed values are read as a form', () => {
  const form = readForm(both);
  expect(kinds(form)).toEqual(['leaf', ['leaf', 'leaf']]);
  expect(form).toMatchObject({ parts: [{ source: { kind: 'field', path: 'customerTier' } }, { of: 'any' }] });
  expect(readForm(slip)).toMatchObject({ source: { kind: 'computed', cel: 'etaSlipMinutes(subject)' } });
});

test('what is as a named condition says is read by that name', () => {
  expect(readForm({ not: { condition: 'late', 'x-own': 1 } })).toEqual({
    kind: 'not',
    place: [],
    part: { kind: 'reference', place: ['not'], name: 'late' },
  });
  expect(readForm({ condition: 5 })).toMatchObject({ kind: 'other' });
});

test.each([
  ['a decorated operator', { fact: 'subject', path: 'lines[*].id', operator: 'someFact:equal', value: 1 }],
  ['an operator that does not exist', { fact: 'subject', operator: 'near', value: 1 }],
  ['a key that means nothing', { fact: 'subject', operator: 'equal', value: 1, note: 'x' }],
  ['both a group and a comparison', { all: [], fact: 'subject', operator: 'equal', value: 1 }],
  ['something that is no condition', 'gold'],
])('%s is shown as it is', (_, json) => {
  expect(readForm(json)).toEqual({ kind: 'other', place: [], json });
});

test('what the form cannot draw survives every edit around it', () => {
  const strange = { fact: 'subject', path: 'lines[*].id', operator: 'someFact:equal', value: 1 };
  const edited = setGroup(
    addPart(setValue({ all: [strange, moving], 'x-own': 1 }, ['all', 1], { kind: 'plain', value: 'delivered' }), []),
    [],
    'any',
  );
  expect(edited).toMatchObject({ any: [strange, { value: 'delivered' }, {}], 'x-own': 1 });
  expect((edited as { any: unknown[] }).any[0]).toBe(strange);
});

test('an edit leaves what stands beside it the same object', () => {
  const edited = setOperator(both, ['all', 1, 'any', 0], 'notEqual') as typeof both;
  expect(edited.all[0]).toBe(gold);
  expect(edited).toMatchObject({ all: [gold, { any: [{ ...moving, operator: 'notEqual' }, slip] }] });
});

test('a comparison takes another field and keeps the rest of it', () => {
  const named = { ...slip, name: 'slips' };
  expect(setSource(named, [], { kind: 'field', fact: 'subject', path: 'openLines' })).toEqual({
    fact: 'subject',
    path: 'openLines',
    operator: 'greaterThan',
    value: 30,
    name: 'slips',
  });
});

test('a part goes with the not around it, and the last one leaves an empty group', () => {
  expect(removePart({ all: [{ not: moving }, gold] }, ['all', 0, 'not'])).toEqual({ all: [gold] });
  expect(removePart(moving, [])).toEqual({ all: [] });
});

test('parts are wrapped, taken out, negated and moved', () => {
  expect(wrapPart({ all: [moving] }, ['all', 0], 'any')).toEqual({ all: [{ any: [moving] }] });
  expect(unwrapGroup(both, ['all', 1])).toEqual({ all: [gold, moving, slip] });
  expect(toggleNot(toggleNot(both, ['all', 0]), ['all', 0])).toEqual(both);
  expect(movePart({ all: [gold, moving] }, ['all', 0], 1)).toEqual({ all: [moving, gold] });
  expect(movePart({ all: [gold, moving] }, ['all', 1], 1)).toEqual({ all: [gold, moving] });
  expect(movePartTo(both, ['all', 0], ['all', 1])).toEqual({ all: [{ any: [moving, slip, gold] }] });
  expect(movePartTo(both, ['all', 1], ['all', 1])).toEqual(both);
});

test('what holds while nothing is known can be asked to be known', () => {
  const leaf = readForm({ ...moving, operator: 'notEqual' });
  expect(leaf.kind === 'leaf' && holdsWhenMissing(leaf)).toBe(true);
  expect(alsoKnown(moving, [], { kind: 'field', fact: 'subject', path: 'status' })).toEqual({
    all: [moving, { fact: 'subject', path: 'status', operator: 'isKnown' }],
  });
});

test('the operator in use is offered even where it does not fit the type', () => {
  expect(operatorsFor('boolean', 'matches').at(-1)).toBe('matches');
  expect(operatorsFor('instant')).toContain('olderThan');
});

test('a value is kept as long as it fits', () => {
  const value = { kind: 'plain', value: 'gold' } as const;
  expect(valueFor(valueInput('in', 'choice'), value, ['gold', 'silver'])).toEqual({ kind: 'plain', value: ['gold'] });
  expect(valueFor(valueInput('equal', 'choice'), value, ['red'])).toEqual({ kind: 'plain', value: 'red' });
  expect(valueFor(valueInput('isKnown', 'choice'), value)).toEqual({ kind: 'none' });
  expect(valueFor(valueInput('greaterThan', 'number'), value)).toEqual({ kind: 'plain', value: 0 });
});
