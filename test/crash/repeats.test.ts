import { expect, test } from 'vitest';
import type { TmsRequest } from '../services/tms.ts';
import { repeatReport } from './repeats.ts';

const call = (atMs: number, answeredAtMs: number, status = 200): TmsRequest => ({
  key: 'k',
  shipment: 'ASN-1',
  atMs,
  status,
  answeredAtMs,
});
const kill = (sentMs: number) => ({ sentMs, goneMs: sentMs + 5 });
const mail = (atMs: number) => ({ messageId: 'm', recipients: [], subject: '', text: '', atMs });

test('a repeat of a call that was open at a kill is explained by it', () => {
  const unanswered = repeatReport([call(10_000, 0, 0), call(12_000, 12_010)], [], [kill(10_005)]);
  expect(unanswered).toEqual({ repeats: 1, openAtKill: 1, unexplained: [] });
  const justAnswered = repeatReport([call(10_000, 10_010), call(12_000, 12_010)], [], [kill(10_100)]);
  expect(justAnswered.unexplained).toEqual([]);
});

test('a repeat of a call that was answered long before the kill is not explained', () => {
  const report = repeatReport([call(10_000, 10_010), call(15_000, 15_010)], [], [kill(14_000)]);
  expect(report).toEqual({
    repeats: 1,
    openAtKill: 0,
    unexplained: [expect.stringMatching(/^k answered after 10 ms, killed after 4000 ms/)],
  });
});

test('a repeat without a kill between the calls is not explained', () => {
  expect(repeatReport([call(10_000, 10_010), call(10_050, 10_060)], [], [kill(10_100)]).unexplained).toHaveLength(1);
  expect(repeatReport([call(10_000, 10_010), call(10_050, 10_060)], [], []).unexplained).toHaveLength(1);
});

test('a call after an error is no repeat', () => {
  expect(repeatReport([call(1, 2, 503), call(3, 4)], [], []).repeats).toBe(0);
});

test('mails are told apart in the same way', () => {
  expect(repeatReport([], [mail(10_000), mail(12_000)], [kill(10_100)]).unexplained).toEqual([]);
  expect(repeatReport([], [mail(10_000), mail(15_000)], [kill(14_000)]).unexplained).toHaveLength(1);
});
