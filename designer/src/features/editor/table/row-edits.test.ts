import { expect, test } from 'vitest';
import { addRow, duplicateRow, moveRow, removeRow, typedCell, withCells } from './row-edits.ts';
import { rowIntent } from './row-intent.ts';
import { columnAt, TABLE } from './testing/table.ts';

const ids = (table: typeof TABLE) => table.rows.map(({ id }) => id);

test('a changed cell leaves all other rows the same objects, and no change leaves the table', () => {
  const next = withCells(TABLE, [{ row: 1, column: columnAt(1), text: '> 2h' }]);
  expect(next.rows[1]).toEqual({ id: 'silver', when: ['"silver"', '> 2h'], give: ['"low"'], note: 'short' });
  expect(next.rows[0]).toBe(TABLE.rows[0]);
  expect(withCells(TABLE, [{ row: 1, column: columnAt(2), text: '"low"' }])).toBe(TABLE);
});

test('an emptied note is no note', () => {
  expect(withCells(TABLE, [{ row: 1, column: columnAt(3), text: '' }]).rows[1]).not.toHaveProperty('note');
});

test('what is typed is put into the form of its column only where that is plain', () => {
  expect(typedCell(' gold, silver ', columnAt(0))).toBe('"gold", "silver"');
  expect(typedCell('not("gold")', columnAt(0))).toBe('not("gold")');
  expect(typedCell('= vars.severity', columnAt(2))).toBe('= vars.severity');
  expect(typedCell('', columnAt(0))).toBe('-');
  expect(typedCell('', columnAt(2))).toBe('null');
  expect(typedCell('two hours', columnAt(1))).toBe('two hours');
});

test('rows are added, copied, moved and removed, and each keeps an id of its own', () => {
  expect(ids(addRow(TABLE, 1))).toEqual(['gold', 'row-3', 'silver']);
  expect(duplicateRow(TABLE, 0).rows[1]).toEqual({ ...TABLE.rows[0], id: 'row-3' });
  expect(ids(moveRow(TABLE, 0, 1))).toEqual(['silver', 'gold']);
  expect(ids(removeRow(TABLE, 0))).toEqual(['silver']);
});

test('a row does not move over the ends', () => {
  expect(moveRow(TABLE, 0, -1)).toBe(TABLE);
  expect(moveRow(TABLE, 1, 1)).toBe(TABLE);
});

test('rows are moved by Alt and an arrow only', () => {
  const key = (name: string, altKey = true, ctrlKey = false) => ({ key: name, altKey, ctrlKey, metaKey: false });
  expect(rowIntent(key('ArrowUp'))).toBe('up');
  expect(rowIntent(key('ArrowUp', false))).toBeUndefined();
  // AltGr writes brackets on many keyboards.
  expect(rowIntent(key('Delete', true, true))).toBeUndefined();
});
