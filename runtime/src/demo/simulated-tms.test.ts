import { describe, expect, it } from 'vitest';
import { answerLikeATms } from './simulated-tms.ts';

const shipments = Array.from({ length: 2_000 }, (_, index) => `shipment:ASN-${index}`);
const answers = shipments.map((shipment) => answerLikeATms(shipment, { method: 'POST', byHand: false }));
const share = (matches: (answer: { status: number; body: unknown }) => boolean) =>
  answers.filter(matches).length / answers.length;

describe('the simulated TMS', () => {
  it('accepts most, refuses some with a reason, and is down for a few', () => {
    expect(share(({ body }) => (body as { accepted?: boolean }).accepted === true)).toBeGreaterThan(0.7);
    expect(share(({ body }) => typeof (body as { reason?: string }).reason === 'string')).toBeGreaterThan(0.1);
    const down = share(({ status }) => status === 503);
    expect(down).toBeGreaterThan(0.01);
    expect(down).toBeLessThan(0.06);
  });

  it('gives the same answer to the same shipment, and says that it is simulated', () => {
    expect(shipments.map((shipment) => answerLikeATms(shipment, { method: 'POST', byHand: false }))).toEqual(answers);
    expect(answers.every(({ body }) => (body as { simulated: boolean }).simulated)).toBe(true);
  });

  it('accepts what was down once a person tries again', () => {
    const down = shipments.filter((_, index) => answers[index]?.status === 503);
    for (const shipment of down) {
      expect(answerLikeATms(shipment, { method: 'POST', byHand: true })).toMatchObject({
        status: 200,
        body: { accepted: true },
      });
    }
  });
});
