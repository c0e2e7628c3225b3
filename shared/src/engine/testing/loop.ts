import type { CanonicalEvent } from '../../event/index.ts';
import { instantToMs } from '../../time/index.ts';
import { emptyRecord, step } from '../step.ts';
import type { Decision, Input, LiveSet, SubjectRecord } from '../types.ts';

/** One record of a log, as one subject sees it. */
export type LogRecord =
  | { readonly kind: 'event'; readonly event: CanonicalEvent }
  | { readonly kind: 'broadcast'; readonly event: CanonicalEvent }
  | { readonly kind: 'release'; readonly live: LiveSet }
  | { readonly kind: 'time' };

export type LogEntry = LogRecord & { readonly atMs: number };

/** What was decided about each input, and the record in the end. */
export interface Decided {
  readonly decisions: readonly (readonly Decision[])[];
  readonly record: SubjectRecord;
}

interface Kept {
  readonly record: SubjectRecord;
  readonly live: LiveSet;
  readonly seen: readonly string[];
  readonly decisions: readonly (readonly Decision[])[];
}

/**
 * Decides a log for one subject as the partition loop does: timers first, repeated events dropped, and a batch either
 * committed or, where the process dies in it, decided again from what was stored. `batches` are the lengths of the
 * batches (the rest is one more), `dies` says which of them are lost at first, `repeats` lets through what another batch
 * has seen.
 */
export function decideLog(
  subject: string,
  live: LiveSet,
  log: readonly LogEntry[],
  plan: {
    readonly batches?: readonly number[];
    readonly dies?: (batch: number) => boolean;
    readonly repeats?: true;
  } = {},
): Decided {
  let kept: Kept = { record: emptyRecord(subject), live, seen: [], decisions: [] };
  let from = 0;
  for (const [index, length] of [...(plan.batches ?? []), log.length].entries()) {
    const batch = log.slice(from, from + length);
    if (batch.length === 0) break;
    const seen = plan.repeats ? [] : kept.seen;
    if (plan.dies?.(index)) decideBatch(stored({ ...kept, seen }), batch, from);
    kept = decideBatch(stored({ ...kept, seen }), batch, from);
    from += length;
  }
  return { decisions: kept.decisions, record: kept.record };
}

/** What comes back from the database: the live set is compiled anew, the rest is JSON. */
function stored(kept: Kept): Kept {
  return { ...kept, record: JSON.parse(JSON.stringify(kept.record)) };
}

function decideBatch(kept: Kept, batch: readonly LogEntry[], from: number): Kept {
  let { record, live } = kept;
  const seen = new Set(kept.seen);
  const decisions = [...kept.decisions];
  const apply = (input: Input) => {
    const result = step(live, record, input);
    record = result.record;
    decisions.push(result.decisions);
  };
  for (const [index, entry] of batch.entries()) {
    const { atMs } = entry;
    for (let due = nextTimer(record, atMs); due; due = nextTimer(record, atMs))
      apply({ kind: 'timer', timerId: due.id, nowMs: due.dueMs });
    if (entry.kind === 'time') continue;
    if (entry.kind === 'release') {
      live = entry.live;
      apply({ kind: 'activated', nowMs: atMs });
      continue;
    }
    const { event } = entry;
    const key = `${event.source} ${event.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (entry.kind === 'broadcast') apply({ kind: 'broadcast', event, nowMs: atMs });
    else apply({ kind: 'event', event, offset: from + index, nowMs: atMs });
  }
  return { record, live, seen: [...seen], decisions };
}

function nextTimer(record: SubjectRecord, atMs: number) {
  const [next] = Object.entries(record.timers)
    .flatMap(([id, { dueMs }]) => (dueMs <= atMs ? [{ id, dueMs }] : []))
    .sort((a, b) => a.dueMs - b.dueMs || (a.id < b.id ? -1 : 1));
  return next;
}

/** The moment of a minute after an instant. */
export function minuteMs(start: string, minute: number): number {
  return instantToMs(start) + minute * 60_000;
}
