import { instantFromMs } from '../time/index.ts';
import type { Verdict } from './compare.ts';
import { hoursWon, type NightlyBatch } from './nightly.ts';
import type { SubjectOutcome } from './outcome.ts';
import type { BacktestReport, ChangedSubject, SideReport } from './report.ts';
import type { Side } from './side.ts';

type Counts = Readonly<Record<string, number>>;

/** What a backtest found of some of the subjects: the parts of a report that can be added up. */
export interface Found extends Pick<BacktestReport, 'events' | 'subjects' | 'verdicts' | 'changed'> {
  readonly fromMs: number | null;
  readonly toMs: number | null;
  readonly before: SideFound | null;
  readonly after: SideFound;
}

/** `hours` are those that each case was known sooner than by a nightly batch. */
export interface SideFound extends Omit<SideReport, 'hoursWon'> {
  readonly hours: readonly number[];
}

export function foundBy(side: Side, nightly: NightlyBatch): SideFound {
  const outcomes = [...side.outcomes.values()];
  const sum = (count: (outcome: SubjectOutcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const ends: Record<string, number> = {};
  for (const { runs } of outcomes)
    for (const { status, outcome } of runs) {
      const end = outcome ?? status;
      ends[end] = (ends[end] ?? 0) + 1;
    }
  const labelled = (label: string) => sum(({ cases }) => cases.filter(({ feedback }) => feedback === label).length);
  return {
    runs: sum(({ runs }) => runs.length),
    cases: sum(({ cases }) => cases.length),
    actions: sum(({ actions }) => actions.length),
    emitted: sum(({ emitted }) => emitted),
    failures: side.failures,
    ends,
    nodes: Object.fromEntries(side.nodes),
    ports: Object.fromEntries(side.ports),
    unanswered: Object.fromEntries(side.unanswered),
    hours: side.opened.map(({ atMs }) => hoursWon(atMs, nightly)),
    feedback: { acted: labelled('acted'), noActionNeeded: labelled('no-action-needed') },
  };
}

/** The report on all that was found, whoever found it. */
export function reportOf(parts: readonly Found[], changedMost: number): BacktestReport {
  const sum = (count: (part: Found) => number) => parts.reduce((total, part) => total + count(part), 0);
  const times = (side: 'fromMs' | 'toMs') => parts.map((part) => part[side]).filter((ms) => ms !== null);
  const [from, to] = [times('fromMs'), times('toMs')];
  const before = parts.map((part) => part.before).filter((side) => side !== null);
  return {
    events: sum(({ events }) => events),
    subjects: sum(({ subjects }) => subjects),
    from: from.length ? instantFromMs(Math.min(...from)) : null,
    to: to.length ? instantFromMs(Math.max(...to)) : null,
    before: before.length ? sideOf(before) : null,
    after: sideOf(parts.map(({ after }) => after)),
    verdicts: {
      more: sum(({ verdicts }) => verdicts.more),
      fewer: sum(({ verdicts }) => verdicts.fewer),
      different: sum(({ verdicts }) => verdicts.different),
      same: sum(({ verdicts }) => verdicts.same),
    },
    changed: inOrder(parts.flatMap(({ changed }) => changed)).slice(0, changedMost),
  };
}

const ORDER: readonly Verdict[] = ['more', 'fewer', 'different'];

/** Those that fire more first, each by its id. */
export function inOrder(changed: readonly ChangedSubject[]): ChangedSubject[] {
  return changed.toSorted(
    (a, b) =>
      ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) ||
      (a.subject < b.subject ? -1 : Number(a.subject > b.subject)),
  );
}

function sideOf(sides: readonly SideFound[]): SideReport {
  const sum = (count: (side: SideFound) => number) => sides.reduce((total, side) => total + count(side), 0);
  const hours = sides.flatMap((side) => side.hours).sort((a, b) => a - b);
  return {
    runs: sum(({ runs }) => runs),
    cases: sum(({ cases }) => cases),
    actions: sum(({ actions }) => actions),
    emitted: sum(({ emitted }) => emitted),
    failures: sum(({ failures }) => failures),
    ends: added(sides.map(({ ends }) => ends)),
    nodes: added(sides.map(({ nodes }) => nodes)),
    ports: added(sides.map(({ ports }) => ports)),
    unanswered: added(sides.map(({ unanswered = {} }) => unanswered)),
    hoursWon: {
      cases: hours.length,
      median: part(hours, 0.5) ?? null,
      mean: hours.length === 0 ? null : hours.reduce((total, each) => total + each, 0) / hours.length,
      quarters: hours.length === 0 ? null : [part(hours, 0.25) ?? 0, part(hours, 0.75) ?? 0],
      byHour: byHour(hours),
    },
    feedback: {
      acted: sum(({ feedback }) => feedback.acted),
      noActionNeeded: sum(({ feedback }) => feedback.noActionNeeded),
    },
  };
}

/** The value below which so much of a sorted list lies. */
function part(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.floor((sorted.length - 1) * share)];
}

/** A night on which the clocks go back is 25 hours away. */
const HOURS = 25;

function byHour(hours: readonly number[]): number[] {
  const counts = Array.from({ length: HOURS }, () => 0);
  for (const each of hours) {
    const at = Math.min(Math.max(Math.ceil(each), 1), HOURS) - 1;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return counts;
}

function added(all: readonly Counts[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const counts of all)
    for (const [name, count] of Object.entries(counts)) total[name] = (total[name] ?? 0) + count;
  return Object.fromEntries(Object.entries(total).sort(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
