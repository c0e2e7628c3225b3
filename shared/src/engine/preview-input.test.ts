import { expect, test } from 'vitest';
import { previewInput } from './index.ts';

const facts = { subject: { id: 'shipment:1', weightKg: 12 } };

test('an input is filled as a run fills it: a lone expression keeps its type, what is missing is null or empty', () => {
  const input = {
    to: '${subject.id}@x',
    weight: '${subject.weightKg}',
    gone: '${subject.eta}',
    texts: ['a ${subject.eta}'],
  };
  expect(previewInput(input, facts)).toEqual({
    ok: true,
    value: { to: 'shipment:1@x', weight: 12, gone: null, texts: ['a '] },
  });
});

test('a text that cannot be read is the reason why there is nothing to show', () => {
  expect(previewInput({ a: { b: '${subject.' } }, facts)).toMatchObject({ ok: false });
  expect(previewInput({ a: '${1 / 0}' }, facts)).toMatchObject({ ok: false });
});
