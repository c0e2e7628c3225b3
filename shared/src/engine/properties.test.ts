import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CanonicalEvent, checkEvent } from '../event/index.ts';
import { instantFromMs } from '../time/index.ts';
import type { Program } from './program.ts';
import { everySense } from './testing/every-sense.ts';
import { decideLog, type LogEntry, minuteMs } from './testing/loop.ts';
import { senseProgram, T0 } from './testing/sense-desk.ts';
import type { LiveSet, SubjectRecord } from './types.ts';

// A failure prints its seed and path: `fc.assert(…, { seed, path })` plays it again.
const SUBJECT = 'shipment:S-1';
const TIMEOUT_MS = 60_000;
const HOUR = 60;

function liveOf(...programs: readonly Program[]): LiveSet {
  return {
    id: 'set',
    environment: 'dev',
    live: programs.map((program) => ({ program, paused: false })),
    pinned: (id, version) => programs.find((each) => each.id === id && each.version === version),
  };
}

interface Happening {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** Minutes since the one before, and by how many it is told late. */
  readonly gap: number;
  readonly late: number;
  readonly source: string;
}

const stop = (id: string, minute: number) => ({
  id,
  place: { unlocode: id },
  until: instantFromMs(minuteMs(T0, minute)),
});
const kinds = fc.oneof(
  fc.integer({ min: 0, max: 120 }).map((speedKmh) => ['telematics.position', { lat: 50, lon: 8, speedKmh }] as const),
  fc.constantFrom(
    ['telematics.shock', { g: 4 }] as const,
    ['telematics.door', { open: true }] as const,
    ['shipment.pickedUp', { classifier: 'ACT' }] as const,
    ['shipment.tendered', {}] as const,
    ['shipment.accepted', {}] as const,
    ['shipment.delivered', { classifier: 'ACT' }] as const,
  ),
  fc
    .constantFrom('transport.arrived', 'transport.departed')
    .chain((type) => fc.constantFrom('DEHAM', 'NLRTM').map((id) => [type, { classifier: 'ACT', stop: id }] as const)),
  fc
    .tuple(fc.integer({ min: 0, max: 600 }), fc.integer({ min: 0, max: 600 }))
    .map(([a, b]) => ['shipment.planned', { stops: [stop('DEHAM', a), stop('NLRTM', b)] }] as const),
);
const happening: fc.Arbitrary<Happening> = fc
  .record({
    gap: fc.integer({ min: 0, max: 50 }),
    late: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 90 })),
    source: fc.constantFrom('/tms', '/gps'),
    kind: kinds,
  })
  .map(({ kind: [type, data], ...rest }) => ({ type, data, ...rest }));

function eventOf(id: string, type: string, timeMs: number, data: object, source: string): CanonicalEvent {
  const checked = checkEvent({
    specversion: '1.0',
    id,
    source,
    type,
    subject: SUBJECT,
    time: instantFromMs(timeMs),
    data,
  });
  if (!checked.ok) throw checked.failure;
  return checked.event;
}

/** A log: what happened, some of it repeated, taken back, and interrupted by a source that falls silent. */
const logs = fc
  .tuple(fc.array(happening, { minLength: 1, maxLength: 25 }), fc.infiniteStream(fc.nat(9)))
  .map(([happenings, dice]) => {
    const log: LogEntry[] = [];
    let minute = 0;
    for (const [index, { type, data, gap, late, source }] of happenings.entries()) {
      minute += gap;
      const atMs = minuteMs(T0, minute);
      const event = eventOf(`e${index}`, type, minuteMs(T0, minute - late), data, source);
      log.push({ kind: 'event', event, atMs });
      const roll = dice.next().value ?? 0;
      if (roll === 0) log.push({ kind: 'event', event, atMs });
      if (roll === 1)
        log.push({
          kind: 'event',
          atMs,
          event: eventOf(`r${index}`, 'event.retracted', atMs, { retracts: event.id }, source),
        });
      if (roll === 2)
        log.push({ kind: 'broadcast', atMs, event: { ...silence(index, atMs, source), subject: `source:${source}` } });
    }
    return [...log, { kind: 'time', atMs: minuteMs(T0, minute + 10 * HOUR) }] satisfies LogEntry[];
  });

function silence(index: number, atMs: number, source: string): CanonicalEvent {
  const type = index % 2 ? 'source.silent' : 'source.heard';
  return eventOf(`s${index}`, type, atMs, { source, since: instantFromMs(atMs - 20 * 60_000) }, 'slipway');
}

it(
  'decides alike whatever the batches, through JSON, and where the process dies in any of them',
  () => {
    const live = liveOf(everySense());
    fc.assert(
      fc.property(logs, fc.array(fc.integer({ min: 1, max: 6 })), fc.array(fc.boolean()), (log, batches, dies) => {
        const whole = decideLog(SUBJECT, live, log);
        const parts = decideLog(SUBJECT, live, log, { batches, dies: (batch) => dies[batch] ?? false });
        expect(JSON.stringify(parts)).toBe(JSON.stringify(whole));
      }),
      { numRuns: 40 },
    );
  },
  TIMEOUT_MS,
);

