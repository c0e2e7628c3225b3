export { addDays, dayOfWeek, endOfDay, formatLocal, hourOfDay, startOfDay } from './day.ts';
export { describeDuration, formatDuration, parseDuration } from './duration.ts';
export {
  canonicalMs,
  type Instant,
  instantFromMs,
  instantToMs,
  isInstant,
  type ParsedInstant,
  parseInstant,
} from './instant.ts';
export { isZone } from './zone.ts';
