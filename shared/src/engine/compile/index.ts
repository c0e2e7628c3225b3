export { type CompileResult, compile, versionOf } from './compile.ts';
