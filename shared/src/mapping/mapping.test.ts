import { describe, expect, it } from 'vitest';
import { compileMapping, type Mapping, type Row } from './index.ts';

const base = {
  formatVersion: 1,
  id: 'tms',
  title: 'TMS export',
  zone: 'Europe/Berlin',
  fields: {
    due: { type: 'date', column: 'Due', formats: ['d-MMM-yy'] },
    sent: { type: 'date', column: 'Sent', formats: ['M/d/yy'], nulls: ['N/A'], optional: true },
    kilos: { type: 'number', column: 'Weight', optional: true, warning: 'weight-not-captured' },
  },
  lets: [{ name: 'first', value: 'min(coalesce(sent, due), due)' }],
  events: [
    {
      type: 'order.changed',
      id: '"o-" + row.ID',
      source: '/tms',
      subject: { kind: 'shipment', scheme: 'asn', value: 'row["ASN/DN #"]' },
      refs: [{ scheme: 'erp.order', value: 'row["PO / SO #"]' }],
      time: 'due',
      at: 'first',
      sequence: 'double(row.ID)',
      data: {
        lines: [{ id: { $expr: 'row.ID' }, deliverBy: { $expr: 'endOfDay(due, "Europe/Berlin")' } }],
        kilos: { $expr: 'kilos' },
      },
    },
  ],
};
const row: Row = {
  ID: '7',
  'ASN/DN #': 'ASN-8',
  'PO / SO #': 'SCMS-4',
  Due: '2-Jun-06',
  Sent: '5/20/06',
  Weight: '13.5',
};

function compiled(document: unknown): Mapping {
  const result = compileMapping(document);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.mapping;
}

function problemsOf(document: unknown) {
  const result = compileMapping(document);
  return result.ok ? [] : result.problems.map(({ code, path }) => ({ code, path }));
}

