import { expect, test } from 'vitest';
import { exampleFacts } from './example.ts';

test('fields are called as they are in sentences, and a missing one says so', () => {
  const facts = { 'event.data.value': 9, 'subject.tier': null, 'subject.eta - subject.plannedAt': '2h' };
  const told = exampleFacts({ facts });
  expect(told.map(({ value }) => value)).toEqual(['9', null, '2h']);
  expect(told.map(({ name }) => name).join()).not.toMatch(/event\.data|subject\./);
});