it(
  'decides history as it was decided live, releases and all, and on freshly compiled versions',
  () => {
    const told = { shaken: { kind: 'trigger', config: { on: ['telematics.shock'] } } };
    fc.assert(
      fc.property(logs, fc.nat(25), (log, at) => {
        const story = (first: Program, second: Program) => {
          const atMs = log[Math.min(at, log.length - 1)]?.atMs ?? 0;
          const place = log.findLastIndex((entry) => entry.atMs <= atMs) + 1;
          const release = { kind: 'release', live: liveOf(second, first), atMs } as const;
          return decideLog(SUBJECT, liveOf(first), log.toSpliced(place, 0, release));
        };
        const live = story(everySense(), everySense(told));
        expect(JSON.stringify(story(everySense(), everySense(told)))).toBe(JSON.stringify(live));
      }),
      { numRuns: 20 },
    );
  },
  TIMEOUT_MS,
);

it(
  'changes nothing by a repetition in the rules that look at time, even where nobody drops it before',
  () => {
    const live = liveOf(everySense());
    fc.assert(
      fc.property(logs, (log) => {
        const atMs = log.at(-1)?.atMs ?? 0;
        const again = log.flatMap((entry) => (entry.kind === 'event' ? [{ ...entry, atMs }] : []));
        const { record } = decideLog(SUBJECT, live, log);
        const told = decideLog(SUBJECT, live, [...log, ...again], { batches: [log.length], repeats: true });
        for (const node of ['quiet', 'overdue', 'parked', 'slow'])
          expect([node, standing(told.record, node)]).toEqual([node, standing(record, node)]);
      }),
      { numRuns: 40 },
    );
  },
  TIMEOUT_MS,
);

/** Where a node stands: for each key what is due or since when it is so, without what the firing was called. */
function standing(record: SubjectRecord, node: string): unknown {
  return Object.entries(record.workflows.sense?.senses[node] ?? {}).flatMap(([key, state]): unknown[] => {
    switch (state.kind) {
      case 'missing':
        // While nobody asks, what was heard is kept for a time only.
        return state.since === undefined
          ? []
          : [key, state.since, state.heard.at(-1)?.[0], state.silent?.from, stands(record, state.silent?.opening)];
      case 'deadline':
        return [key, state.due, state.missed?.due, stands(record, state.missed?.opening), state.met?.at];
      case 'hold':
        return [key, state.spells.map(({ fromMs, toMs }) => [fromMs, toMs])];
      default:
        return [key];
    }
  });
}

it.each([
  ['a deadline', 'deadline', { due: 'subject.plannedPickupAt', grace: '30m', met: { on: ['shipment.pickedUp'] } }],
  ['a silence', 'missing', { on: ['telematics.*'], for: '45m', phase: ['in-transit'] }],
] as const)(
  'stands in the end as if all had come in order: %s',
  (_name, kind, config) => {
    const live = liveOf(senseProgram(kind, config));
    const things = fc.tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom(
        ['telematics.door', { open: true }] as const,
        ['shipment.pickedUp', { classifier: 'ACT' }] as const,
      ),
    );
    // Stated before anything can be due by it: what a plan says afterwards does not undo a miss.
    const plans = fc.tuple(
      fc.integer({ min: 0, max: 29 }),
      fc
        .integer({ min: 0, max: 300 })
        .map((at) => ['shipment.planned', { plannedPickupAt: instantFromMs(minuteMs(T0, at)) }] as const),
    );
    const facts = fc.array(fc.oneof(things, plans), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(facts, fc.infiniteStream(fc.nat(400)), (given, dice) => {
        const events = given
          // Two statements of the same moment are ordered by the log, which is what changes here.
          .filter(([minute], index) => given.findIndex(([other]) => other === minute) === index)
          .map(([minute, [type, data]]) => eventOf(`e${minute}`, type, minuteMs(T0, minute), data, '/tms'));
        const told = (delayed: boolean) =>
          events
            .map((event) => ({
              kind: 'event' as const,
              event,
              atMs: Date.parse(event.time) + (delayed ? (dice.next().value ?? 0) * 60_000 : 0),
            }))
            .toSorted((a, b) => a.atMs - b.atMs);
        const end = { kind: 'time', atMs: minuteMs(T0, 2_000) } as const;
        const [ordered, shuffled] = [told(false), told(true)].map(
          (log) => decideLog(SUBJECT, live, [...log, end]).record,
        );
        if (!ordered || !shuffled) return;
        expect(standing(shuffled, 'node')).toEqual(standing(ordered, 'node'));
      }),
      { numRuns: 200 },
    );
  },
  TIMEOUT_MS,
);

function stands(record: SubjectRecord, opening: string | undefined): boolean {
  const { runs = [] } = record.workflows.sense ?? {};
  return runs.some(({ openings }) => openings.some(({ id, standing }) => id === opening && standing));
}
