import { LIMITS } from '../limits/index.ts';
import { NODE_KINDS } from '../workflow/index.ts';
import { ids } from './ids.ts';
import { type Arrival, enter } from './nodes/index.ts';
import type { Program } from './program.ts';
import { BudgetSpent, type Turn } from './turn.ts';
import type { Opening, RunState, Token } from './types.ts';

/** A port by which a token leaves a node. */
export interface Departure {
  readonly node: string;
  readonly port: string;
}

/**
 * Lets an opening's token run. Nodes that decide are passed first; at the first one that acts or waits the run begins
 * (rule-graph.md, *Runs*): counted on an open run, restarting it, or beside it.
 */
export function startRun(turn: Turn, program: Program, opening: Opening, port: string): void {
  const { environment, event, nowMs } = turn.occasion;
  const draft: RunState = {
    id: ids.run(environment, opening.id),
    workflow: turn.workflow,
    version: program.version,
    status: 'open',
    beganMs: nowMs,
    ...(event ? { event } : {}),
    openings: [opening],
    outputs: { [opening.node]: opening.output },
    tokens: [],
    visits: {},
    nextToken: 1,
  };
  move(turn, program, draft, [{ node: opening.node, port }], false);
}

/** Lets tokens that leave by these ports run on inside a run that has begun. */
export function enterRun(turn: Turn, program: Program, run: RunState, departures: readonly Departure[]): void {
  move(turn, program, run, departures, true);
}

/** Whether the run may begin now; what stands in its way is settled here. */
function begin(turn: Turn, program: Program, run: RunState): boolean {
  const { settings } = program;
  const [opening] = run.openings;
  const openRun = turn.runs.find((each) => each.status === 'open');
  if (opening && openRun && settings.runs === 'one') {
    const counted = { ...openRun, openings: [...openRun.openings, opening] };
    turn.putRun(counted);
    turn.tellRun(counted, 'changed');
    turn.trace.push({ node: opening.node, run: openRun.id, did: 'counted', ports: [], text: 'a run is open' });
    return false;
  }
  if (turn.runs.filter((each) => each.status === 'open').length >= LIMITS.runsPerSubject)
    throw new BudgetSpent(`more than ${LIMITS.runsPerSubject} runs`);
  if (openRun && settings.runs === 'restart') cancel(turn, openRun, 'restarted');
  turn.lastBegunMs = turn.occasion.nowMs;
  turn.tellRun(run, 'began');
  return true;
}

/** Ends an open run without an outcome of its own. */
export function cancel(turn: Turn, run: RunState, why: string): void {
  const cancelled: RunState = { ...cancelTokens(turn, run, why), status: 'cancelled', outcome: why };
  turn.putRun(cancelled);
  turn.tellRun(cancelled, 'ended');
  turn.trace.push({ node: run.openings[0]?.node ?? '', run: run.id, did: 'cancelled', ports: [], text: why });
}

/** Takes every token out of a run: their timers stop, and actions that nobody claimed are withdrawn. */
export function cancelTokens(turn: Turn, run: RunState, reason: string): RunState {
  for (const token of run.tokens) {
    turn.setTimer(tokenTimerId(run, token.id), undefined);
    if (token.waits.for === 'action') turn.effects.push({ kind: 'withdraw', action: token.waits.action, reason });
  }
  return { ...run, tokens: [] };
}

export function tokenTimerId(run: RunState, token: number): string {
  return `${run.id}/${token}`;
}

/** Moves tokens synchronously, first come first served, until each waits or ends; then settles the run. */
function move(turn: Turn, program: Program, from: RunState, departures: readonly Departure[], begun: boolean): void {
  let run = from;
  let started = begun;
  let outcome = run.outcome;
  const queue = departures.flatMap((departure) => targets(program, departure));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    turn.spend();
    const node = program.nodes.get(next);
    if (!node) continue;
    if (!started && NODE_KINDS[node.kind].waits) {
      if (!begin(turn, program, run)) return;
      started = true;
    }
    const visit = (run.visits[node.id] ?? 0) + 1;
    run = { ...run, visits: { ...run.visits, [node.id]: visit } };
    const arrival = enter(turn, program, run, node, visit);
    run = arrive(turn, run, node.id, arrival, started);
    outcome = arrival.outcome ?? outcome;
    queue.push(...(arrival.leaves ?? []).flatMap((port) => targets(program, { node: node.id, port })));
  }
  if (!started) return;
  settle(turn, run, outcome);
}

/** Applies what a node answered: its output, the token that stays, and the line of the trace. */
function arrive(turn: Turn, run: RunState, node: string, arrival: Arrival, started: boolean): RunState {
  turn.trace.push({
    node,
    ...(started ? { run: run.id } : {}),
    did: arrival.did,
    ports: arrival.leaves ?? [],
    ...arrival.told,
  });
  let next: RunState =
    arrival.output === undefined ? run : { ...run, outputs: { ...run.outputs, [node]: arrival.output } };
  if (arrival.stays) {
    const token: Token = { id: next.nextToken, node, sinceMs: turn.occasion.nowMs, waits: arrival.stays.waits };
    if (arrival.stays.dueMs !== undefined)
      turn.setTimer(tokenTimerId(next, token.id), {
        dueMs: arrival.stays.dueMs,
        workflow: turn.workflow,
        target: { run: next.id, token: token.id },
      });
    next = { ...next, tokens: [...next.tokens, token], nextToken: token.id + 1 };
  }
  return next;
}

function settle(turn: Turn, run: RunState, outcome: string | undefined): void {
  if (run.tokens.length > 0) {
    turn.putRun(outcome === undefined ? run : { ...run, outcome });
    return;
  }
  const { event: _, ...kept } = run;
  const ended: RunState = { ...kept, status: 'ended', outputs: {}, ...(outcome === undefined ? {} : { outcome }) };
  turn.putRun(ended);
  turn.tellRun(ended, 'ended');
}

function targets(program: Program, departure: Departure): readonly string[] {
  return program.wires.get(`${departure.node}.${departure.port}`) ?? [];
}
