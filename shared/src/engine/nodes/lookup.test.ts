import { expect, it } from 'vitest';
import type { ReferenceTable } from '../../reference/index.ts';
import { ask, desk, drawn, on } from '../testing/desk.ts';

const days: ReferenceTable = {
  kind: 'table',
  id: 'free-days',
  columns: [
    { name: 'carrier', type: 'text' },
    { name: 'stops', type: 'number' },
    { name: 'from', type: 'instant' },
    { name: 'grace', type: 'duration' },
    { name: 'days', type: 'number' },
  ],
  key: ['carrier', 'stops'],
  rows: [
    ['MAEU', 2, '2026-01-01T00:00:00.000Z', '2h', 5],
    ['MAEU', 3, '2026-01-01T00:00:00.000Z', '1h', null],
  ],
};

function look(config: object, tables: readonly ReferenceTable[] = [days]) {
  const references = Object.fromEntries(tables.map((table) => [table.id, table]));
  const program = drawn(
    {
      start: on('shipment.planned'),
      free: ['lookup', { table: 'free-days', ...config }],
      tell: ask({ input: { row: '${nodes.free}' } }),
      none: ask({ input: { row: '${nodes.free}' } }),
    },
    ['start.out>free', 'free.found>tell', 'free.none>none'],
    {},
    { references },
  );
  const d = desk(program);
  d.event(0, 'shipment.planned', { carrier: 'MAEU', count: 2 });
  const step = d.decisions[0]?.trace.find(({ node }) => node === 'free');
  return { did: step?.did, port: step?.ports[0], row: d.actions()[0]?.input.row };
}

it('reads the row that the key names, all of it or the columns that are asked for', () => {
  const key = ['event.data.carrier', 'event.data.count'];
  expect(look({ key })).toEqual({
    did: 'entered',
    port: 'found',
    row: { carrier: 'MAEU', stops: 2, from: '2026-01-01T00:00:00.000Z', grace: '2h', days: 5 },
  });
  expect(look({ key, fields: ['days'] }).row).toEqual({ days: 5 });
  expect(look({ key: ['"MAEU"', '3'], fields: ['days'] }).row).toEqual({ days: null });
});

it('leaves by none where there is no such row', () => {
  expect(look({ key: ['"HLCU"', '2'] })).toEqual({ did: 'entered', port: 'none', row: {} });
});

it('says what is wrong where it cannot be told, and leaves by none', () => {
  const failed = (config: object, tables?: readonly ReferenceTable[]) => {
    const { did, port, row } = look(config, tables);
    expect([did, port]).toEqual(['failed', 'none']);
    return row;
  };
  expect(failed({ key: ['"MAEU"', '"2"'] })).toMatchObject({ code: 'invalid-key', detail: 'stops: "2" is no number' });
  expect(failed({ key: ['event.data.missing', '2'] })).toMatchObject({ code: 'invalid-key' });
  expect(failed({ key: ['"MAEU"'] })).toMatchObject({ code: 'wrong-reference' });
  expect(failed({ key: ['"MAEU"', '2'], fields: ['gone'] })).toMatchObject({ code: 'wrong-reference' });
  expect(failed({ key: ['"MAEU"', '2'] }, [])).toMatchObject({ code: 'missing-reference' });
});

it('instants and durations are found by what they are, however they are written', () => {
  const keyed = { ...days, key: ['from', 'grace'] };
  expect(look({ key: ['"2026-01-01T00:00:00.000Z"', 'duration("120m")'], fields: ['days'] }, [keyed]).row).toEqual({
    days: 5,
  });
  expect(look({ key: ['"2026-01-01T00:00:00.000Z"', '"PT2H"'], fields: ['days'] }, [keyed]).row).toEqual({ days: 5 });
});
