import type { RunState, Timer } from './types.ts';

/** The id of a token's timer; it has at most one. */
export function tokenTimerId(run: RunState, token: number): string {
  return `${run.id}/${token}`;
}

/** The timer of a token whose time is up then; nothing where it may wait for ever. */
export function tokenTimer(run: RunState, token: number, dueMs: number | undefined): Timer | undefined {
  return dueMs === undefined ? undefined : { dueMs, workflow: run.workflow, target: { run: run.id, token } };
}
