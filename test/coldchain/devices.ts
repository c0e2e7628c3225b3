import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What a logger was set to alarm about: `low` below the limit, `high` above it, in one piece or all together. */
export interface AlarmRule {
  readonly id: string;
  readonly side: 'low' | 'high';
  readonly kind: 'consecutive' | 'cumulative';
  readonly limitC: number;
  readonly minutes: number;
}

/** An alarm as the device raised it: at a moment of its run, or at a time of a day (00:00 where it went on from before). */
export interface DeviceAlarm {
  readonly rule: string;
  readonly atMs: number;
}

export interface DeviceDay {
  readonly date: string;
  /** Minutes out of limits by rule. */
  readonly minutes: Readonly<Record<string, number>>;
}

export interface Reading {
  readonly atMs: number;
  readonly celsius: number;
}

/** One export of a logger: its readings, its settings, and its own verdicts. */
export interface Device {
  readonly file: string;
  readonly serial: string;
  readonly rules: readonly AlarmRule[];
  readonly alarms: readonly DeviceAlarm[];
  /** Alarms are told by day, each day with its minutes; otherwise by run. */
  readonly days: readonly DeviceDay[] | undefined;
  readonly readings: readonly Reading[];
  readonly intervalMs: number;
  /** Mean kinetic temperature as the device gives it, where its raw export lies beside. */
  readonly kineticC: number | undefined;
}

const byDay = z.object({
  file: z.string(),
  serial: z.string(),
  config: z.array(z.object({ alarm: z.string(), limit_c: z.number(), limit_min: z.number() })),
  days: z.array(
    z.object({
      date: z.string(),
      alarms: z.array(z.object({ alarm: z.string(), accumulated_min: z.number(), alarm_at: z.string().nullable() })),
    }),
  ),
});

const byRun = z.object({
  file: z.string(),
  serial: z.string(),
  config: z.record(z.string(), z.tuple([z.number(), z.number(), z.number()])),
  episodes: z.array(z.object({ alarm: z.string(), alarm_at: z.string() })),
});

/** Types of alarm in the settings of a Q-tag. */
const TYPES: Readonly<Record<number, Pick<AlarmRule, 'side' | 'kind'>>> = {
  1: { side: 'low', kind: 'consecutive' },
  2: { side: 'high', kind: 'consecutive' },
  3: { side: 'low', kind: 'cumulative' },
  4: { side: 'high', kind: 'cumulative' },
};

/** The devices of a folder that have readings. A device's clock has no zone: it is taken for UTC all through. */
export function readDevices(directory: string): readonly Device[] {
  const alarms: unknown = JSON.parse(readFileSync(join(directory, 'device_alarms.json'), 'utf8'));
  const readings = readReadings(readFileSync(join(directory, 'readings.csv'), 'utf8'));
  const exports = readdirSync(directory);
  return z
    .array(z.union([byDay, byRun]))
    .parse(alarms)
    .flatMap((row): Device[] => {
      const own = readings.get(row.file);
      if (!own) return [];
      const raw = exports.includes(row.file) ? readFileSync(join(directory, row.file), 'utf8') : '';
      const kinetic = /^\s*MKT: (-?[\d.]+)/m.exec(raw)?.[1];
      const rest = {
        file: row.file,
        serial: row.serial,
        readings: own,
        intervalMs: intervalOf(own),
        kineticC: kinetic === undefined ? undefined : Number(kinetic),
      };
      return [{ ...rest, ...('days' in row ? dayDevice(row) : runDevice(row)) }];
    });
}

/** A Fridge-tag alarms where the limit is passed for so long in one piece; each day it tells all minutes together. */
function dayDevice({ config, days }: z.infer<typeof byDay>): Pick<Device, 'rules' | 'alarms' | 'days'> {
  const lowest = Math.min(...config.map(({ limit_c }) => limit_c));
  return {
    rules: config.map(({ alarm, limit_c, limit_min }) => ({
      id: alarm,
      // Alarm 0 is the lower one of the two, also where only one is set.
      side: (config.length > 1 ? limit_c === lowest : alarm === '0') ? 'low' : 'high',
      kind: 'consecutive',
      limitC: limit_c,
      minutes: limit_min,
    })),
    alarms: days.flatMap(({ date, alarms }) =>
      alarms.flatMap(({ alarm, alarm_at }) =>
        alarm_at === null ? [] : [{ rule: alarm, atMs: instantMs(`${date} ${alarm_at}`) }],
      ),
    ),
    days: days.map(({ date, alarms }) => ({
      date,
      minutes: Object.fromEntries(alarms.map(({ alarm, accumulated_min }) => [alarm, accumulated_min])),
    })),
  };
}

/** A Q-tag tells the alarms of a run; of those in one piece it keeps the first few, so that only the first is compared. */
function runDevice({ config, episodes }: z.infer<typeof byRun>): Pick<Device, 'rules' | 'alarms' | 'days'> {
  const rules = Object.entries(config).flatMap(([id, [type, limitC, minutes]]): AlarmRule[] => {
    const known = TYPES[type];
    return known ? [{ id, ...known, limitC, minutes }] : [];
  });
  const first = new Map<string, DeviceAlarm>();
  for (const { alarm, alarm_at } of episodes) {
    const atMs = instantMs(alarm_at);
    if (atMs < (first.get(alarm)?.atMs ?? Number.POSITIVE_INFINITY)) first.set(alarm, { rule: alarm, atMs });
  }
  return { rules, alarms: [...first.values()], days: undefined };
}

function readReadings(csv: string): ReadonlyMap<string, readonly Reading[]> {
  const [header, ...rows] = csv.trim().split(/\r?\n/);
  const names = (header ?? '').split(',');
  const [file, time, celsius] = ['source_file', 'timestamp_device_clock', 'temperature_c'].map((name) =>
    names.indexOf(name),
  );
  if (file === undefined || time === undefined || celsius === undefined || Math.min(file, time, celsius) < 0)
    throw new Error(`readings.csv lacks a column: ${header}`);
  const all = new Map<string, Reading[]>();
  for (const row of rows) {
    const cells = row.split(',');
    const own = all.get(cells[file] ?? '') ?? [];
    own.push({ atMs: instantMs(cells[time] ?? ''), celsius: Number(cells[celsius]) });
    all.set(cells[file] ?? '', own);
  }
  for (const own of all.values()) own.sort((a, b) => a.atMs - b.atMs);
  return all;
}

/** The interval at which the device logs: the middle one of those between its readings. */
function intervalOf(readings: readonly Reading[]): number {
  const gaps = readings.slice(1).map(({ atMs }, index) => atMs - (readings[index]?.atMs ?? atMs));
  return gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 60_000;
}

function instantMs(text: string): number {
  const ms = Date.parse(`${text.replace(' ', 'T')}Z`);
  if (Number.isNaN(ms)) throw new Error(`no time of a device: ${text}`);
  return ms;
}
