export { type CompileResult, compile, type Given } from './compile.ts';
export { drawingProblems } from './drawing-problems.ts';
export { versionOf } from './version.ts';
