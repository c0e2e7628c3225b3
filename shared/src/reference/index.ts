export { checkReference } from './check.ts';
export { type CsvOptions, type CsvTable, columnName, readReferenceCsv, writeReferenceCsv } from './csv.ts';
export { type KeyPart, keyPart, type ReferenceRow, rowByKey } from './find.ts';
export { normalReference } from './normal.ts';
export { type Reference, type ReferenceKind, referenceSchema } from './reference.ts';
export { type ColumnType, columnTypes, type ReferenceTable, referenceTableSchema } from './table.ts';
