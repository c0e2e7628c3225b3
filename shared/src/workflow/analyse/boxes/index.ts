export type { Box, Cell } from './box.ts';
export { all, any, boxesOf, FALSE, type Formula, not, TRUE } from './formula.ts';
export { type Among, type Answer, type Choice, holdsOf, solve } from './solve.ts';
export { Space, type TypeOf } from './space.ts';
export { exampleOf, factsOf } from './witness.ts';
