import type { Connection } from '@slipway/shared/api';
import { expect, test } from 'vitest';
import { placeOf, standingOf } from './health.ts';

const none: Connection['health'] = {
  done: 0,
  retried: 0,
  failed: 0,
  open: 0,
  lastDoneAt: null,
  lastFailedAt: null,
  lastFailure: null,
  resting: null,
};
const connection = (health: Partial<Connection['health']> = {}, more: Partial<Connection> = {}): Connection => ({
  slot: 'tms',
  connector: 'http',
  title: 'HTTP / REST',
  version: '1.0.0',
  config: {},
  target: 'https://tms.example:443',
  problems: [],
  usedBy: [],
  revision: 1,
  updatedAt: null,
  updatedBy: null,
  lastTest: null,
  health: { ...none, ...health },
  ...more,
});
const early = '2026-11-19T14:00:00.000Z';
const late = '2026-11-19T14:30:00.000Z';

test('a slot without a connection is unbound, and one with mistakes says so before its calls', () => {
  expect(standingOf(connection({ done: 5 }, { connector: null }))).toBe('unbound');
  const problem = { code: 'invalid-field', severity: 'error', message: 'x' } as const;
  expect(standingOf(connection({ done: 5 }, { problems: [problem] }))).toBe('mistaken');
});

test('calls that failed make it fail until one is answered again', () => {
  expect(standingOf(connection({ failed: 1, done: 9, lastDoneAt: early, lastFailedAt: late }))).toBe('failing');
  expect(standingOf(connection({ failed: 1, done: 9, lastDoneAt: late, lastFailedAt: early }))).toBe('shaky');
  expect(standingOf(connection({ retried: 2 }))).toBe('failing');
  expect(standingOf(connection({ done: 9, lastDoneAt: late }))).toBe('well');
  expect(standingOf(connection())).toBe('quiet');
});

test('the place of a target is its host and port', () => {
  expect(placeOf('https://10.0.0.7:8443')).toEqual({ host: '10.0.0.7', port: 8443 });
  expect(placeOf('smtp+starttls://mail.example:587')).toEqual({ host: 'mail.example', port: 587 });
  expect(placeOf('https://[fd00::1]:443')).toEqual({ host: 'fd00::1', port: 443 });
  expect(placeOf('file:incoming')).toBeUndefined();
  expect(placeOf(null)).toBeUndefined();
});
