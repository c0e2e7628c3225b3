import { expect, test } from 'vitest';
import { knownTexts } from './known-texts.ts';

const field = (fact: string, path: string) => ({ fact, path, type: 'text', label: '' }) as const;

test('what a field holds in what is tried is known, once and only where it is a text', () => {
  const scope = {
    subject: { customer: { name: 'MedAlliance' }, weightKg: 5 },
    previous: { customer: { name: 'Old name' } },
  };
  expect(knownTexts(field('subject', 'customer.name'), scope)).toEqual(['MedAlliance', 'Old name']);
  expect(knownTexts(field('subject', 'weightKg'), scope)).toEqual([]);
  expect(knownTexts(field('subject', 'constructor.name'), scope)).toEqual([]);
  expect(knownTexts(field('subject', 'customer.name'), undefined)).toEqual([]);
});
