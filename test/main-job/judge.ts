import type { Expectation } from '../scms/oracle.ts';
import type { ReceivedMail } from '../services/smtp.ts';
import { type TmsEffect, type TmsRequest, temperOf } from '../services/tms.ts';
import type { Observed } from './observe.ts';

/** What the two systems saw of the runtime. */
export interface Effects {
  readonly requests: readonly TmsRequest[];
  readonly effects: ReadonlyMap<string, TmsEffect>;
  readonly mails: readonly ReceivedMail[];
}

/** The comparison of what happened with what must have happened. `missing` and `extra` name `<what>:<shipment>`. */
export interface Judgement {
  readonly raised: number;
  readonly cleared: number;
  readonly standing: number;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
  /** Expedites that the TMS applied. */
  readonly expedites: number;
  /** Different mails that arrived. */
  readonly mailsReceived: number;
  /** Requests and mails that came again after they had been answered. */
  readonly repeats: number;
}

/** Compares the runtime's word and the systems' records with the oracle, shipment by shipment. */
export function judge(expected: Expectation, observed: Observed, effects: Effects): Judgement {
  const expedited = [...effects.effects.values()].map((effect) => effect.shipment);
  const accepted = new Set([...expected.raised].filter((shipment) => temperOf(shipment).answer.accepted));
  const messageIds = new Set(effects.mails.map((mail) => mail.messageId));
  const mailed = [...messageIds].map((id) => shipmentOf(effects.mails.find((mail) => mail.messageId === id)));
  const comparisons = [
    compare('raised', expected.raised, [...observed.raised, ...observed.raisedTwice]),
    compare('cleared', expected.cleared, [...observed.cleared]),
    compare('standing', expected.standing, [...observed.standing]),
    compare('expedite', expected.raised, expedited),
    compare('mail', accepted, mailed),
  ];
  return {
    raised: observed.raised.size,
    cleared: observed.cleared.size,
    standing: observed.standing.size,
    missing: comparisons.flatMap((comparison) => comparison.missing),
    extra: comparisons.flatMap((comparison) => comparison.extra),
    expedites: effects.effects.size,
    mailsReceived: messageIds.size,
    repeats: repeatedRequests(effects.requests).length + effects.mails.length - messageIds.size,
  };
}

/**
 * Requests that came although the one before them under their key had not been answered with an error: after an error
 * the next one is asked for. An applied call is never answered with an error later, so this hides none.
 */
export function repeatedRequests(requests: readonly TmsRequest[]): TmsRequest[] {
  const before = new Map<string, number>();
  return requests.filter((request) => {
    const last = before.get(request.key);
    before.set(request.key, request.status);
    return last !== undefined && last !== 503;
  });
}

function compare(what: string, expected: ReadonlySet<string>, found: readonly string[]) {
  const seen = new Set<string>();
  const extra = found.filter((shipment) => {
    const wrong = !expected.has(shipment) || seen.has(shipment);
    seen.add(shipment);
    return wrong;
  });
  return {
    missing: [...expected].filter((shipment) => !seen.has(shipment)).map((shipment) => `${what}:${shipment}`),
    extra: extra.map((shipment) => `${what}:${shipment}`),
  };
}

/** The shipment that a mail is about: the first ASN or DN number that it names. */
function shipmentOf(mail: ReceivedMail | undefined): string {
  return /\b(?:ASN|DN)-\d+\b/.exec(`${mail?.subject} ${mail?.text}`)?.[0] ?? '';
}
