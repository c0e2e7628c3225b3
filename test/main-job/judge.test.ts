import { expect, test } from 'vitest';
import { type TmsRequest, temperOf } from '../services/tms.ts';
import { judge, repeatedRequests } from './judge.ts';

const willing = Array.from({ length: 50 }, (_, index) => `ASN-${index}`).filter((id) => temperOf(id).answer.accepted);
const [late = '', recorded = '', other = ''] = willing;
const expected = { raised: new Set([late, recorded]), cleared: new Set([recorded]), standing: new Set([late]) };
const observed = { ...expected, raisedTwice: [], deadLetters: 0, untaken: [] };
const request = (key: string, status = 200): TmsRequest => ({ key, shipment: late, atMs: 1, status, answeredAtMs: 2 });
const mail = (id: string, shipment: string) => ({
  messageId: id,
  recipients: [],
  subject: `About ${shipment}`,
  text: '',
  atMs: 1,
});
const effects = {
  requests: [request('k1'), request('k2')],
  effects: new Map(
    [late, recorded].map((shipment, index) => [
      `k${index}`,
      { key: `k${index}`, shipment, answer: { accepted: true } },
    ]),
  ),
  mails: [mail('m1', late), mail('m2', recorded)],
};

test('what happened exactly as expected has nothing missing, extra or repeated', () => {
  expect(judge(expected, observed, effects)).toEqual({
    raised: 2,
    cleared: 1,
    standing: 1,
    missing: [],
    extra: [],
    expedites: 2,
    mailsReceived: 2,
    repeats: 0,
  });
});

test('a shipment that was not raised, one too many and one raised twice are each named', () => {
  const wrong = { ...observed, raised: new Set([late, other]), raisedTwice: [late] };
  const judgement = judge(expected, wrong, effects);
  expect(judgement.missing).toEqual([`raised:${recorded}`]);
  expect(judgement.extra).toEqual([`raised:${other}`, `raised:${late}`]);
});

test('an exception that was left standing in spite of late evidence is named', () => {
  const wrong = { ...observed, cleared: new Set<string>(), standing: new Set([late, recorded]) };
  const judgement = judge(expected, wrong, effects);
  expect([judgement.missing, judgement.extra]).toEqual([[`cleared:${recorded}`], [`standing:${recorded}`]]);
});

test('a second expedite for a shipment, a missing mail and a mail to the wrong shipment are named', () => {
  const third = { key: 'k3', shipment: late, answer: { accepted: true } };
  const wrong = {
    ...effects,
    effects: new Map([...effects.effects, ['k3', third]]),
    mails: [mail('m1', late), mail('m2', other)],
  };
  const judgement = judge(expected, observed, wrong);
  expect([judgement.missing, judgement.extra]).toEqual([[`mail:${recorded}`], [`expedite:${late}`, `mail:${other}`]]);
});

test('a call again after an error is no repeat, a call again after an answer or under an open call is one', () => {
  expect(repeatedRequests([request('k', 503), request('k', 503), request('k', 200)])).toHaveLength(0);
  expect(repeatedRequests([request('k', 200), request('k', 200)])).toHaveLength(1);
  expect(repeatedRequests([request('k', 0), request('k', 200)])).toHaveLength(1);
  // Open at a kill, then an error, then the retry that the error asks for: one repeat, not two.
  expect(repeatedRequests([request('k', 0), request('k', 503), request('k', 200)])).toHaveLength(1);
  expect(judge(expected, observed, { ...effects, mails: [...effects.mails, mail('m1', late)] }).repeats).toBe(1);
});
