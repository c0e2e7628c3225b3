import { Fault } from '../fault.ts';
import type { Run } from '../run.ts';
import { isMap } from '../value.ts';

/** A zone or calendar as the expression gives it: itself, or the id of one that the workflow declares. */
export function declared(value: unknown, fact: 'zones' | 'calendars', run: Run): unknown {
  if (typeof value !== 'string') return value;
  const all = Object.hasOwn(run.scope, fact) ? run.scope[fact] : undefined;
  if (isMap(all) && Object.hasOwn(all, value)) return all[value];
  return new Fault(`The workflow has no ${fact === 'zones' ? 'zone' : 'calendar'} “${value.slice(0, 60)}”`);
}
