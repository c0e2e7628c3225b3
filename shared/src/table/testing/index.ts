export { type CheckedTables, checkTables } from './check-table.ts';
export { drawFrom, randomTable } from './random-table.ts';
