import { Cron } from 'croner';
import { Failure, isFailure } from '../failure/index.ts';
import { requireZone } from './zone.ts';

const CHARACTERS_MAX = 100;
// Reading a pattern costs more than asking it, and the same few are asked for again and again.
const known = new Map<string, Pattern>();
const KNOWN_MAX = 500;
const MINUTE_MS = 60_000;

/** A pattern on the clock of a zone, and the answers that it gave: subjects wake by the thousand in the same minute. */
interface Pattern {
  readonly cron: Cron;
  readonly nextByMinute: Map<number, number | undefined>;
}

/**
 * The first moment after another at which a cron pattern of five fields matches on the clock of a zone; undefined where
 * it never does (31 February). A time that a clock skips comes when the clock has jumped; in an hour that a clock repeats
 * a fixed time comes once, at the first.
 *
 * Fails with `invalid-cron` or `unknown-zone`.
 */
export function nextCron(cron: string, zone: string, afterMs: number): number | undefined {
  const { cron: calculator, nextByMinute } = compiled(cron, requireZone(zone));
  // A pattern matches at whole minutes, so all moments of a minute have the same next one.
  const minute = Math.floor(afterMs / MINUTE_MS);
  if (nextByMinute.has(minute)) return nextByMinute.get(minute);
  const next = calculator.nextRun(new Date(minute * MINUTE_MS))?.getTime();
  if (nextByMinute.size >= KNOWN_MAX) nextByMinute.clear();
  nextByMinute.set(minute, next);
  return next;
}

/** Whether a text is a cron pattern of five fields. */
export function isCron(cron: string): boolean {
  try {
    compiled(cron, 'UTC');
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}

function compiled(cron: string, zone: string): Pattern {
  const key = `${zone} ${cron}`;
  const before = known.get(key);
  if (before) return before;
  const made = { cron: read(cron, zone), nextByMinute: new Map() };
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, made);
  return made;
}

function read(cron: string, zone: string): Cron {
  // Five fields by count too: the library has nicknames such as @daily beside them.
  if (cron.length > CHARACTERS_MAX || cron.trim().split(/\s+/).length !== 5) throw refusal(cron);
  try {
    // Paused and without a function, so that it is a calculator and never sets a timer.
    return new Cron(cron.trim(), { timezone: zone, mode: '5-part', paused: true });
  } catch (error) {
    // A timezone is checked before; what is left is the pattern.
    throw error instanceof Error ? refusal(cron) : error;
  }
}

function refusal(cron: string): Failure {
  return new Failure('invalid-cron', JSON.stringify(cron.slice(0, 40)));
}
