export { analyse, type Beside } from './analyse.ts';
export { diagnose } from './diagnose.ts';
