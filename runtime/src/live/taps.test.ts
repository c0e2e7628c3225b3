import type { TapRow } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Change } from '../pipeline/changes.ts';
import { Taps } from './taps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const target = { environment: 'dev', workflow: 'w', step: 'worth' };
const never = new AbortController().signal;

function tapping() {
  const asked: number[] = [];
  const taps = new Taps({
    reader: () => async (most) => {
      asked.push(most);
      return [] as TapRow[];
    },
    now: () => 0,
    onError: () => {},
  });
  return { taps, asked };
}

const passed = (environment: string, node: string, count: number): Change => ({
  kind: 'batch',
  environment,
  partition: 0,
  commit: 1,
  nextOffset: 1,
  clockMs: 0,
  outcomes: { decided: 1, duplicate: 0, skipped: 0, deadLettered: 0 },
  sources: {},
  subjects: [],
  exceptions: [],
  actions: [],
  deadLetters: [],
  counters: [{ workflow: 'w', version: 'v', node, port: '', partition: 0, count }],
  decisionMs: null,
});

it('looks at most four times a second and takes its part of what may be shown in one', async () => {
  const { taps, asked } = tapping();
  taps.open(target, 'me', 60, never);
  for (let at = 0; at < 100; at += 1) {
    taps.hear(passed('dev', 'worth', 50));
    await vi.advanceTimersByTimeAsync(10);
  }
  const [, ...looks] = asked;
  expect(looks.length).toBeLessThanOrEqual(4);
  expect(looks.reduce((sum, most) => sum + most, 0)).toBeLessThanOrEqual(LIMITS.tapRowsPerSecond);
  taps.close();
});

it('looks only for commits that passed its step', async () => {
  const { taps, asked } = tapping();
  taps.open(target, 'me', 60, never);
  taps.hear(passed('prod', 'worth', 1));
  taps.hear(passed('dev', 'other', 1));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(1);
  taps.close();
});

it('makes room again when one is over', async () => {
  const { taps } = tapping();
  for (let at = 0; at < LIMITS.taps; at += 1) taps.open(target, 'me', 1 + at, never);
  expect(() => taps.makeRoom()).toThrow(/Too many/);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(() => taps.makeRoom()).not.toThrow();
  taps.close();
});

it('waits a moment for a client whose connection broke, and then is over', async () => {
  const { taps } = tapping();
  const leaving = new AbortController();
  for (let at = 0; at < LIMITS.taps; at += 1) taps.open(target, 'me', 300, at === 0 ? leaving.signal : never);
  leaving.abort();
  await vi.advanceTimersByTimeAsync(5_000);
  expect(() => taps.makeRoom()).toThrow(/Too many/);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(() => taps.makeRoom()).not.toThrow();
  taps.close();
});
