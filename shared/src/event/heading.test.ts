import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../json/index.ts';
import { exampleEvent, headingIn, typeIn } from './index.ts';
import { rewritten, type Trick, tricks } from './testing/tricks.ts';

const types = fc.constantFrom(
  'telematics.position',
  'shipment.delivered',
  'constructor',
  '__proto__',
  'a"b',
  'ä\u0000',
);
const id = fc.oneof(fc.constantFrom('e-1', '__proto__', 'ü', '","type":"x'), fc.uuid());

function eventOf(type: string, id: string, data: object) {
  const example = exampleEvent('telematics.position', {
    subject: 'shipment:S-1',
    time: '2026-03-02T00:00:00.000Z',
    id,
  });
  return { ...example, type, data: { ...example.data, ...data } };
}

test('what is read of a text without parsing it is what it says, however it is written', () => {
  const seen = { read: 0, unread: 0 };
  fc.assert(
    fc.property(types, id, tricks, (type, id, how) => {
      const text = how.reduce<string>(rewritten, canonicalJson(eventOf(type, id, {})));
      const said = JSON.parse(text);
      const end = typeIn(text);
      const heading = end === undefined ? undefined : headingIn(text, end);
      seen[heading ? 'read' : 'unread'] += 1;
      if (!heading) return;
      expect(heading).toEqual({ id: said.id, source: said.source, type: said.type, subject: said.subject, data: {} });
      expect(['refs', 'supersedes', 'retracts'].filter((name) => said.data[name] !== undefined)).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
  expect(seen.read).toBeGreaterThan(300);
  expect(seen.unread).toBeGreaterThan(300);
});

test('of a canonical text that refers to nothing the heading is read without parsing it', () => {
  const event = {
    ...eventOf('telematics.position', 'e-1', { note: 'nothing' }),
    recordedtime: '2026-03-02T00:00:01.000Z',
  };
  const text = canonicalJson({ ...event, sequence: '7', hop: 1 });
  expect(typeIn(text)).toBe('telematics.position');
  expect(headingIn(text, 'telematics.position')).toMatchObject({ id: 'e-1', subject: 'shipment:S-1' });
});

test.each<Trick>([
  'refers',
  'refers in escapes',
  'corrects',
  'takes back',
  'type in escapes',
  'spaces',
  'another at the end',
  'inside the data',
])('a text that is written so is parsed: %s', (trick) => {
  const text = rewritten(canonicalJson(eventOf('telematics.position', 'e-1', {})), trick);
  const type = typeIn(text);
  expect(type === undefined ? undefined : headingIn(text, type)).toBeUndefined();
});
