import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitEvents } from './split-events.ts';

const texts = (body: string, type = 'application/json') =>
  splitEvents(Buffer.from(body), type).events.map((event) => Buffer.from(event).toString());

describe('parting a body into events', () => {
  it('takes one object for one event, whatever stands around it', () => {
    expect(splitEvents(Buffer.from(' \n{"a":[1,2]}\r\n'), 'application/cloudevents+json; charset=utf-8')).toEqual({
      events: [Buffer.from('{"a":[1,2]}')],
      single: true,
    });
  });

  it('parts an array at its own commas only', () => {
    expect(texts('[ {"a":"],{"} , [1,[2,3]],"x\\",y" ]')).toEqual(['{"a":"],{"}', '[1,[2,3]]', '"x\\",y"']);
    expect(texts('[]')).toEqual([]);
  });

  it('parts JSON lines at line ends and skips empty ones', () => {
    expect(texts('{"a":1}\r\n\n {"b":2}\n{"c":3', 'application/jsonl')).toEqual(['{"a":1}', '{"b":2}', '{"c":3']);
  });

  it.each(['[1,2', '[1,,2]', '[1],', '[1]x', '[1,]', '[}'])(
    'takes %s, which it cannot part, for one bad event',
    (body) => {
      expect(splitEvents(Buffer.from(body), 'application/json')).toEqual({ events: [Buffer.from(body)], single: true });
    },
  );

  it('keeps a bad element as it came, beside good ones', () => {
    expect(texts('[{"a":1},{"a":,}, {"b":2}]')).toEqual(['{"a":1}', '{"a":,}', '{"b":2}']);
  });

  it('refuses what is no JSON by its type, and more events than a request may hold', () => {
    expect(() => splitEvents(Buffer.from('a,b'), 'text/csv')).toThrow(/content-type/);
    expect(() => splitEvents(Buffer.from(`[${'1,'.repeat(10_001)}1]`), 'application/json')).toThrow(/larger/);
  });

  it('parts a file, which is sent in several requests, however many events it holds', () => {
    const file = Buffer.from('1\n'.repeat(10_002));
    expect(() => splitEvents(file, 'application/jsonl')).toThrow(/larger/);
    expect(splitEvents(file, 'application/jsonl', Number.POSITIVE_INFINITY).events).toHaveLength(10_002);
  });

  it('gives back exactly the elements of any array', () => {
    fc.assert(
      fc.property(fc.array(fc.json()), (elements) => {
        expect(texts(`[${elements.join(' ,\n')}]`)).toEqual(elements.map((element) => element.trim()));
      }),
    );
  });
});
