import { expect, test } from 'vitest';
import { EditorDocument } from '../../../editor/document.ts';
import { addRow, withCells } from './row-edits.ts';
import { tableOf } from './table-config.ts';
import { tableDesk } from './table-desk.ts';
import { columnAt, TABLE } from './testing/table.ts';

test('what is right stays the same objects, so that nothing is drawn anew', () => {
  const table = tableOf(TABLE);
  expect([table.inputs, table.outputs, table.rows]).toEqual([TABLE.inputs, TABLE.outputs, TABLE.rows]);
  expect(table.rows).toBe(TABLE.rows);
  expect(table.inputs).toBe(TABLE.inputs);
});

test('whatever stands there can be drawn', () => {
  for (const config of [null, 5, 'text', [], { rows: 3 }, { inputs: [null, { id: 4 }], rows: [null, { when: 'x' }] }])
    expect(() => tableOf(config)).not.toThrow();
  expect(tableOf({ inputs: [{ id: 'a', type: 'colour', 'x-own': 1 }], rows: [{ give: [] }], 'x-mine': true })).toEqual({
    'x-mine': true,
    hitPolicy: 'unique',
    inputs: [{ id: 'a', label: '', type: 'text', expression: '', 'x-own': 1 }],
    outputs: [],
    rows: [{ id: 'row-1', when: ['-'], give: [] }],
  });
});

test('rows get as many cells as there are columns', () => {
  const short = { ...TABLE, rows: [{ id: 'short', when: ['"gold"'], give: ['"a"', '"b"'] }] };
  expect(tableOf(short).rows).toEqual([{ id: 'short', when: ['"gold"', '-'], give: ['"a"'] }]);
});

test('each edit of the table is one step of undo, one that changes nothing is none', () => {
  const document = new EditorDocument({ nodes: [{ id: 't', kind: 'table', title: 'T', config: TABLE }] });
  const desk = tableDesk(document, 't');
  const cell = (text: string) => withCells(desk.table(), [{ row: 0, column: columnAt(0), text }]);
  expect(desk.change('cell', () => cell('"platinum"'))).toBe(true);
  expect(desk.change('cell', () => cell('"platinum"'))).toBe(false);
  desk.change('row', (table) => addRow(table, 2));
  expect(desk.table().rows).toHaveLength(3);
  expect(document.undo()).toBe('row');
  expect(desk.table().rows[0]?.when[0]).toBe('"platinum"');
  expect(document.undo()).toBe('cell');
  expect(desk.table()).toEqual(TABLE);
});

test('an edit that changes nothing leaves also what only could be drawn after mending', () => {
  const document = new EditorDocument({
    nodes: [{ id: 't', kind: 'table', title: 'T', config: { rows: [{ when: [] }] } }],
  });
  expect(tableDesk(document, 't').change('nothing', (table) => table)).toBe(false);
});
