import { type CanonicalEvent, fold, type SubjectState, viewOf } from '../index.ts';

let serial = 0;

/** An event about one shipment; its time is an instant or a day as `day` takes it. */
export function event(
  type: string,
  time: string,
  data: Record<string, unknown> = {},
  more: Partial<CanonicalEvent> = {},
): CanonicalEvent {
  serial++;
  return { id: `e${serial}`, source: 'test', type, subject: 'shipment:S1', time: day(time), data, ...more };
}

/** `3` → noon of 3 November 2026. */
export const day = (text: string) => (text.length > 2 ? text : `2026-11-${text.padStart(2, '0')}T12:00:00.000Z`);

/** An arrival that is expected at a time, stated at another. */
export const est = (stated: string, at: string, data = {}) =>
  event('transport.arrived', stated, { classifier: 'EST', at: day(at), ...data });

/** A line of an order. */
export const line = (id: string, deliverBy?: string, more = {}) => ({
  id,
  ...(deliverBy && { deliverBy: day(deliverBy) }),
  ...more,
});

/** An order with these lines. */
export const created = (time: string, ...lines: object[]) => event('order.created', time, { lines, customer: 'ACME' });

/** The state after these events, by their places in the order in which they come. */
export function foldAll(events: readonly CanonicalEvent[], order = events.map((_, index) => index)) {
  let state: SubjectState | undefined;
  for (const index of order) {
    const next = events[index];
    if (next) state = fold(state, next, { offset: index }).state;
  }
  return state as SubjectState;
}

/** What is seen of a subject after these events. */
export const view = (...events: CanonicalEvent[]) => viewOf(foldAll(events));
