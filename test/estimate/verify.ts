/*
 * `npm run verify:estimate`: are estimates as good as they say? The last 30 % of the orders of a real delivery history are
 * estimated, each on the day it went out, by models that were learned from deliveries known before that day, anew every 30
 * days as a schedule would. Of them 80 and 95 % must have come by the estimated days, within 5 points, and the median
 * error must be below that of the plain median of the lane, whether a lane is a site and a country or a country alone. Each
 * order is also shown to a workflow with an estimate step, which must tell the same day.
 *
 * The history ends, so that of the last orders only those that came quickly are in it; `early` are the orders that went out
 * a year or more before its end, of which hardly one is missing. They must be covered too.
 *
 * `--sabotage leak` learns from what was not known yet, `--sabotage shuffle` takes the days of one shipment for those of
 * another, `--every 0` learns once and never again: with each of them the check must fail. `--half-life` (days; 0: all the
 * past counts alike) and `--share` say what else would come of it.
 */
import { checkOptions, conclude, say } from '../support/report.ts';
import { shipments } from './history.ts';
import { type Held, type HoldOutOptions, holdOut, median } from './hold-out.ts';
import { estimatedDelivery } from './product.ts';

/** How far coverage may be off, in points. */
const POINTS = 5;
const YEAR_DAYS = 365;

const options = checkOptions({ sabotage: 'none', 'half-life': '365', every: '30', share: '0.3' });
const settings: HoldOutOptions = {
  share: Number(options.share),
  everyDays: Number(options.every),
  halfLifeDays: Number(options['half-life']),
  sabotage: options.sabotage,
};
const history = await shipments();
const held = holdOut(history, settings);

const leaks = held.filter(({ shipment, learnedUntil }) => learnedUntil >= shipment.ordered).length;
const said = held.map((each) => ({ each, day: estimatedDelivery(each) }));
const agreed = said.filter(({ each, day }) => day === each.shipment.ordered + each.estimate.p80 / 24).length;
const error = (said: (each: Held) => number) =>
  round(median(held.map((each) => Math.abs(said(each) - each.shipment.days))));
const end = history.reduce((end, { delivered }) => Math.max(end, delivered), 0);
const early = held.filter(({ shipment }) => shipment.ordered <= end - YEAR_DAYS);
const report = {
  shipments: history.length,
  lanes: new Set(history.map(({ origin, destination }) => `${origin}>${destination}`)).size,
  holdout: held.length,
  models: new Set(held.map(({ model }) => model)).size,
  leaks,
  ...coverage(held),
  medianAbsoluteErrorDays: error(({ estimate }) => estimate.p50 / 24),
  baselineErrorDays: error(({ laneMedian }) => laneMedian),
  baselineDestinationErrorDays: error(({ destinationMedian }) => destinationMedian),
  pooled: round(share(held, ({ estimate }) => estimate.pooled)),
  toldByEngine: said.filter(({ day }) => day !== undefined).length,
  agreed,
  byYear: Object.fromEntries(
    [...Map.groupBy(held, ({ shipment }) => new Date(shipment.ordered * 86_400_000).getUTCFullYear())].map(
      ([year, of]) => [year, { orders: of.length, ...coverage(of) }],
    ),
  ),
  early: { orders: early.length, ...coverage(early) },
  learnedOnce: coverage(holdOut(history, { ...settings, everyDays: 0 })),
};
const within = (covered: number, promised: number) => Math.abs(covered - promised) <= POINTS;
const checks = {
  'no model knows what was not known yet': leaks === 0,
  '80 % cover': within(report.coverageP80, 80),
  '95 % cover': within(report.coverageP95, 95),
  '80 % cover where the history is complete': within(report.early.coverageP80, 80),
  '95 % cover where the history is complete': within(report.early.coverageP95, 95),
  'nearer than the median of the lane': report.medianAbsoluteErrorDays < report.baselineErrorDays,
  'nearer than the median of the country': report.medianAbsoluteErrorDays < report.baselineDestinationErrorDays,
  'the engine tells the same days': held.length > 0 && agreed === held.length,
};
for (const [what, holds] of Object.entries(checks)) if (!holds) say(`does not hold: ${what}`);
conclude(report, Object.values(checks).every(Boolean));

/** In per cent: how many came by the day that was estimated. */
function coverage(of: readonly Held[]): { coverageP50: number; coverageP80: number; coverageP95: number } {
  const by = (quantile: 'p50' | 'p80' | 'p95') =>
    round(100 * share(of, ({ shipment, estimate }) => shipment.days <= estimate[quantile] / 24));
  return { coverageP50: by('p50'), coverageP80: by('p80'), coverageP95: by('p95') };
}

function share(of: readonly Held[], is: (each: Held) => boolean): number {
  return of.length === 0 ? 0 : of.filter(is).length / of.length;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
