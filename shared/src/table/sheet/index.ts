export { readTable, type TableReading } from './read.ts';
export { hasDecimalCommas, tidyCell } from './tidy.ts';
export { HEADER_ROWS, writeTable } from './write.ts';
