import type { Table } from './table-config.ts';

/** The table with another way to make one answer of several rows; only *collect* reckons with what they give. */
export function withPolicy(table: Table, hitPolicy: Table['hitPolicy'], aggregate?: Table['aggregate']): Table {
  const { aggregate: before, ...rest } = table;
  if (table.hitPolicy === hitPolicy && before === aggregate) return table;
  return { ...rest, hitPolicy, ...(hitPolicy === 'collect' && aggregate ? { aggregate } : {}) };
}
