export { isCron, nextCron } from './cron.ts';
export { addDays, dayOfWeek, endOfDay, formatLocal, hourOfDay, startOfDay } from './day.ts';
export { describeDuration, durationIn, formatDuration, parseDuration } from './duration.ts';
export {
  canonicalMs,
  type Instant,
  instantFromMs,
  instantToMs,
  isInstant,
  type ParsedInstant,
  parseInstant,
} from './instant.ts';
export { dateOf, type WallDay, wallDayOf, wallDayOfDate, wallMinuteOf, wallTimeMs, weekdayOf } from './wall-day.ts';
export { isZone, requireZone } from './zone.ts';
