import { hashText } from '@slipway/shared/json';

/** What a simulated system answers to a call. */
export interface SimulatedAnswer {
  readonly status: number;
  readonly body: unknown;
}

const REFUSALS = [
  'driver hours are used up',
  'no capacity on this lane before Friday',
  'already at the destination terminal',
  'consignee takes no deliveries on these days',
] as const;

/**
 * Answers like a TMS that is asked to expedite a shipment, always the same for the same shipment: most are accepted,
 * some refused with a reason, and a few meet a system that is down until a person tries again by hand. Every body says
 * that it is simulated.
 */
export function answerLikeATms(
  shipment: string,
  request: { readonly method: string; readonly byHand: boolean },
): SimulatedAnswer {
  const simulated = true;
  if (request.method === 'GET') return { status: 200, body: { simulated } };
  const lot = Number.parseInt(hashText(`simulated TMS ${shipment}`).slice(0, 8), 16) % 100;
  if (lot < DOWN_PERCENT && !request.byHand) {
    return { status: 503, body: { simulated, error: 'the simulated TMS is down for this shipment; retry by hand' } };
  }
  if (lot < DOWN_PERCENT + REFUSED_PERCENT && lot >= DOWN_PERCENT) {
    return { status: 200, body: { simulated, accepted: false, reason: REFUSALS[lot % REFUSALS.length] } };
  }
  const reference = `EXP-${hashText(shipment).slice(0, 6).toUpperCase()}`;
  return { status: 200, body: { simulated, accepted: true, reference } };
}

const DOWN_PERCENT = 3;
const REFUSED_PERCENT = 17;
