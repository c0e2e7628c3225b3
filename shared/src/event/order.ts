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
  const { sequence = '' } = event;
  const counted = /^\d+$/.test(sequence) ? sequence.replace(/^0+(?=\d)/, '') : sequence;
  return `${event.time}|${event.recordedtime ?? '0'}|${sized(counted)}|${sized(String(position.offset))}`;
}

const SIZES = ['00', '01', '02', '03', '04', '05', '06', '07', '08', '09'];

function sized(text: string): string {
  return (SIZES[text.length] ?? String(text.length)) + text;
}

/** The identity of an event: `source` and `id` together; the length keeps two different pairs apart. */
export function eventKey(source: string, id: string): string {
  return `${source.length}|${source}|${id}`;
}
