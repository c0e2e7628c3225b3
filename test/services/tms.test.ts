import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTms, type Tms, temperOf } from './tms.ts';

let tms: Tms;
beforeEach(async () => {
  tms = await startTms();
});
afterEach(() => tms.close());

const ids = Array.from({ length: 2_000 }, (_, index) => `ASN-${index}`);
const find = (wanted: (temper: ReturnType<typeof temperOf>) => boolean) => ids.find((id) => wanted(temperOf(id))) ?? '';
const expedite = (shipment: string, key: string) =>
  fetch(`${tms.url}/expedite`, {
    method: 'POST',
    headers: { 'idempotency-key': key },
    body: JSON.stringify({ shipment }),
  });

test('a repeated key gets the same answer and has one effect, and both requests are on record', async () => {
  const shipment = find((temper) => temper.answer.accepted && temper.failures === 0);
  for (const each of [shipment, `shipment:${shipment}`]) {
    const response = await expedite(each, 'key-1');
    expect([response.status, await response.json()]).toEqual([200, { accepted: true }]);
  }
  expect([tms.effects.size, tms.requests.length]).toEqual([1, 2]);
  expect(tms.requests.map((request) => request.shipment)).toEqual([shipment, shipment]);
});

test('a shipment that can fail is refused with 503 first and then accepted', async () => {
  const shipment = find((temper) => temper.failures === 2);
  const statuses = [];
  for (let call = 0; call < 3; call += 1) statuses.push((await expedite(shipment, 'key-2')).status);
  expect(statuses).toEqual([503, 503, 200]);
  expect(tms.effects.size).toBe(1);
});

test('a refusal is an answer with a reason, not an error', async () => {
  const response = await expedite(
    find((temper) => !temper.answer.accepted),
    'key-3',
  );
  expect([response.status, await response.json()]).toEqual([200, { accepted: false, reason: expect.any(String) }]);
});

test('a request without a key or a shipment is refused and has no effect', async () => {
  expect((await expedite('', 'key-4')).status).toBe(400);
  expect((await fetch(`${tms.url}/expedite`, { method: 'POST', body: '{"shipment":"ASN-1"}' })).status).toBe(400);
  expect(tms.effects.size).toBe(0);
});

test('about three quarters are accepted at once, 15 % refused and 10 % fail first', () => {
  const share = (wanted: (temper: ReturnType<typeof temperOf>) => boolean) =>
    ids.filter((id) => wanted(temperOf(id))).length / ids.length;
  expect(share((temper) => temper.answer.accepted && temper.failures === 0)).toBeCloseTo(0.75, 1);
  expect(share((temper) => !temper.answer.accepted)).toBeCloseTo(0.15, 1);
  expect(share((temper) => temper.failures > 0)).toBeCloseTo(0.1, 1);
});
