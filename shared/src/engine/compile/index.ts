export { type CompileResult, compile, type Given, versionOf } from './compile.ts';
