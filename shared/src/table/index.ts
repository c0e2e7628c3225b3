export { type CompiledTable, compileTable } from './compile.ts';