describe('a mapping applied to a record', () => {
  it('makes an event with exact headers, typed fields and named values', () => {
    expect(compiled(base).apply(row)).toEqual({
      ok: true,
      warnings: [],
      events: [
        {
          at: '2006-05-19T22:00:00.000Z',
          rank: 0,
          sequence: 7,
          event: {
            id: 'o-7',
            source: '/tms',
            type: 'order.changed',
            subject: 'shipment:ASN-8',
            time: '2006-06-01T22:00:00.000Z',
            data: {
              refs: [
                { scheme: 'asn', value: 'ASN-8' },
                { scheme: 'erp.order', value: 'SCMS-4' },
              ],
              timeQuality: 'day',
              lines: [{ id: '7', deliverBy: '2006-06-02T21:59:59.999Z' }],
              kilos: 13.5,
            },
          },
        },
      ],
    });
  });

  it('leaves out what an optional field could not read, and says so', () => {
    const result = compiled(base).apply({ ...row, Sent: 'Date Not Captured', Weight: 'See DN-304 (ID#:10589)' });
    expect(result).toMatchObject({
      ok: true,
      warnings: [
        { code: 'date-not-captured', field: 'sent' },
        { code: 'weight-not-captured', field: 'kilos' },
      ],
    });
    const data = result.ok ? result.events[0]?.event.data : undefined;
    expect(data && 'kilos' in data).toBe(false);
  });

  it('takes a text of the nulls list as nothing, without a warning', () => {
    expect(compiled(base).apply({ ...row, Sent: 'N/A', Weight: '' })).toMatchObject({ ok: true, warnings: [] });
  });

  it.each([
    ['30-Feb-06', 'invalid-date'],
    ['2-Jux-06', 'invalid-date'],
    ['', 'invalid-date'],
    ['Date Not Captured', 'invalid-date'],
    ['2-Jun-2006', 'invalid-date'],
  ])('refuses the whole record for the required date %j', (Due, code) => {
    expect(compiled(base).apply({ ...row, Due })).toMatchObject({ ok: false, code });
  });

  it('refuses a record without a subject', () => {
    expect(compiled(base).apply({ ...row, 'ASN/DN #': '' })).toMatchObject({ ok: false, code: 'no-subject' });
  });

  it('refuses a record whose expression finds no field', () => {
    const { ID: _id, ...without } = row;
    expect(compiled(base).apply(without)).toMatchObject({ ok: false, code: 'mapping-failed' });
  });

  it('makes no event where its condition is false', () => {
    const document = { ...base, events: [{ ...base.events[0], when: 'row.ID == "8"' }] };
    expect(compiled(document).apply(row)).toEqual({ ok: true, events: [], warnings: [] });
  });

  it('refuses a record for which a condition is neither true nor false, rather than dropping it', () => {
    const document = { ...base, events: [{ ...base.events[0], when: 'row.ID' }] };
    expect(compiled(document).apply(row)).toMatchObject({ ok: false, code: 'mapping-failed' });
  });

  it('leaves out a link whose value is null', () => {
    const document = { ...base, events: [{ ...base.events[0], refs: [{ scheme: 'po', value: 'null' }] }] };
    expect(compiled(document).apply(row)).toMatchObject({
      ok: true,
      events: [{ event: { data: { refs: [{ scheme: 'asn', value: 'ASN-8' }] } } }],
    });
  });

  it('translates with a code table and keeps a word that is not in it', () => {
    const document = {
      ...base,
      fields: { ...base.fields, mode: { type: 'text', column: 'Mode', codes: { Air: 'AIR' } } },
      events: [{ ...base.events[0], data: { mode: { $expr: 'mode' } } }],
    };
    const modeOf = (Mode: string) => {
      const result = compiled(document).apply({ ...row, Mode });
      return result.ok ? result.events[0]?.event.data.mode : result;
    };
    expect([modeOf('Air'), modeOf('Truck')]).toEqual(['AIR', 'Truck']);
  });

  it('never throws, whatever a record holds', () => {
    const mapping = compiled(base);
    const hostile = [
      null,
      undefined,
      Number.POSITIVE_INFINITY,
      {},
      [],
      '\0',
      '=cmd|x',
      '__proto__',
      'x'.repeat(100_000),
      true,
      '2-Jun-06',
    ];
    for (const value of hostile) {
      for (const column of ['ID', 'ASN/DN #', 'PO / SO #', 'Due', 'Sent', 'Weight']) {
        expect(mapping.apply({ ...row, [column]: value })).toHaveProperty('ok');
      }
    }
  });

  it('gives the same answer twice', () => {
    const mapping = compiled(base);
    expect(mapping.apply(row)).toEqual(mapping.apply(row));
  });
});

describe('a mapping as a document', () => {
  it('knows which columns it needs', () => {
    expect([...compiled(base).columns].sort()).toEqual(['ASN/DN #', 'Due', 'ID', 'PO / SO #', 'Sent', 'Weight']);
  });

  it('names a date format without a year', () => {
    const fields = { ...base.fields, due: { type: 'date', column: 'Due', formats: ['d-MMM'] } };
    expect(problemsOf({ ...base, fields })).toEqual([{ code: 'mapping-date-format', path: '/fields/due/formats/0' }]);
  });

  it('names an unknown zone, a taken name, an unknown variable and a syntax error at their places', () => {
    const [event] = base.events;
    const document = {
      ...base,
      zone: 'Mars/Base',
      lets: [
        { name: 'due', value: 'due' },
        { name: 'early', value: 'late' },
      ],
      events: [{ ...event, time: 'due +', data: { x: { y: [{ $expr: 'nowhere' }] } } }],
    };
    expect(problemsOf(document).map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/zone',
        '/lets/0/name',
        '/lets/1/value',
        '/events/0/time',
        '/events/0/data/x/y/0/$expr',
      ]),
    );
  });

  it('refuses what is no mapping at all', () => {
    expect(problemsOf(null)).not.toEqual([]);
    expect(problemsOf({ ...base, events: [] })).toEqual([{ code: 'mapping-schema', path: '/events' }]);
    expect(problemsOf({ ...base, surprise: 1 })).not.toEqual([]);
  });
});
