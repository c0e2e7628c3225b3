export { type Reference, type ReferenceKind, referenceSchema } from './reference.ts';
export { type ColumnType, columnTypes, type ReferenceTable, referenceTableSchema } from './table.ts';
