const HOUR_MS = 3_600_000;
const MORNING = 8;

/** Moments that people put a case off to, on the clock of whoever looks. */
export function putOffTimes(
  nowMs: number,
): readonly { readonly name: 'hour' | 'hours' | 'tomorrow' | 'week'; readonly atMs: number }[] {
  return [
    { name: 'hour', atMs: nowMs + HOUR_MS },
    { name: 'hours', atMs: nowMs + 4 * HOUR_MS },
    { name: 'tomorrow', atMs: morning(nowMs, 1) },
    { name: 'week', atMs: morning(nowMs, daysToMonday(nowMs)) },
  ];
}

function morning(nowMs: number, days: number): number {
  const day = new Date(nowMs);
  // By the calendar: a day on which the clocks change is not 24 hours long.
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days, MORNING).getTime();
}

function daysToMonday(nowMs: number): number {
  const days = (8 - new Date(nowMs).getDay()) % 7;
  return days === 0 ? 7 : days;
}

/** As the field for a day and a time takes it. */
export function fieldText(ms: number): string {
  const at = new Date(ms);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
