import example from '@slipway/shared/examples/delivery-overdue.json';
import { expect, test } from 'vitest';
import { carryStyles, declarations } from '../../../code-editor/inline-styles.ts';
import { sixDigits } from '../../../code-editor/theme.ts';
import { readText, saysTheSame, textOf } from './draft-text.ts';
import { locate, nearestSpan, pointerAt } from './locate.ts';
import { changeBetween } from './text-change.ts';

const text = textOf(example.workflow);
const spans = locate(text);
const shown = (pointer: string) => {
  const span = spans.get(pointer);
  return span ? text.slice(span.from, span.to) : undefined;
};

test('every value of a document is found by its pointer', () => {
  expect(shown('/id')).toBe('"delivery-overdue"');
  expect(shown('/nodes/0/config/met/on/0')).toBe('"shipment.delivered"');
  expect(JSON.parse(shown('/nodes/2') ?? '')).toEqual(example.workflow.nodes[2]);
  expect(shown('')).toBe(text.trimEnd());
});

test('a place in the text is the innermost value around it, its key included', () => {
  expect(pointerAt(spans, text.indexOf('"formatVersion"') + 3)).toBe('/formatVersion');
  expect(pointerAt(spans, text.indexOf('Expedite at the TMS'))).toBe('/nodes/2/title');
});

test('a pointer whose value is gone leads to what is around it', () => {
  expect(nearestSpan(spans, '/nodes/2/config/nothing/here')).toBe(spans.get('/nodes/2/config'));
});

test('of a broken text what stands before the break is found, and keys with a slash are escaped', () => {
  const broken = locate('{ "a/b": [1, {"c": true, "d": tru');
  expect(broken.get('/a~1b/0')).toMatchObject({ from: 10, to: 11 });
  expect(broken.has('/a~1b/1/c')).toBe(true);
  expect(locate('[[[[').size).toBe(4);
  expect(locate('['.repeat(1_000_000)).size).toBe(0);
});

test('a draft is written and read without loss', () => {
  const read = readText(text);
  expect(read.ok && textOf(read.draft)).toBe(text);
  expect(saysTheSame(JSON.stringify(example.workflow), example.workflow)).toBe(true);
});

test.each(['{ "a": 1', '[]', '"text"', '{ "a": 1, "a": 2 }', '{ "__proto__": {} }'])('%s is no document', (broken) => {
  expect(readText(broken).ok).toBe(false);
});

test('only what differs is replaced', () => {
  expect(changeBetween('abc', 'abc')).toBeUndefined();
  expect(changeBetween('{"a": 1}', '{"a": 12}')).toEqual({ from: 7, to: 7, text: '2' });
  const change = changeBetween('aaa', 'aa');
  expect(change && 'aaa'.slice(0, change.from) + change.text + 'aaa'.slice(change.to)).toBe('aa');
});

test('styles of tags are carried over, and text that looks like one is not', () => {
  const html = '<div style="top:0px;height:19px;" class="view-line"><span>style="x"</span></div>';
  expect(carryStyles(html)).toBe(
    '<div data-carried-style="top:0px;height:19px;" class="view-line"><span>style="x"</span></div>',
  );
  expect(declarations('top:0px;height:19px;')).toEqual([
    ['top', '0px'],
    ['height', '19px'],
  ]);
});

test('a colour that was shortened has all of its digits again', () => {
  expect([sixDigits('#fff'), sixDigits('#3346d3'), sixDigits('rgb(1, 2, 3)')]).toEqual([
    '#ffffff',
    '#3346d3',
    'rgb(1, 2, 3)',
  ]);
});
