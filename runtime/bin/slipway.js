#!/usr/bin/env node
/*
 * `slipway`: starts the runtime with the flag under which no text can become code.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const args = ['--disallow-code-generation-from-strings', main, ...process.argv.slice(2)];
const runtime = spawn(process.execPath, args, { stdio: 'inherit' });
// The terminal's Ctrl-C reaches the runtime by itself, a signal sent to this process does not.
process.on('SIGTERM', () => runtime.kill('SIGTERM'));
process.on('SIGINT', () => {});
runtime.on('exit', (code, signal) => {
  process.exitCode = code ?? (signal === null ? 0 : 1);
});
