import { isBroadcast } from '@slipway/shared/engine';
import type { CanonicalEvent } from '@slipway/shared/event';
import type { FailureCode } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { OutboxRow } from '../stores/event-outbox.ts';
import type { Batch, Decided, SetAside } from './batch.ts';
import { roundRow } from './round.ts';

/** What a batch appends to the log, by way of the event outbox, and what it may not append. */
export interface Outgoing {
  readonly rows: readonly OutboxRow[];
  readonly refused: readonly SetAside[];
}

/**
 * What a decided batch appends, in the order in which it was decided: events that workflows emit go to their subjects,
 * an event that concerns many goes round every partition, and the next chunk of a round goes behind what is there now.
 * Pure. What emits itself without end is set aside, once: its id is that of the event.
 */
export function outgoingOf(batch: Batch, at: { readonly partition: number; readonly partitions: number }): Outgoing {
  const rows: OutboxRow[] = [];
  const refused: SetAside[] = [];
  for (const decided of batch.decided) {
    if (decided.event && isBroadcast(decided.event)) {
      const round = { of: 'broadcast', event: decided.event, after: '' } as const;
      for (let partition = 0; partition < at.partitions; partition += 1) rows.push(roundRow(round, partition));
    }
    for (const { effects } of decided.result.decisions) {
      for (const effect of effects) {
        if (effect.kind !== 'emit') continue;
        const text = canonicalJson(effect.event);
        const refusal = refusalOf(effect.event, text);
        if (refusal) refused.push(asideOf(decided, effect.event, { ...refusal, text }));
        else rows.push({ kind: 'event', partition: null, subject: effect.event.subject, event: text });
      }
    }
  }
  if (batch.next) rows.push(roundRow(batch.next, at.partition));
  return { rows, refused };
}

function refusalOf({ hop = 0 }: CanonicalEvent, text: string): { code: FailureCode; detail: string } | undefined {
  if (hop > LIMITS.hops) return { code: 'too-many-hops', detail: `hop ${hop}; at most ${LIMITS.hops} are followed` };
  // A character is at least a byte, so most texts need no counting.
  if (text.length * 3 <= LIMITS.eventBytes || Buffer.byteLength(text) <= LIMITS.eventBytes) return undefined;
  return { code: 'too-large', detail: `the emitted event has more than ${LIMITS.eventBytes} bytes` };
}

function asideOf(decided: Decided, event: CanonicalEvent, why: Pick<SetAside, 'code' | 'detail' | 'text'>): SetAside {
  const { offset, atMs } = decided;
  return { offset, input: `emit ${event.source} ${event.id}`, source: event.source, atMs, ...why };
}
