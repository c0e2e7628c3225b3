import type { Effects } from '../main-job/judge.ts';

/**
 * Counts mails that arrived before the answered call of the same shipment: the workflow writes to the customer only when the
 * TMS has accepted, so one that comes first was not decided in order.
 */
export function mailsBeforeTheirCall({ requests, mails }: Effects): number {
  const answered = new Map<string, number>();
  for (const request of requests) {
    const before = answered.get(request.shipment) ?? Number.POSITIVE_INFINITY;
    if (request.status === 200 || request.status === 0) answered.set(request.shipment, Math.min(before, request.atMs));
  }
  return mails.filter((mail) => {
    const shipment = /\b(?:ASN|DN)-\d+\b/.exec(`${mail.subject} ${mail.text}`)?.[0] ?? '';
    return !(mail.atMs >= (answered.get(shipment) ?? Number.POSITIVE_INFINITY));
  }).length;
}
