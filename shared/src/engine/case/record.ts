import { type Severity, severities } from '../../workflow/index.ts';
import type { ExceptionRecord, Priority, Promised } from '../types.ts';

/** What a case of an older version of the record did not know yet. */
const EARLIER = {
  impact: '',
  parent: null,
  due: { acknowledge: null, resolve: null },
  breached: [],
  clearing: null,
  until: null,
} as const;

/** A case as it is stored, with what its record lacks because it was written by an older version. */
export function complete(exception: ExceptionRecord): ExceptionRecord {
  const stored: Partial<ExceptionRecord> = exception;
  return stored.priority && stored.due
    ? exception
    : { ...EARLIER, ...exception, priority: priorityOf(exception.severity, [], 1) };
}

/** How a case is called by the cases that belong to it: `<subject>/<type>`, and its key where it has one. */
export function referenceOf({ subject, type, key }: Pick<ExceptionRecord, 'subject' | 'type' | 'key'>): string {
  return key === '' ? `${subject}/${type}` : `${subject}/${type}/${key}`;
}

/** The higher of two severities is the one with the higher rank. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** The priority of a case by how severe it is, which promises were broken and what is at stake (see `Priority`). */
export function priorityOf(severity: Severity, breached: readonly Promised[], impact: number): Priority {
  const weight = 2 ** rank(severity);
  const sla = breached.includes('resolve') ? 1.5 : breached.includes('acknowledge') ? 1.25 : 1;
  return { score: Math.round(10 * weight * sla * impact), severity: weight, sla, impact };
}

/** Counts the digits of an amount: a tenth each, so that a million counts more than a thousand but not a thousandfold. */
export function impactFactor(amount: unknown): number {
  if (typeof amount !== 'number' || !(amount >= 1)) return 1;
  const digits = Math.min(6, String(Math.min(Math.trunc(amount), Number.MAX_SAFE_INTEGER)).length);
  return (10 + digits) / 10;
}

/** The same case with its priority counted anew. */
export function prioritised(exception: ExceptionRecord): ExceptionRecord {
  return {
    ...exception,
    priority: priorityOf(exception.severity, exception.breached, exception.priority.impact),
  };
}
