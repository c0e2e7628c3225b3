import { expect, test } from 'vitest';
import { compileCondition, describeCondition } from './index.ts';

const yard = { circle: { lat: 53.55, lon: 9.99, radiusM: 1_000 } };
const near = { lat: 53.552, lon: 9.99, accuracyM: 900 };
const far = { lat: 53.6, lon: 9.99 };

function holds(operator: string, value: unknown, position: unknown, zones: unknown = { yard }): boolean {
  const compiled = compileCondition({ fact: 'event', path: '$.data', operator, value });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.problems));
  const facts = { event: { data: position }, zones };
  expect(compiled.condition.explain(facts).result).toBe(compiled.condition.test(facts));
  return compiled.condition.test(facts);
}

test('a zone is compared with by its id, or as it is', () => {
  for (const zone of ['yard', yard, { lat: 53.55, lon: 9.99, radiusM: 1_000 }]) {
    expect(holds('withinZone', zone, near)).toBe(true);
    expect(holds('withinZone', zone, far)).toBe(false);
    expect(holds('notWithinZone', zone, near)).toBe(false);
    expect(holds('notWithinZone', zone, far)).toBe(true);
  }
});

test('what is no position, and what is no zone, is neither inside nor outside', () => {
  for (const operator of ['withinZone', 'notWithinZone', 'surelyWithinZone', 'surelyOutsideZone']) {
    for (const wrong of [undefined, null, 'HAM', {}, { lat: 91, lon: 0 }])
      expect(holds(operator, 'yard', wrong)).toBe(false);
    expect(holds(operator, 'port', near)).toBe(false);
    expect(holds(`not:${operator}`, 'port', near)).toBe(false);
    expect(holds(operator, 'yard', near, null)).toBe(false);
  }
});

test('accuracy makes the two sure ones differ', () => {
  const ask = (accuracyM: number) =>
    ['surelyWithinZone', 'surelyOutsideZone'].map((each) => holds(each, 'yard', { ...near, accuracyM }));
  expect([ask(100), ask(900)]).toEqual([
    [true, false],
    [false, false],
  ]);
  expect(holds('surelyOutsideZone', 'yard', far)).toBe(true);
});

test('distances compare in kilometres', () => {
  const from = { lat: 53.55, lon: 9.99 };
  expect(holds('nearerThanKm', { ...from, km: 5 }, near)).toBe(true);
  expect(holds('nearerThanKm', { ...from, km: 5 }, far)).toBe(false);
  expect(holds('fartherThanKm', { ...from, km: 5 }, far)).toBe(true);
  expect(holds('fartherThanKm', { ...from, km: 5 }, null)).toBe(false);
});

test('a value that is no zone and no distance is a problem', () => {
  const codes = (operator: string, value: unknown) => {
    const compiled = compileCondition({ fact: 'event', operator, value });
    return compiled.ok ? [] : compiled.problems.map(({ code, path }) => [code, path]);
  };
  for (const value of [5, null, { circle: {} }, { polygon: [[0, 0]] }])
    expect(codes('withinZone', value)).toEqual([['condition-value', '/value']]);
  expect(codes('nearerThanKm', { lat: 1, lon: 2 })).toEqual([['condition-value', '/value']]);
});

test('a zone reads in plain English', () => {
  const say = (operator: string) => describeCondition({ fact: 'subject', path: '$.position', operator, value: 'yard' });
  expect(['withinZone', 'notWithinZone', 'surelyWithinZone', 'surelyOutsideZone'].map(say)).toEqual([
    'position is in the zone yard',
    'position is not in the zone yard',
    'position is surely in the zone yard',
    'position is surely not in the zone yard',
  ]);
});
