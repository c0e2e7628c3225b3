import { instantToMs } from '../../time/index.ts';
import type { CaseMoment, ExceptionRecord, Timer } from '../types.ts';

export const caseMoments: readonly CaseMoment[] = ['acknowledge', 'resolve', 'clear', 'wake'];

/** The id of a case's timer; a case has one for each moment that it waits for. */
export function caseTimerId(exception: string, what: CaseMoment): string {
  return `${exception}/${what}`;
}

/** The timer that a case wants for a moment, as its record stands; nothing where it does not wait for that. */
export function timerOf(exception: ExceptionRecord, what: CaseMoment): Timer | undefined {
  const at = exception.closedAt ? null : momentOf(exception, what);
  return at === null
    ? undefined
    : { dueMs: instantToMs(at), workflow: exception.workflow, target: { exception: exception.id, what } };
}

/** The timers of a subject after one of its cases has changed. */
export function withTimersOf(
  timers: Readonly<Record<string, Timer>>,
  exception: ExceptionRecord,
): Readonly<Record<string, Timer>> {
  const ids = caseMoments.map((what) => caseTimerId(exception.id, what));
  const wanted = caseMoments.flatMap((what, index) => {
    const timer = timerOf(exception, what);
    return timer ? [[ids[index] ?? '', timer] as const] : [];
  });
  if (wanted.length === 0 && !ids.some((id) => Object.hasOwn(timers, id))) return timers;
  const others = Object.entries(timers).filter(([id]) => !ids.includes(id));
  return Object.fromEntries([...others, ...wanted]);
}

/** What a person has put off or keeps out of the inbox breaks no promise of being taken up; what is suppressed breaks none. */
function momentOf(exception: ExceptionRecord, what: CaseMoment): string | null {
  const { state, due, breached, clearing, until } = exception;
  switch (what) {
    case 'acknowledge':
      return (state === 'new' || state === 'reopened') && !breached.includes(what) ? due.acknowledge : null;
    case 'resolve':
      return state !== 'suppressed' && !breached.includes(what) ? due.resolve : null;
    case 'clear':
      return clearing?.at ?? null;
    case 'wake':
      return until;
  }
}
