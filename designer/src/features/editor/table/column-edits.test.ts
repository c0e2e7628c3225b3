import { configSchemas } from '@slipway/shared/workflow';
import { expect, test } from 'vitest';
import { addColumn, moveColumn, removeColumn, valuesFrom, withColumn } from './column-edits.ts';
import { withPolicy } from './policy.ts';
import { TABLE } from './testing/table.ts';

test('a new column gives every row a cell that says nothing', () => {
  const next = addColumn(addColumn(TABLE, 'input', 'New'), 'output', 'New too');
  expect(next.rows[0]).toMatchObject({ when: ['"gold"', '> 0m', '-'], give: ['"high"', 'null'] });
  expect(configSchemas.table.safeParse(next).success).toBe(true);
});

test('a column takes its cells along when it moves, and with it when it goes', () => {
  expect(moveColumn(TABLE, { kind: 'input', index: 0 }, 1).rows[0]?.when).toEqual(['> 0m', '"gold"']);
  expect(moveColumn(TABLE, { kind: 'input', index: 0 }, -1)).toBe(TABLE);
  const less = removeColumn(TABLE, { kind: 'input', index: 0 });
  expect([less.inputs.map(({ id }) => id), less.rows[0]?.when]).toEqual([['late'], ['> 0m']]);
});

test('the last output stays', () => {
  expect(removeColumn(TABLE, { kind: 'output', index: 0 })).toBe(TABLE);
});

test('a field is set, and removed where it is undefined', () => {
  const place = { kind: 'output', index: 0 } as const;
  const named = withColumn(TABLE, place, { values: ['"high"', '"low"'] });
  expect(named.outputs[0]).toMatchObject({ label: 'Severity', values: ['"high"', '"low"'] });
  expect(withColumn(named, place, { values: undefined }).outputs[0]).toEqual(TABLE.outputs[0]);
});

test('allowed values are read with commas between them, words get their quotes', () => {
  expect(valuesFrom('gold, "a, b"', 'text', 'input')).toEqual(['"gold"', '"a, b"']);
  expect(valuesFrom('[0..200]', 'number', 'input')).toEqual(['[0..200]']);
  expect(valuesFrom('  ', 'number', 'input')).toBeUndefined();
});

test('only collect keeps what is made of the outputs', () => {
  const sum = withPolicy(TABLE, 'collect', 'sum');
  expect(sum).toMatchObject({ hitPolicy: 'collect', aggregate: 'sum' });
  expect(withPolicy(sum, 'first')).not.toHaveProperty('aggregate');
  expect(withPolicy(sum, 'collect', 'sum')).toBe(sum);
});
