import type { Device, DeviceDay } from './devices.ts';
import type { Watched } from './watch.ts';

/** How the verdicts of a device and of the engine compare. */
export interface Comparison {
  readonly alarms: number;
  readonly agreed: number;
  readonly missed: readonly string[];
  readonly falseAlarms: readonly string[];
  /** Alarms of the device for which the readings that it rests on are not there. */
  readonly uncovered: number;
  readonly days: number;
  readonly daysWithin: number;
  readonly daysOff: readonly string[];
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** Daily minutes agree within this share, or two intervals. */
const SHARE = 0.03;

/** Compares alarm by alarm (of a day, or of a run), to one logging interval, and the minutes of each day. */
export function compare(device: Device, watched: Watched): Comparison {
  const missed: string[] = [];
  let agreed = 0;
  let uncovered = 0;
  for (const { rule, atMs } of device.alarms) {
    const minutes = device.rules.find(({ id }) => id === rule)?.minutes ?? 0;
    if (!covered(device, atMs - minutes * MINUTE_MS, atMs)) uncovered += 1;
    else if (watched.firings.some((each) => each.node === rule && agrees(device, each, atMs, minutes))) agreed += 1;
    else missed.push(`${device.file}: alarm ${rule} at ${new Date(atMs).toISOString()}`);
  }
  const falseAlarms = falseAlarmsOf(device, watched);
  const full = (device.days ?? []).filter(({ date }) => covered(device, dayMs(date), dayMs(date) + DAY_MS));
  const daysOff = full.flatMap((day) => minutesOff(device, watched, day));
  return {
    alarms: device.alarms.length - uncovered,
    agreed,
    missed,
    falseAlarms,
    uncovered,
    days: full.length,
    daysWithin: full.length - new Set(daysOff.map((line) => line.split(': ')[1])).size,
    daysOff,
  };
}

/**
 * Fired within an interval of the device, or, where an alarm goes on over midnight, fired and not over. A limit that is no
 * whole number of intervals is noticed at the reading after it.
 */
function agrees(
  device: Device,
  firing: { readonly fromMs: number; readonly toMs: number },
  atMs: number,
  minutes: number,
): boolean {
  const { intervalMs } = device;
  const rest = (minutes * MINUTE_MS) % intervalMs;
  const within = intervalMs + (rest === 0 ? 0 : intervalMs - rest);
  if (Math.abs(firing.fromMs - atMs) <= within) return true;
  return device.days !== undefined && atMs % DAY_MS === 0 && firing.fromMs <= atMs && firing.toMs > atMs;
}

/** What fired without an alarm of the device: on a day that has none, in a run without any, or before it. */
function falseAlarmsOf(device: Device, { firings }: Watched): readonly string[] {
  return firings.flatMap(({ node, fromMs, toMs }) => {
    const own = device.alarms.filter(({ rule }) => rule === node);
    const line = `${device.file}: ${node} at ${new Date(fromMs).toISOString()}`;
    if (!device.days) return own.some(({ atMs }) => atMs <= fromMs + device.intervalMs) ? [] : [line];
    const wrong = device.days.filter(({ date }) => {
      const beginsMs = dayMs(date);
      const onIt = fromMs < beginsMs + DAY_MS && toMs > beginsMs;
      return onIt && !own.some(({ atMs }) => atMs >= beginsMs && atMs < beginsMs + DAY_MS);
    });
    return wrong.map(({ date }) => `${line} on ${date}`);
  });
}

function minutesOff({ file, rules, intervalMs }: Device, watched: Watched, day: DeviceDay): readonly string[] {
  return rules.flatMap(({ id }) => {
    const theirs = day.minutes[id] ?? 0;
    const ours = watched.minutes.get(`${id} ${day.date}`);
    const within = Math.max((2 * intervalMs) / MINUTE_MS, theirs * SHARE);
    if (ours !== undefined && Math.abs(ours - theirs) <= within) return [];
    return [`${file}: ${day.date}: alarm ${id}: ${ours} minutes, the device has ${theirs}`];
  });
}

/** Whether readings lie close enough over a whole time; an interval may be missing at either end. */
function covered({ readings, intervalMs }: Device, fromMs: number, toMs: number): boolean {
  const inside = readings.filter(({ atMs }) => atMs >= fromMs - intervalMs && atMs <= toMs + intervalMs);
  const moments = [fromMs, ...inside.map(({ atMs }) => atMs), toMs];
  return inside.length > 0 && moments.every((atMs, index) => atMs - (moments[index - 1] ?? atMs) <= 2 * intervalMs);
}

function dayMs(date: string): number {
  return Date.parse(`${date}T00:00:00.000Z`);
}
