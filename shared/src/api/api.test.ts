import { expect, test } from 'vitest';
import { LIMITS } from '../limits/index.ts';
import {
  edgeId,
  exceptionQuerySchema,
  explanationSchema,
  liveMessageSchema,
  pageQuerySchema,
  transitionSchema,
} from './index.ts';

test('a page is never larger than the limit and has a size when none is asked for', () => {
  expect(pageQuerySchema.parse({}).limit).toBe(50);
  expect(pageQuerySchema.parse({ limit: String(LIMITS.pageRows) }).limit).toBe(LIMITS.pageRows);
  expect(pageQuerySchema.safeParse({ limit: String(LIMITS.pageRows + 1) }).success).toBe(false);
  expect(pageQuerySchema.safeParse({ limit: '0' }).success).toBe(false);
});

test('the inbox shows what is open unless asked otherwise', () => {
  expect(exceptionQuerySchema.parse({}).state).toBe('open');
});

test('a transition names the revision it was made upon and nothing that is not known', () => {
  expect(transitionSchema.safeParse({ to: 'resolved' }).success).toBe(false);
  expect(transitionSchema.safeParse({ to: 'resolved', revision: 1, actor: 'me' }).success).toBe(false);
});

test('an explanation holds its parts to any depth', () => {
  const leaf = { kind: 'leaf', result: false, text: 'slip is more than 30', actual: 12, expected: 30 };
  const tree = {
    kind: 'all',
    result: false,
    text: '',
    children: [{ kind: 'not', result: true, text: '', children: [leaf] }],
  };
  expect(explanationSchema.parse(tree)).toEqual(tree);
  expect(explanationSchema.safeParse({ ...tree, children: [{ kind: 'leaf' }] }).success).toBe(false);
});

test('an edge is named by both of its ends', () => {
  expect(edgeId({ from: 'late.out', to: 'worth.in' })).toBe('late.out>worth.in');
});

test('a live message is a change or asks for everything to be read again', () => {
  expect(liveMessageSchema.parse({ type: 'resync' })).toEqual({ type: 'resync' });
  expect(liveMessageSchema.safeParse({ type: 'changed', outbox: 'x' }).success).toBe(false);
});
