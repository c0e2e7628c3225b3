import type { HistoryText } from '@slipway/runtime/backtest/index';

const BEGINNING_MS = Date.UTC(2026, 2, 2);
const MINUTE_MS = 60_000;
const PER_SHIPMENT = 20;
const PAGE = 10_000;

/**
 * A history of shipments on their way: each is planned, picked up, told of by positions and estimates, and delivered.
 * Every tenth estimate lies behind the promise, by 1 to 120 minutes. Deterministic.
 */
export async function* generatedHistory(events: number): AsyncGenerator<readonly HistoryText[]> {
  const shipments = Math.ceil(events / PER_SHIPMENT);
  let page: HistoryText[] = [];
  for (let number = 0; number < events; number += 1) {
    const step = Math.floor(number / shipments);
    const shipment = number % shipments;
    page.push(textOf(shipment, step, BEGINNING_MS + step * 30 * MINUTE_MS + shipment));
    if (page.length < PAGE) continue;
    yield page;
    page = [];
  }
  if (page.length > 0) yield page;
}

function textOf(shipment: number, step: number, atMs: number): HistoryText {
  const subject = `shipment:G-${shipment}`;
  const time = iso(atMs);
  const { type, data } = saidAt(shipment, step);
  return {
    key: subject,
    value: JSON.stringify({ data, id: `${shipment}/${step}`, source: '/generated', subject, time, type }),
    atMs,
  };
}

function saidAt(
  shipment: number,
  step: number,
): { readonly type: string; readonly data: Readonly<Record<string, unknown>> } {
  const promisedMs = BEGINNING_MS + 48 * 60 * MINUTE_MS + shipment;
  if (step === 0)
    return {
      type: 'shipment.planned',
      data: { deliverBy: iso(promisedMs), customerTier: shipment % 3 ? 'silver' : 'gold' },
    };
  if (step === 1) return { type: 'shipment.pickedUp', data: { classifier: 'ACT' } };
  if (step === PER_SHIPMENT - 1) return { type: 'shipment.delivered', data: { classifier: 'ACT' } };
  if (step % 5 === 4) {
    const mixed = Math.imul(shipment * 31 + step, 2_654_435_761) >>> 0;
    const slipMinutes = mixed % 10 === 0 ? 1 + ((mixed >>> 8) % 120) : -60;
    return { type: 'shipment.delivered', data: { classifier: 'EST', at: iso(promisedMs + slipMinutes * MINUTE_MS) } };
  }
  const [lat, lon] = [48 + (shipment % 500) / 100, 8 + step / 10];
  return { type: 'telematics.position', data: { location: { lat, lon }, speedKmh: 40 + (step % 30) } };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
