import { expect, test } from 'vitest';
import { checkTyped, type TypeScope } from '../../expression/index.ts';
import { textPlace } from './text-place.ts';

const node = (id: string, kind: string, config: object) => ({ id, kind, title: id, config });
const draft = {
  subject: 'shipment',
  variables: [{ name: 'slip', type: 'number', default: 3 }],
  nodes: [
    node('late', 'trigger', { on: ['transport.arrived'] }),
    node('due', 'deadline', { due: 'subject.eta', met: { on: ['shipment.delivered'] } }),
    node('add', 'set', { values: { first: 'now', second: 'first' } }),
    node('check', 'condition', { when: { all: [] } }),
    node('broken', 'wait', { until: 5 }),
  ],
};
const kind = (text: string, { scope }: { readonly scope: TypeScope }) => checkTyped(text, scope).type?.kind;

test('a place knows what it must give and what it can name', () => {
  const due = textPlace(draft, 'due', '/due');
  expect(due.wanted?.types).toEqual(['instant']);
  expect(kind('vars.slip', due)).toBe('number');
  expect(kind('subject.commitment.deliverBy', due)).toBe('instant');
});

test('an event has the fields of the types that the text is read for', () => {
  expect(kind('event.data.pieces', textPlace(draft, 'late', '/when'))).toBe('any');
  expect(textPlace(draft, 'late', '/when').scope.event?.fields?.data?.fields).toHaveProperty('at');
});

test('what steps put out is known where their drawing tells it', () => {
  const place = textPlace(draft, 'due', '/due');
  expect(kind('nodes.check.answer', place)).toBe('boolean');
  expect(kind('nodes.add.first', place)).toBe('instant');
  expect(kind('nodes.late.active', place)).toBe('boolean');
});

test('a value sees those that are set before it', () => {
  expect(kind('first', textPlace(draft, 'add', '/values/second'))).toBe('instant');
});

test('what cannot be read of a draft is left out', () => {
  const place = textPlace(draft, 'broken', '/until');
  expect(place.wanted).toBeUndefined();
  expect(kind('subject.eta', place)).toBe('instant');
  expect(textPlace({}, undefined, '').scope).toHaveProperty('subject');
});

test('five hundred steps are read once, and a changed one alone', () => {
  const many = {
    ...draft,
    nodes: Array.from({ length: 500 }, (_, i) => node(`n${i}`, 'set', { values: { a: 'now' } })),
  };
  textPlace(many, 'n1', '/values/a');
  // The least of several tells the work itself, and least of what else the machine had to do.
  const times = Array.from({ length: 5 }, (_, round) => {
    const begun = performance.now();
    const changed = node('n1', 'set', { values: { a: `subject.eta + duration("${round + 1}h")` } });
    textPlace({ ...many, nodes: many.nodes.with(1, changed) }, 'n1', '/values/a');
    return performance.now() - begun;
  });
  expect(Math.min(...times)).toBeLessThan(25);
});
