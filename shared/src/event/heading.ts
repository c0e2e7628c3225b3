import type { CanonicalEvent } from './envelope.ts';

/** What says of an event whom it is about, what it refers to and what it takes back; a canonical event is one. */
export type Heading = Pick<CanonicalEvent, 'id' | 'source' | 'type' | 'subject'> & {
  readonly data: Pick<CanonicalEvent['data'], 'refs' | 'classifier' | 'supersedes' | 'retracts'>;
};

/**
 * The end of a canonical text: the members behind `data`, down to the brace that closes the event. A string without
 * escapes that stands before that brace begins at the quote before it, and so each member before the other: nothing that
 * lies deeper, in a string or twice can look like this. Any other text (spaces, other members, escapes) is not matched.
 */
const END =
  /,"id":("[^"\\]+")(?:,"recordedtime":"[^"\\]*")?(?:,"sequence":"[^"\\]*")?,"source":"([^"\\]+)","subject":"([^"\\]+)","time":"[^"\\]*"(?:,"traceparent":"[^"\\]*")?,"type":"[^"\\]*"\}$/y;

/** Whether a text may hold one of the members of `data` that a heading has, wherever it stands. */
const TELLS = /"(?:re(?:fs|tracts)|supersedes)"/;

const NOTHING = {};

/**
 * The heading of a canonical text of an event that refers to nothing and takes nothing back, read without the rest;
 * undefined where that is not certain, as of any text that is not written canonically: then it is to be parsed.
 */
export function headingIn(text: string, type: string): Heading | undefined {
  // An escape can spell any name.
  if (text.includes('\\') || TELLS.test(text)) return undefined;
  END.lastIndex = text.lastIndexOf(',"id":"');
  const [, id, source, subject] = (END.lastIndex < 0 ? null : END.exec(text)) ?? [];
  if (id === undefined || source === undefined || subject === undefined) return undefined;
  // Parsed, it is a text of its own: a part of a text keeps all of that in memory.
  return { id: JSON.parse(id), source, type, subject, data: NOTHING };
}

/** The type with which the canonical text of an event ends; undefined where it ends otherwise. */
export function typeIn(text: string): string | undefined {
  if (!text.endsWith('"}')) return undefined;
  const begins = text.lastIndexOf('"', text.length - 3) + 1;
  return text.startsWith(TYPE, begins - TYPE.length) ? text.slice(begins, -2) : undefined;
}

const TYPE = ',"type":"';
