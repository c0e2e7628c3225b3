import { canonicalJson, hashText } from '../json/index.ts';
import { complete, EVIDENCE_KEPT, lookAtCases, reopenTakenBack, wakeCase } from './case/index.ts';
import { cancel, enterRun } from './move.ts';
import { type CaseSignal, observe, resume, type Signal, wake } from './nodes/index.ts';
import type { CompiledNode, Program } from './program.ts';
import { tokenTimer, tokenTimerId } from './token-timer.ts';
import type { Turn } from './turn.ts';
import type { RunState, Timer, Token, WorkflowState } from './types.ts';
import { takeBackLate, withUndo } from './undo.ts';

/** Ended runs that a subject keeps per workflow, so that evidence that comes later can still be told apart. */
export const ENDED_RUNS_KEPT = 10;

/**
 * One workflow's decision about one input: sense nodes look first (what evidence retracts must not go on), then every
 * token that waited before the input may be woken by it. Changes `turn`; the same turn gives the same result anywhere.
 */
export function decide(
  turn: Turn,
  input: { readonly timer?: { readonly id: string; readonly timer: Timer }; readonly signal?: Signal },
): void {
  const waiting = turn.runs.flatMap((run) =>
    run.status === 'open' ? run.tokens.map((token) => ({ run: run.id, token })) : [],
  );
  const open = Object.values(turn.exceptions).filter((each) => !each.closedAt);
  const before = new Map(turn.runs.map((run) => [run.id, run]));
  if (input.timer) {
    wakeBy(turn, input.timer.id, input.timer.timer);
    // What a sense node says now may be what a case waits for.
    if ('node' in input.timer.timer.target) lookAtCases(turn, open);
  } else {
    if (turn.program) for (const node of turn.program.senses) observe(turn, turn.program, node);
    cancelOnRequest(turn);
    reopenTakenBack(turn);
    lookAtCases(turn, open);
    const signal: Signal = input.signal ?? signalOf(turn);
    if (signal.kind === 'done') takeBackLate(turn, signal);
    for (const { run, token } of waiting) offer(turn, run, token, signal);
  }
  // So may what its run has come to just now: a time that it waited for, an answer.
  lookAtCases(
    turn,
    open.filter(({ runs }) => runs.some((id) => turn.run(id) !== before.get(id))),
  );
  for (const signal of turn.signals) tell(turn, signal);
}

/** What became of a case in the turn of another workflow, told to the tokens of this one that wait at it. */
export function hear(turn: Turn, signal: CaseSignal): void {
  tell(turn, signal);
  for (const own of turn.signals) tell(turn, own);
}

function tell(turn: Turn, signal: CaseSignal): void {
  for (const run of turn.runs)
    for (const token of run.tokens) if (waitsAt(token, signal.exception)) offer(turn, run.id, token, signal);
}

/** Whether a token waits at a case. */
export function waitsAt({ waits }: Token, exception: string): boolean {
  return waits.for === 'exception' && waits.exception === exception;
}

/** The state to keep after the turn, or nothing where there is none. */
export function stateOf(turn: Turn): WorkflowState | undefined {
  if (isAsBefore(turn)) return turn.state;
  const open = turn.runs.filter((run) => run.status === 'open');
  const told = new Set(Object.values(turn.exceptions).flatMap((each) => (each.closedAt ? [] : each.runs)));
  const over = turn.runs.filter((run) => run.status !== 'open');
  const ended = over.filter((run, index) => index >= over.length - ENDED_RUNS_KEPT || told.has(run.id));
  const senses = Object.fromEntries(Object.entries(turn.senses).filter(([, states]) => Object.keys(states).length > 0));
  if (open.length + ended.length === 0 && Object.keys(senses).length === 0) return undefined;
  return {
    senses,
    meanings: Object.fromEntries(Object.keys(senses).map((id) => [id, meaningOf(turn.program?.nodes.get(id))])),
    runs: turn.runs.filter((run) => open.includes(run) || ended.includes(run)),
    ...(turn.lastBegunMs === undefined ? {} : { lastBegunMs: turn.lastBegunMs }),
  };
}

/** Whether all is as it was, and there are not so many runs that one of them might be forgotten. */
function isAsBefore({ state, program, senses, runs, lastBegunMs }: Turn): boolean {
  if (!state || !program || state.failed || runs.length > ENDED_RUNS_KEPT) return false;
  return senses === state.senses && runs === state.runs && lastBegunMs === state.lastBegunMs;
}

