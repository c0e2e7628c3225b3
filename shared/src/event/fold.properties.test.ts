import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type CanonicalEvent, fold, type SubjectState, viewOf } from './index.ts';
import { day, foldAll, line } from './testing/told.ts';

const kinds = fc.constantFrom(
  'order',
  'changed',
  'est',
  'plan',
  'delivered',
  'partial',
  'cancelled',
  'position',
  'moved',
  'retract',
  'own',
);
const anyEvent = fc.record({
  kind: kinds,
  time: fc.integer({ min: 1, max: 6 }),
  recorded: fc.option(fc.integer({ min: 1, max: 3 })),
  at: fc.integer({ min: 8, max: 12 }),
  line: fc.integer({ min: 1, max: 3 }),
});

const build = (rows: readonly { kind: string; time: number; recorded: number | null; at: number; line: number }[]) =>
  rows.map((row, index): CanonicalEvent => {
    const id = String(row.line);
    const [type, data] = {
      order: ['order.created', { lines: [line(id, String(row.at))], customer: `C${row.at}` }],
      changed: ['order.changed', { lines: [line(id, String(row.at), { quantity: row.at })] }],
      est: ['transport.arrived', { classifier: 'EST', at: day(String(row.at)) }],
      plan: ['shipment.planned', { destination: `P${row.line}` }],
      delivered: ['shipment.delivered', {}],
      partial: ['shipment.delivered', { lines: [{ id }] }],
      cancelled: ['order.cancelled', { lines: [{ id }] }],
      position: ['telematics.position', { lat: row.at, lon: row.line }],
      moved: ['transport.departed', { location: { id: `P${row.line}` }, refs: [{ scheme: 'po', value: id }] }],
      retract: ['event.retracted', { retracts: `p${row.at}` }],
      own: ['acme.weighed', {}],
    }[row.kind] as [string, Record<string, unknown>];
    const recorded = row.recorded === null ? {} : { recordedtime: day(String(row.time + row.recorded)) };
    return {
      id: `p${index}`,
      source: 'test',
      type,
      subject: 'shipment:S1',
      time: day(String(row.time)),
      data,
      ...recorded,
    };
  });

test('a view taken after every event is the view of the stored state', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 15 }), (rows) => {
      let state: SubjectState | undefined;
      for (const [offset, next] of build(rows).entries()) {
        state = fold(state, next, { offset }).state;
        const stored = JSON.parse(JSON.stringify(state)) as SubjectState;
        expect(viewOf(state)).toEqual(viewOf(stored));
        expect(viewOf(state)).toBe(viewOf(state));
      }
    }),
    { numRuns: 200 },
  );
});

test('any order of arrival, with repetitions, gives the same state', () => {
  fc.assert(
    fc.property(
      fc.array(anyEvent, { minLength: 1, maxLength: 25 }).chain((rows) => {
        const order = [...rows.keys()];
        return fc.record({
          rows: fc.constant(rows),
          order: fc.shuffledSubarray([...order, ...order], { minLength: rows.length * 2, maxLength: rows.length * 2 }),
        });
      }),
      ({ rows, order }) => {
        const events = build(rows);
        const inOrder = foldAll(events);
        const shuffled = foldAll(events, order);
        const byKey = (state: SubjectState) => ({ ...state, registers: Object.entries(state.registers).sort() });
        expect(byKey(shuffled)).toEqual(byKey(inOrder));
        expect(viewOf(shuffled)).toEqual(viewOf(inOrder));
      },
    ),
    { numRuns: 200 },
  );
});
