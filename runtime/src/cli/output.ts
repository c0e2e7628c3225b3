import { inspect } from 'node:util';
import { type Failure, isFailure } from '@slipway/shared/failure';
import type { Problem } from '@slipway/shared/problem';

/** How a command ended: what scripts ask. */
export const EXIT = { ok: 0, failed: 1, misused: 2, differs: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command writes. Answers go to stdout, everything else to stderr. */
export interface Output {
  /** One answer: as a line of JSON where that was asked for, else as text for people. */
  answer(value: object, text: string): void;
  /** A remark for people; nothing where JSON was asked for. */
  note(text: string): void;
}

export function createOutput(json: boolean): Output {
  return {
    answer: (value, text) => process.stdout.write(`${json ? JSON.stringify(value) : text}\n`),
    note: (text) => {
      if (!json) process.stderr.write(`${text}\n`);
    },
  };
}

/** Says what failed and with which code; what is no failure of the table is a bug and keeps its stack. */
export function tellFailure(error: unknown, json: boolean): ExitCode {
  if (!isFailure(error)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : inspect(error, { depth: 4 });
    process.stderr.write(`slipway: this is a bug in Slipway, please report it.\n${text}\n`);
    if (json) process.stdout.write(`${JSON.stringify({ ok: false, code: 'internal' })}\n`);
    return EXIT.failed;
  }
  if (json)
    process.stdout.write(
      `${JSON.stringify({ ok: false, code: error.code, title: error.facts.title, detail: error.detail })}\n`,
    );
  process.stderr.write(`slipway: ${error.facts.title}\n`);
  for (const part of error.detail.split('; ').filter(Boolean)) process.stderr.write(`  ${part}\n`);
  for (const problem of problemsOf(error)) process.stderr.write(`  ${problem.code}: ${problem.message}\n`);
  return error.code === 'invalid-config' ? EXIT.misused : EXIT.failed;
}

function problemsOf(failure: Failure): readonly Problem[] {
  return Array.isArray(failure.cause) ? (failure.cause as readonly Problem[]) : [];
}
