import { type CanonicalEvent, eventKey } from '../../event/index.ts';
import { hashText } from '../../json/index.ts';
import { instantToMs } from '../../time/index.ts';
import type { CompiledSense } from '../program.ts';
import type { Turn } from '../turn.ts';

/** Whether the subject is in a phase in which the node senses; without phases it always is. */
export function inPhase(turn: Turn, sense: CompiledSense): boolean {
  return !sense.phases || sense.phases.has(turn.occasion.subject.phase);
}

/** When what began the phase happened, where the node asks for phases and it is known. */
export function phaseBeganMs(turn: Turn, sense: CompiledSense): number | undefined {
  const { phaseSince } = turn.occasion.subject;
  return sense.phases && phaseSince !== null ? instantToMs(phaseSince) : undefined;
}

/** The event of this input, where it counts for the node: of one of its types, and not taken back before it came. */
export function evidenceOf(turn: Turn, sense: CompiledSense): CanonicalEvent | undefined {
  const { event, retracted } = turn.occasion;
  return event && !retracted && sense.matches(event.type) ? event : undefined;
}

/** An event's identity in twelve characters, so that a state can hold hundreds of them. */
export function markOf(event: Pick<CanonicalEvent, 'id' | 'source'>): string {
  return hashText(eventKey(event.source, event.id)).slice(0, 12);
}

/** The mark of the event that this one takes back: a retraction, or a correction that stands for an earlier one. */
export function takenBack(event: CanonicalEvent): string | undefined {
  const id = event.type === 'event.retracted' ? event.data.retracts : event.data.supersedes;
  if (id === undefined) return undefined;
  const { retractsSource } = event.data;
  return markOf({ id, source: typeof retractsSource === 'string' ? retractsSource : event.source });
}
