import type { CanonicalEvent } from './envelope.ts';

/**
 * Where an event stands in fold order (`time`, `recordedtime`, `sequence`, offset) as one string that compares as text.
 *
 * Numbers of any length compare by value because their length stands before them; a text sequence (base 36, ULID)
 * compares the same way, shorter first. An event without `recordedtime` or `sequence` comes before one that has it.
 */
export function foldOrder(
  event: Pick<CanonicalEvent, 'time' | 'recordedtime' | 'sequence'>,
  position: { readonly offset: number },
): string {
  const sequence = /^\d+$/.test(event.sequence ?? '')
    ? (event.sequence ?? '').replace(/^0+(?=\d)/, '')
    : event.sequence;
  return `${event.time}|${event.recordedtime ?? '0'}|${sized(sequence ?? '')}|${sized(String(position.offset))}`;
}

function sized(text: string): string {
  return String(text.length).padStart(2, '0') + text;
}

/** The identity of an event: `source` and `id` together; the length keeps two different pairs apart. */
export function eventKey(source: string, id: string): string {
  return `${source.length}|${source}|${id}`;
}
