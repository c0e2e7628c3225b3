import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from './fold.ts';
import { type CanonicalEvent, EVENT_TYPES, eventType, exampleEvent, type SubjectView, viewOf } from './index.ts';
import { fieldsTouchedBy, stateAlike } from './touch.ts';

const types = fc.constantFrom(...Object.keys(EVENT_TYPES));
const classifier = fc.constantFrom('ACT', 'EST', 'PLN', undefined);
const told = fc.record({
  type: types,
  classifier,
  full: fc.boolean(),
  minutes: fc.nat(600),
  place: fc.constantFrom('NLRTM', 'DEHAM'),
});

function eventOf(
  { type, classifier, full, minutes, place }: typeof told extends fc.Arbitrary<infer T> ? T : never,
  at: number,
): CanonicalEvent {
  const time = new Date(Date.UTC(2026, 2, 2, 0, minutes)).toISOString();
  const example = exampleEvent(type, { subject: 'shipment:S-1', time, full, id: `e-${at}` });
  return {
    ...example,
    data: { ...example.data, at: time, ...(full ? { stop: place } : {}), ...(classifier ? { classifier } : {}) },
  };
}

test('an event changes no other field of its subject than its type says, and no register of a type that states others', () => {
  let changes = 0;
  fc.assert(
    fc.property(fc.array(told, { minLength: 2, maxLength: 12 }), (events) => {
      let state = fold(
        undefined,
        eventOf({ ...(events[0] as (typeof events)[0]), type: 'shipment.planned', full: true }, 99),
        { offset: 0 },
      ).state;
      const writers = new Map<string, string>();
      for (const [at, each] of events.entries()) {
        const event = eventOf(each, at);
        const type = eventType(event.type);
        const { state: next } = fold(state, event, { offset: at + 1 });
        const touched = type && fieldsTouchedBy(type);
        for (const field of touched ? changed(viewOf(state), viewOf(next)) : []) {
          changes += 1;
          expect([event.type, field, touched?.has(field)]).toEqual([event.type, field, true]);
        }
        for (const path of Object.keys(next.registers).filter(
          (path) => next.registers[path] !== state.registers[path],
        )) {
          const other = eventType(writers.get(path) ?? '');
          if (type && other) expect([path, stateAlike(type, other) || type === other]).toEqual([path, true]);
          writers.set(path, event.type);
        }
        state = next;
      }
    }),
    { numRuns: 300 },
  );
  expect(changes).toBeGreaterThan(500);
});

function changed(before: SubjectView, after: SubjectView): readonly string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]));
}
