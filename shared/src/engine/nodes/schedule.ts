import type { Phase } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { nextCron } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import { open } from '../fire.ts';
import type { CompiledNodeOf, CompiledSense, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { SenseState } from '../types.ts';
import type { SenseHandler } from './index.ts';
import { keysOf } from './keys.ts';

const DAY_MS = 86_400_000;

type Node = CompiledNodeOf<'schedule'>;

/**
 * Wakes a subject at set times and starts a run where its condition then holds. Every input arms it for the subject's
 * present phase, so a subject is on the clock as soon as anything is known of it, or at the release where it was known.
 *
 * A subject does not wake for ever: not in the phase `after` unless the node names that phase, and then for
 * LIMITS.scheduleAfterDays behind the last thing that was heard of it; in any other phase for LIMITS.scheduleQuietDays.
 */
export const observe: SenseHandler<'schedule'>['observe'] = (turn, program, node) => {
  const keys = isArmed(turn, node) ? keysOf(node.is.per, factsOf(turn, program)) : [];
  for (const gone of Object.keys(turn.senses[node.id] ?? {})) if (!keys.includes(gone)) disarm(turn, node, gone);
  const { nowMs } = turn.occasion;
  for (const key of keys) {
    const state = turn.sense(node.id, key);
    const seenMs = dayOf(nowMs);
    const dueMs = state?.kind === 'schedule' ? state.dueMs : nextMs(node, nowMs);
    if (dueMs === undefined) continue;
    turn.setSense(node.id, key, { kind: 'schedule', dueMs, seenMs });
    arm(turn, node, key, dueMs);
  }
};

/** A set time has come. Times that the clock has passed over in one go count once. */
export const wake: SenseHandler<'schedule'>['wake'] = (turn, program, node, key) => {
  // A time inside the cooldown is passed over, not made up for.
  turn.setTimer(`${turn.senseTimerId(node.id, key)}/cooldown`, undefined);
  const state = turn.sense(node.id, key);
  const { nowMs, subject } = turn.occasion;
  if (state?.kind !== 'schedule' || state.dueMs > nowMs) return;
  const next = nextMs(node, nowMs);
  const quietDays = subject.phase === 'after' ? LIMITS.scheduleAfterDays : LIMITS.scheduleQuietDays;
  if (next !== undefined && next < state.seenMs + (quietDays + 1) * DAY_MS) {
    turn.setSense(node.id, key, { ...state, dueMs: next });
    arm(turn, node, key, next);
  } else disarm(turn, node, key);
  fire(turn, program, node, key);
};

function fire(turn: Turn, program: Program, node: Node, key: string): void {
  if (!(node.is.when?.test(factsOf(turn, program, { key })) ?? true)) return;
  const opening = open(turn, program, {
    node: node.id,
    key,
    port: 'out',
    output: { key, at: turn.now },
    text: node.is.at.kind === 'cron' ? `${node.is.at.cron} in ${node.is.at.timeZone}` : 'the time has come',
  });
  if (opening === undefined) turn.setTimer(`${turn.senseTimerId(node.id, key)}/cooldown`, undefined);
}

function isArmed({ occasion: { subject } }: Turn, node: Node): boolean {
  return isArmedIn(subject.phase, node.is);
}

/** Whether a subject in such a phase is on the clock. */
export function isArmedIn(phase: Phase, { phases }: CompiledSense): boolean {
  return phases ? phases.has(phase) : phase !== 'after';
}

/** Whether it is noted already that something is heard of the subject at such a moment. */
export function isSeen(state: SenseState | undefined, nowMs: number): boolean {
  return state?.kind === 'schedule' && state.seenMs === dayOf(nowMs);
}

/** To the day, so that most events change nothing here. */
function dayOf(ms: number): number {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

function nextMs({ is: { at } }: Node, afterMs: number): number | undefined {
  return at.kind === 'cron' ? nextCron(at.cron, at.timeZone, afterMs) : afterMs + at.ms;
}

function arm(turn: Turn, node: Node, key: string, dueMs: number): void {
  turn.setTimer(turn.senseTimerId(node.id, key), {
    dueMs,
    workflow: turn.workflow,
    target: { node: node.id, key },
  });
}

function disarm(turn: Turn, node: Node, key: string): void {
  turn.setTimer(turn.senseTimerId(node.id, key), undefined);
  turn.setSense(node.id, key, undefined);
}
