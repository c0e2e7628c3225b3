import { type CanonicalEvent, eventType } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { OURSELVES } from './read-record.ts';

/**
 * Why an event may not come from outside, or nothing: what we append ourselves (results of actions, people's decisions,
 * what workflows emit) nobody else may claim, neither by its type nor by its source.
 */
export function refusalFromOutside(event: CanonicalEvent): Failure | undefined {
  if (eventType(event.type)?.internal) {
    return new Failure('unknown-type', `${event.type} is not taken in from outside`);
  }
  if (!event.source.startsWith(OURSELVES)) return undefined;
  return new Failure('invalid-event', `/source: names that begin with ${OURSELVES} are our own`);
}
