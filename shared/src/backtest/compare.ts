import type { SubjectOutcome } from './outcome.ts';

/** How a subject fares under a changed version: it fires there more, less, as often but differently, or just the same. */
export type Verdict = 'more' | 'fewer' | 'different' | 'same';

/**
 * Compares what two versions did about one subject. Runs count first, then cases, then actions: what fires more by the
 * first of them in which they differ fires more. Ids say nothing: another opening makes another id.
 */
export function verdictOf(before: SubjectOutcome, after: SubjectOutcome): Verdict {
  for (const what of ['runs', 'cases', 'actions'] as const) {
    const more = after[what].length - before[what].length;
    if (more !== 0) return more > 0 ? 'more' : 'fewer';
  }
  return JSON.stringify(said(before)) === JSON.stringify(said(after)) ? 'same' : 'different';
}

/** An outcome without ids, as far as anybody would notice. */
function said({ runs, cases, actions, emitted }: SubjectOutcome) {
  return {
    runs: runs.map(({ id: _, ...run }) => run),
    cases: cases.map(({ id: _, ...each }) => each),
    actions: actions.map(({ id: _, ...action }) => action),
    emitted,
  };
}