const meanings = new WeakMap<CompiledNode, string>();

/** What a sense node means, apart from its title: state carries over to a version in which this is the same. */
export function meaningOf(node: CompiledNode | undefined): string {
  if (!node) return '';
  const known = meanings.get(node);
  if (known !== undefined) return known;
  const meaning = hashText(canonicalJson({ kind: node.kind, config: node.config })).slice(0, 16);
  meanings.set(node, meaning);
  return meaning;
}

function wakeBy(turn: Turn, timerId: string, timer: Timer): void {
  turn.setTimer(timerId, undefined);
  const { target } = timer;
  if ('node' in target) {
    const node = turn.program?.nodes.get(target.node);
    if (turn.program && node) wake(turn, turn.program, node, target.key);
    return;
  }
  if ('exception' in target) {
    wakeCase(turn, target);
    return;
  }
  const token = turn.run(target.run)?.tokens.find((each) => each.id === target.token);
  if (token) offer(turn, target.run, token, { kind: 'timer' });
}

/** Offers a signal to a token; where it is meant for it, the token moves on. */
function offer(turn: Turn, runId: string, token: Token, signal: Signal): void {
  const run = turn.run(runId);
  if (run?.status !== 'open' || !run.tokens.some((each) => each.id === token.id)) return;
  const program = turn.programOf(run);
  if (!program) return;
  const arrival = resume(turn, program, run, token, signal);
  if (!arrival) return;
  turn.spend();
  turn.setTimer(tokenTimerId(run, token.id), tokenTimer(run, token.id, arrival.stays?.dueMs));
  turn.trace.push({ node: token.node, run: run.id, did: arrival.did, ports: arrival.leaves ?? [], ...arrival.told });
  const { stays, undo } = arrival;
  const moved: RunState = {
    ...run,
    tokens: run.tokens.flatMap((each) =>
      each.id === token.id ? (stays ? [{ ...each, waits: stays.waits }] : []) : [each],
    ),
    ...(arrival.output === undefined ? {} : { outputs: { ...run.outputs, [token.node]: arrival.output } }),
    ...withUndo(run, undo),
  };
  enterRun(
    turn,
    program,
    moved,
    (arrival.leaves ?? []).map((port) => ({ node: token.node, port })),
  );
}

function signalOf(turn: Turn): Signal {
  const { event } = turn.occasion;
  if (event?.type === 'action.done')
    return { kind: 'done', action: String(event.data.action), output: event.data.output };
  if (event?.type === 'action.failed')
    return {
      kind: 'failed',
      action: String(event.data.action),
      code: String(event.data.code),
      detail: String(event.data.detail ?? ''),
    };
  return { kind: 'event' };
}

/**
 * A person's request to cancel a run. Its cases stay open, since what they tell of is still so: each says that nothing
 * goes on behind it.
 */
function cancelOnRequest(turn: Turn): void {
  const { event } = turn.occasion;
  if (event?.type !== 'run.cancelled') return;
  const run = turn.run(String(event.data.run));
  if (!run) return;
  if (run.status !== 'open') {
    turn.effects.push({ kind: 'answer', request: event.id, failure: 'conflict', detail: `the run is ${run.status}` });
    return;
  }
  const { actor, cause } = event.data;
  const by = typeof actor === 'string' && actor !== '' ? `by ${actor}` : 'on request';
  const said = typeof cause === 'string' && cause !== '' ? `${by}: ${cause}` : by;
  cancel(turn, run, `cancelled ${said}`);
  for (const exception of Object.values(turn.exceptions)) {
    if (exception.closedAt || !exception.runs.includes(run.id)) continue;
    const evidence = [...exception.evidence, { label: 'Run cancelled', value: said, event: event.id }].slice(
      -EVIDENCE_KEPT,
    );
    turn.putException({ ...complete(exception), revision: exception.revision + 1, evidence }, 'changed');
  }
  turn.effects.push({ kind: 'answer', request: event.id, failure: null, detail: '' });
}

/** Drops sense state that a new version means differently, with its timers. */
export function carryOver(turn: Turn, program: Program, state: WorkflowState | undefined): void {
  for (const [id, states] of Object.entries(state?.senses ?? {})) {
    if (state?.meanings[id] === meaningOf(program.nodes.get(id))) continue;
    for (const key of Object.keys(states)) {
      turn.setTimer(turn.senseTimerId(id, key), undefined);
      turn.setSense(id, key, undefined);
    }
  }
}
