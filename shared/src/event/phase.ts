import { beforeAt } from './milestones.ts';
import type { Statement } from './statements.ts';

/** Where a shipment is in its life, as a rule may ask for it; `after` is delivered or called off. */
export const PHASES = ['before-pickup', 'at-origin', 'in-transit', 'at-stop', 'at-destination', 'after'] as const;
export type Phase = (typeof PHASES)[number];

const OVER: ReadonlySet<string> = new Set(['shipment.delivered', 'shipment.cancelled', 'order.cancelled']);
const UNDER_WAY: ReadonlySet<string> = new Set(['shipment.pickedUp', 'shipment.inTransit', 'transport.departed']);

/** A phase, and when what brought the subject there happened: null before anything did. */
export interface PhaseStanding {
  readonly phase: Phase;
  readonly since: string | null;
}

/**
 * The phase by what actually happened last: `status` of the subject tells whether it is over, the last arrival or
 * departure where it stands. An arrival without a place is one at the origin before anything moved, else at the
 * destination. Under way is counted from the first sign of it after the last arrival.
 */
export function phaseOf(
  milestones: readonly Statement[],
  destination: ReadonlySet<string>,
  status: string,
): PhaseStanding {
  const happened = milestones.flatMap(({ name, entry }): Happened[] => {
    if (!name.endsWith('.actual')) return [];
    const withPlace = name.slice(0, -'.actual'.length);
    const type = beforeAt(withPlace);
    const { at } = entry.value as { readonly at: string };
    return [{ type, place: withPlace.slice(type.length + 1), at }];
  });
  if (status === 'delivered' || status === 'cancelled')
    return { phase: 'after', since: newest(happened.filter(({ type }) => OVER.has(type)))?.at ?? null };
  const moves = happened.filter(({ type }) => UNDER_WAY.has(type));
  const arrived = newest(happened.filter(({ type }) => type === 'transport.arrived'));
  const moved = newest(moves);
  if (moved && (!arrived || moved.at >= arrived.at)) {
    const since = moves.reduce(
      (first, { at }) => (at < first && (!arrived || at >= arrived.at) ? at : first),
      moved.at,
    );
    return { phase: 'in-transit', since };
  }
  if (!arrived) return { phase: 'before-pickup', since: null };
  if (!moved) return { phase: 'at-origin', since: arrived.at };
  const there = arrived.place === '' || destination.has(arrived.place);
  return { phase: there ? 'at-destination' : 'at-stop', since: arrived.at };
}

interface Happened {
  readonly type: string;
  readonly place: string;
  readonly at: string;
}

function newest(happened: readonly Happened[]): Happened | undefined {
  return happened.reduce<Happened | undefined>((last, each) => (!last || each.at > last.at ? each : last), undefined);
}
