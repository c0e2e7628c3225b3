import { type Estimate, estimate, learn, type TransitModel } from '@slipway/shared/estimate';
import { instantOf, type Shipment } from './history.ts';

/** From the most general factor to the most particular. */
export const FACTORS = ['mode', 'destination', 'vendor'] as const;

export interface HoldOutOptions {
  /** The share of the orders, the last of them, that is estimated. */
  readonly share: number;
  /** Learned anew after so many days, as a schedule would do it; 0: once, at the beginning. */
  readonly everyDays: number;
  readonly halfLifeDays: number;
  /** `leak`: what is not known yet is learned from too. `shuffle`: the days of one are taken for those of another. */
  readonly sabotage: string;
}

/** An order that was estimated on the day on which it went out. */
export interface Held {
  readonly shipment: Shipment;
  readonly model: TransitModel;
  readonly estimate: Estimate;
  /** What somebody without a model would say: the median of its lane, where the lane has none that of all. In days. */
  readonly laneMedian: number;
  /** The same by its destination alone. */
  readonly destinationMedian: number;
  /** What the model rests on was known when. */
  readonly learnedUntil: number;
}

/** Estimates the last orders, one after the other, from what was known before each went out. */
export function holdOut(shipments: readonly Shipment[], options: HoldOutOptions): readonly Held[] {
  const first = shipments[Math.floor(shipments.length * (1 - options.share))]?.ordered ?? Number.POSITIVE_INFINITY;
  let lesson: Lesson | undefined;
  return shipments
    .filter(({ ordered }) => ordered >= first)
    .map((shipment): Held => {
      const stale = lesson && options.everyDays > 0 && shipment.ordered - lesson.day >= options.everyDays;
      lesson = lesson === undefined || stale ? lessonOf(shipments, shipment.ordered, options) : lesson;
      const { model, lanes, destinations, median, until } = lesson;
      const found = estimate(model, factorsOf(shipment));
      if (!found) throw new Error(`nothing is known before ${instantOf(shipment.ordered)}`);
      return {
        shipment,
        model,
        estimate: found,
        laneMedian: lanes.get(laneOf(shipment)) ?? median,
        destinationMedian: destinations.get(shipment.destination) ?? median,
        learnedUntil: until,
      };
    });
}

interface Lesson {
  readonly day: number;
  readonly model: TransitModel;
  readonly lanes: ReadonlyMap<string, number>;
  readonly destinations: ReadonlyMap<string, number>;
  readonly median: number;
  readonly until: number;
}

function lessonOf(shipments: readonly Shipment[], day: number, options: HoldOutOptions): Lesson {
  const known = shipments.filter((each) => options.sabotage === 'leak' || each.known < day);
  const days = known.map((each) => each.days);
  const over = known.map((each, index) => ({
    since: instantOf(each.ordered),
    hours: 24 * (options.sabotage === 'shuffle' ? (days[(index * 7_919) % days.length] ?? 0) : each.days),
    by: factorsOf(each),
  }));
  // Of what is on its way it is known when it was ordered and that it has not come, and nothing else.
  const open = shipments
    .filter((each) => options.sabotage !== 'leak' && each.ordered < day && each.known >= day)
    .map((each) => ({
      since: instantOf(each.ordered),
      hours: 24 * (day - each.ordered),
      open: true,
      by: factorsOf(each),
    }));
  return {
    day,
    model: learn([...over, ...open], {
      id: 'order-to-delivery',
      factors: FACTORS,
      halfLifeDays: options.halfLifeDays,
      stage: { from: 'shipment.planned', to: 'shipment.delivered' },
    }),
    lanes: mediansBy(known, laneOf),
    destinations: mediansBy(known, (each) => each.destination),
    median: median(days),
    until: known.reduce((until, each) => Math.max(until, each.known), 0),
  };
}

export function factorsOf({ mode, destination, vendor }: Shipment): Record<(typeof FACTORS)[number], string> {
  return { mode, destination, vendor };
}

function laneOf({ origin, destination }: Shipment): string {
  return `${origin}>${destination}`;
}

function mediansBy(known: readonly Shipment[], by: (shipment: Shipment) => string): ReadonlyMap<string, number> {
  const groups = Map.groupBy(known, by);
  return new Map([...groups].map(([name, members]) => [name, median(members.map((each) => each.days))]));
}

export function median(values: readonly number[]): number {
  const ascending = values.toSorted((a, b) => a - b);
  const middle = ascending.length / 2;
  return ((ascending[Math.ceil(middle) - 1] ?? Number.NaN) + (ascending[Math.floor(middle)] ?? Number.NaN)) / 2;
}
