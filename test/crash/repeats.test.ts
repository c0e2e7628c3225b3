import { expect, test } from 'vitest';
import type { TmsRequest } from '../services/tms.ts';
import { repeatReport } from './repeats.ts';

const call = (status: number): TmsRequest => ({ key: 'act_1', shipment: 'ASN-1', atMs: 0, status, answeredAtMs: 0 });
const mail = { messageId: '<act_2@example.com>', recipients: [], subject: '', text: '', atMs: 0 };
const lost = (action: string) => ({ action, startedMs: 1_000, foundMs: 5_000 });
const kill = { sentMs: 2_000, goneMs: 2_005 };

test('a repeat of a call that was open at a kill is explained by it', () => {
  const report = repeatReport(
    { requests: [call(0), call(200)], mails: [mail, mail] },
    [lost('act_1'), lost('act_2')],
    [kill],
  );
  expect(report).toEqual({ repeats: 2, openAtKill: 2, unexplained: [] });
});

test('a repeat of a call whose end was recorded is not explained', () => {
  expect(repeatReport({ requests: [call(200), call(200)], mails: [] }, [], [kill]).unexplained).toEqual(['act_1']);
  expect(repeatReport({ requests: [], mails: [mail, mail] }, [lost('act_1')], [kill]).unexplained).toEqual(['act_2']);
});

test('one lost attempt explains one repeat, not two', () => {
  const requests = [call(200), call(200), call(200)];
  expect(repeatReport({ requests, mails: [] }, [lost('act_1')], [kill]).unexplained).toEqual(['act_1']);
});

test('an attempt counts as lost only when there was a kill while it was open', () => {
  const requests = [call(200), call(200)];
  expect(
    repeatReport({ requests, mails: [] }, [lost('act_1')], [{ sentMs: 6_000, goneMs: 6_005 }]).unexplained,
  ).toHaveLength(1);
  expect(
    repeatReport({ requests, mails: [] }, [lost('act_1')], [{ sentMs: 900, goneMs: 905 }]).unexplained,
  ).toHaveLength(1);
});

test('a call after an error is no repeat', () => {
  expect(repeatReport({ requests: [call(503), call(200)], mails: [] }, [], []).repeats).toBe(0);
});
