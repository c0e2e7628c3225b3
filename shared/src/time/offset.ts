import { zoned } from './zone.ts';

/** No zone changes its clock twice within this time, so that one look at either end tells whether it changes between. */
const PIECE_MS = 8 * 86_400_000;
const DAY_MS = 86_400_000;

/** What is known of a zone: offsets where pieces begin, and the moment of the change in those where it changes. */
interface Known {
  readonly offsets: Map<number, number>;
  readonly changes: Map<number, number>;
}

// A clock is asked at every event, and Intl takes a tenth of a millisecond for an answer.
const zones = new Map<string, Known>();
const ZONES_MAX = 50;
const PIECES_MAX = 20_000;

/** How far the clock of a zone is ahead of UTC at a moment, in milliseconds. The zone must be known to exist. */
export function offsetMsAt(ms: number, zone: string): number {
  const known = knownOf(zone);
  const piece = Math.floor(ms / PIECE_MS);
  const [before, after] = [offsetOf(piece, zone, known), offsetOf(piece + 1, zone, known)];
  return before === after || ms < changeOf(piece, zone, known) ? before : after;
}

/**
 * The moment at which a clock in the zone shows a local time, given as if it were UTC: the earlier of two where the clock
 * repeats it, the moment of the jump where the clock skips it.
 */
export function localToMs(local: number, zone: string): number {
  const [before, after] = [offsetMsAt(local - DAY_MS, zone), offsetMsAt(local + DAY_MS, zone)];
  if (before === after || offsetMsAt(local - before, zone) === before) return local - before;
  if (offsetMsAt(local - after, zone) === after) return local - after;
  return changeOf(Math.floor((local - after) / PIECE_MS), zone, knownOf(zone));
}

function knownOf(zone: string): Known {
  const before = zones.get(zone);
  if (before && before.offsets.size < PIECES_MAX) return before;
  if (zones.size >= ZONES_MAX) zones.clear();
  const made: Known = { offsets: new Map(), changes: new Map() };
  zones.set(zone, made);
  return made;
}

function offsetOf(piece: number, zone: string, known: Known): number {
  const before = known.offsets.get(piece);
  if (before !== undefined) return before;
  const made = ask(piece * PIECE_MS, zone);
  known.offsets.set(piece, made);
  return made;
}

/** The first moment of a piece at which the offset is the later one. */
function changeOf(piece: number, zone: string, known: Known): number {
  const before = known.changes.get(piece);
  if (before !== undefined) return before;
  const old = offsetOf(piece, zone, known);
  let [low, high] = [piece * PIECE_MS, (piece + 1) * PIECE_MS];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (ask(middle, zone) === old) low = middle;
    else high = middle;
  }
  known.changes.set(piece, high);
  return high;
}

function ask(ms: number, zone: string): number {
  return zoned(ms, zone).offsetNanoseconds / 1_000_000;
}
