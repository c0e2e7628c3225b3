export { analyseTable, type TablePlace } from './analyse/index.ts';
export { type Cell, type ReadCell, readCell } from './cell.ts';
export type { CellValues, Interval } from './cell-values.ts';
export { type CompiledTable, compileTable } from './compile.ts';
export { decideTable, type TableAnswer, type TableFailure } from './decide.ts';
export { readLiteral, type Value, valueFrom, writeLiteral } from './literal.ts';
export { type Given, type ReadOutput, readOutput } from './output.ts';
export { partsOf } from './parts.ts';
export { type CellProblem, type ReadTable, readCells } from './read.ts';
export {
  HEADER_ROWS,
  hasDecimalCommas,
  readTable,
  type TableReading,
  tidyCell,
  writeTable,
} from './sheet/index.ts';
