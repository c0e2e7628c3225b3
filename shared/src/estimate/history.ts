import { type SubjectState, viewOf } from '../event/index.ts';
import { instantToMs } from '../time/index.ts';
import { factorText } from './factor.ts';
import type { Sample } from './learn.ts';

/** A factor by the field of the subject that says it; `lane` is where from and where to. */
export interface FactorSource {
  readonly factor: string;
  readonly field?: string | undefined;
}

/** What is learned of a history of subjects: from which milestone to which, grouped by what. */
export interface Stage {
  /** An event type, or one at a place (`transport.departed@DEHAM`). */
  readonly from: string;
  readonly to: string;
  readonly by: readonly FactorSource[];
}

const HOUR_MS = 3_600_000;

/**
 * What one subject says of a stage: how long it took or, while it has not reached the second milestone, how long it has
 * been under way at `nowMs`. Undefined where it never began, was cancelled, or says that it happened later than now.
 */
export function sampleOf(state: SubjectState, stage: Stage, nowMs: number): Sample | undefined {
  const view = viewOf(state);
  const since = view.milestones[stage.from]?.actual;
  if (since === undefined) return undefined;
  const sinceMs = instantToMs(since);
  const until = view.milestones[stage.to]?.actual;
  if (until === undefined && view.status === 'cancelled') return undefined;
  const untilMs = until === undefined ? nowMs : instantToMs(until);
  if (sinceMs > nowMs || untilMs > nowMs) return undefined;
  return {
    since,
    hours: (untilMs - sinceMs) / HOUR_MS,
    ...(until === undefined ? { open: true } : {}),
    by: Object.fromEntries(stage.by.map((source) => [source.factor, fieldOf(view, source)])),
  };
}

/** The newest moment at which something happened to a subject, of those that are not later than `nowMs`. */
export function lastHappened(state: SubjectState, nowMs: number): number {
  const moments = Object.values(viewOf(state).milestones).flatMap(({ actual }) => actual ?? []);
  return moments.map(instantToMs).reduce((last, ms) => (ms <= nowMs ? Math.max(last, ms) : last), 0);
}

/** `origin` of a view may be a code or all that is known of the place: in a model it is its code. */
function fieldOf(view: Readonly<Record<string, unknown>>, { factor, field }: FactorSource): string | null {
  if (field === undefined && factor === 'lane') {
    const [from, to] = [factorText(view.origin), factorText(view.destination)];
    return from === null || to === null ? null : factorText(`${from}>${to}`);
  }
  let value: unknown = view;
  for (const name of (field ?? factor).split('.'))
    value =
      typeof value === 'object' && value !== null && Object.hasOwn(value, name)
        ? (value as Readonly<Record<string, unknown>>)[name]
        : undefined;
  return factorText(value);
}
