import { type Effect, isAnnouncement } from '@slipway/shared/engine';
import { type CanonicalEvent, describeEvent } from '@slipway/shared/event';
import { instantFromMs } from '@slipway/shared/time';
import type { TimelineDocument } from '../stores/documents.ts';
import type { Decided } from './batch.ts';

/** The lines that a decided input adds to the story of its subject, in order. */
export function timelineEntries(decided: Decided): readonly TimelineDocument[] {
  const { event, result } = decided;
  const entries = event && !isAnnouncement(event) ? [eventEntry(event, result.late)] : [];
  const now = instantFromMs(decided.atMs);
  for (const { effects } of result.decisions) {
    for (const effect of effects) {
      const entry = effectEntry(effect, now, event);
      if (entry) entries.push(entry);
    }
  }
  return entries;
}

function eventEntry(event: CanonicalEvent, late: boolean): TimelineDocument {
  const { classifier, timeQuality, localOffset } = event.data;
  return {
    kind: isRequest(event.type) ? 'person' : event.type.startsWith('action.') ? 'action' : 'event',
    title: describeEvent(event),
    detail: '',
    occurredAt: event.time,
    source: event.source,
    event: event.id,
    ...(classifier ? { classifier } : {}),
    ...(timeQuality ? { quality: timeQuality } : {}),
    ...(localOffset ? { localOffset } : {}),
    ...(late ? { late } : {}),
  };
}

/** What a person asked for. */
function isRequest(type: string): boolean {
  return type.startsWith('exception.') || type === 'run.cancelled';
}

const EXCEPTION_CHANGES = {
  opened: 'Exception opened',
  seen: '',
  raised: 'Exception became more severe',
  breached: 'Exception not answered in time',
  changed: '',
  resolved: 'Exception resolved',
  cleared: 'Exception cleared',
  reopened: 'Exception opened again',
} as const;

function effectEntry(effect: Effect, now: string, event: CanonicalEvent | null): TimelineDocument | undefined {
  const base = { occurredAt: now, ...(event ? { event: event.id } : {}) };
  switch (effect.kind) {
    case 'exception': {
      const change = EXCEPTION_CHANGES[effect.change];
      const { title, closing } = effect.exception;
      if (change === '') return undefined;
      return {
        ...base,
        kind: 'exception',
        title: `${change}: ${title}`,
        detail: closing?.evidence ?? closing?.note ?? '',
      };
    }
    case 'action':
      return { ...base, kind: 'action', title: `Asked for: ${effect.action.title}`, detail: effect.action.operation };
    case 'withdraw':
      return { ...base, kind: 'action', title: 'Action withdrawn', detail: effect.reason };
    case 'run':
      if (effect.change !== 'ended') return undefined;
      return { ...base, kind: 'decision', title: 'Run ended', detail: effect.run.outcome ?? effect.run.status };
    case 'emit':
      // The case that it tells of has a line of its own.
      if (isAnnouncement(effect.event)) return undefined;
      return {
        ...base,
        kind: 'decision',
        title: `Told ${effect.event.subject}: ${describeEvent(effect.event)}`,
        detail: '',
      };
    case 'answer':
      return undefined;
  }
}
