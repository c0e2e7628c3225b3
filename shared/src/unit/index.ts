export { convert } from './convert.ts';
export { findUnit, type Quantity, UNITS, type Unit } from './table.ts';
