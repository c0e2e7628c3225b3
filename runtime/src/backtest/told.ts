import type { BacktestSide, BacktestSubject } from '@slipway/shared/api';
import { type ChangedSubject, hoursWon, type NightlyBatch } from '@slipway/shared/backtest';
import { instantFromMs } from '@slipway/shared/time';
import { labelOf, type SubjectFace } from '../stores/subject-face.ts';

type Outcome = ChangedSubject['before'];

/** The rows of the subjects that changed, newest first, as they are shown. */
export function subjectRows(
  changed: readonly ChangedSubject[],
  faces: ReadonlyMap<string, SubjectFace>,
  nightly: NightlyBatch,
): readonly BacktestSubject[] {
  return changed
    .map((each) => ({ atMs: firstMs(each.after) ?? firstMs(each.before) ?? 0, row: subjectRow(each, faces, nightly) }))
    .sort((a, b) => b.atMs - a.atMs || (a.row.subject < b.row.subject ? -1 : 1))
    .map(({ row }) => row);
}

function subjectRow(
  { subject, verdict, before, after }: ChangedSubject,
  faces: ReadonlyMap<string, SubjectFace>,
  nightly: NightlyBatch,
): BacktestSubject {
  const face = faces.get(subject);
  const knownMs = knownAtMs(after);
  return {
    subject,
    label: face?.label ?? labelOf(subject),
    origin: face?.origin ?? null,
    destination: face?.destination ?? null,
    customer: face?.customer ?? null,
    cargo: face?.cargo ?? null,
    carrier: face?.carrier ?? null,
    verdict,
    before: sideTold(before),
    after: sideTold(after),
    hoursWon: knownMs === undefined ? null : hoursWon(knownMs, nightly),
  };
}

/** When a person would have heard of it: with its first case, else with its first run. */
function knownAtMs({ cases, runs }: Outcome): number | undefined {
  return cases[0]?.atMs ?? runs[0]?.atMs;
}

/** What a side did, in the words of whoever drew the workflow as far as there are any. */
function sideTold({ runs, cases, actions, unanswered }: Outcome): BacktestSide {
  const ends = [...new Set(runs.flatMap(({ outcome }) => outcome ?? []))];
  const title = cases.at(-1)?.title ?? null;
  const counts = { runs: runs.length, cases: cases.length, actions: actions.length };
  const first = firstMs({ runs, cases, actions });
  const told = (kind: BacktestSide['kind'], text: string | null): BacktestSide => ({
    kind,
    text,
    ...counts,
    unanswered,
    at: first === undefined ? null : instantFromMs(first),
  });
  if (ends.length > 0) return told('ended', ends.join(', '));
  if (runs.some(({ status }) => status === 'failed')) return told('failed', title);
  if (runs.some(({ status }) => status === 'open')) return told('open', title);
  if (cases.length > 0) return told('case', title);
  if (actions.length > 0) return told('acted', null);
  return runs.length > 0 ? told('ended', null) : told('nothing', null);
}

function firstMs({ runs, cases, actions }: Pick<Outcome, 'runs' | 'cases' | 'actions'>): number | undefined {
  const times = [...runs, ...cases, ...actions].map(({ atMs }) => atMs);
  return times.length === 0 ? undefined : times.reduce((least, each) => Math.min(least, each));
}
