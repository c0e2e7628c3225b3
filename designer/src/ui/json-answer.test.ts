import { expect, test } from 'vitest';
import { saidInJson } from './json-answer.ts';

test('of a JSON body the words for people are shown, wherever it stands in the text', () => {
  expect(saidInJson('target-busy: HTTP 503: {"simulated":true,"error":"the TMS is down"}.')).toBe(
    'target-busy: HTTP 503: the TMS is down.',
  );
  expect(saidInJson('HTTP 400: {"code":7,"error":{"message":"no {such} \\"day\\""}} and {"detail":"more"}')).toBe(
    'HTTP 400: no {such} "day" and more',
  );
});

test('an excerpt that ends inside the object gives what it has of the words', () => {
  expect(saidInJson('HTTP 500: {"message":"the lane is closed until fur…')).toBe(
    'HTTP 500: the lane is closed until fur…',
  );
  expect(saidInJson('HTTP 500: {"message":"closed","trace":"at lin…')).toBe('HTTP 500: closed');
});

test('an object without words, a brace and a text without either stay as they are', () => {
  for (const text of ['HTTP 500: {"code":7}', 'a { b', '{"error":""}', '{"error": 5}', '<html>down</html>', '']) {
    expect(saidInJson(text)).toBe(text);
  }
});
