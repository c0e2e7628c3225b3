import { LIMITS } from '../limits/index.ts';
import { NODE_KINDS } from '../workflow/index.ts';
import { ids } from './ids.ts';
import { type Joined, laid, nextJoined } from './joining.ts';
import { type Arrival, enter } from './nodes/index.ts';
import type { CompiledNode, Program } from './program.ts';
import { tokenTimer, tokenTimerId } from './token-timer.ts';
import { BudgetSpent, type Turn } from './turn.ts';
import type { Opening, RunState, Token } from './types.ts';
import { withUndo } from './undo.ts';

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
    const counted = withOpening(openRun, opening);
    turn.putRun(counted);
    turn.tellRun(counted, 'changed');
    turn.trace.push({ node: opening.node, run: openRun.id, did: 'counted', ports: [], text: 'a run is open' });
    return false;
  }
  if (turn.runs.filter((each) => each.status === 'open').length >= LIMITS.runsPerSubject)
    throw new BudgetSpent(`more than ${LIMITS.runsPerSubject} runs`);
  if (openRun && settings.runs === 'restart') cancel(turn, openRun, 'restarted');
  turn.lastBegunMs = turn.occasion.nowMs;
  // What is told must not change with what the run puts out later.
  turn.tellRun({ ...run, outputs: { ...run.outputs } }, 'began');
  return true;
}

/**
 * A run that stands for one opening more. What fires at every event would fill the state of a run that waits long: the
 * first opening and the newest are kept, and of the others it is known that they were.
 */
function withOpening(run: RunState, opening: Opening): RunState {
  const openings = [...run.openings, opening];
  if (openings.length <= LIMITS.openingsPerRun) return { ...run, openings };
  const fallen = openings.findIndex((each, index) => index > 0 && !each.standing);
  const [gone] = openings.splice(fallen > 0 ? fallen : 1, 1);
  return { ...run, openings, ...(gone?.standing ? { moreOpenings: (run.moreOpenings ?? 0) + 1 } : {}) };
}

/** Whether evidence has left a run something that it stands for. */
export function stands(run: RunState): boolean {
  return (run.moreOpenings ?? 0) > 0 || run.openings.some((opening) => opening.standing);
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

/**
 * Moves tokens synchronously, first come first served, until each waits or ends; joins are looked at whenever none
 * moves. Then settles the run.
 */
function move(turn: Turn, program: Program, from: RunState, departures: readonly Departure[], begun: boolean): void {
  // One copy for the whole way: a copy for every node of a long chain would cost the square of its length.
  const visits: Record<string, number> = { ...from.visits };
  const outputs: Record<string, unknown> = { ...from.outputs };
  let run: RunState = { ...from, visits, outputs };
  let started = begun;
  let outcome = run.outcome;
  const queue = departures.flatMap((departure) => targets(program, departure));
  for (;;) {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      turn.spend();
      const node = program.nodes.get(next.to);
      if (!node) continue;
      if (!started && NODE_KINDS[node.kind].begins) {
        if (!begin(turn, program, run)) return;
        started = true;
      }
      const visit = (visits[node.id] ?? 0) + 1;
      visits[node.id] = visit;
      const arrival = enter(turn, program, run, node, { visit, by: next.by });
      if (arrival.output !== undefined) outputs[node.id] = arrival.output;
      run = arrive(turn, run, node, arrival, started);
      outcome = arrival.outcome ?? outcome;
      queue.push(...(arrival.leaves ?? []).flatMap((port) => targets(program, { node: node.id, port })));
    }
    const joined = nextJoined(program, run);
    if (!joined) break;
    turn.spend();
    run = join(turn, run, joined);
    if (joined.came.length) outputs[joined.node.id] = { came: joined.came };
    if (joined.came.length) queue.push(...targets(program, { node: joined.node.id, port: 'out' }));
  }
  if (!started) return;
  settle(turn, run, outcome);
}

/** A join fires, or the round in which it had fired is over. */
function join(turn: Turn, run: RunState, { token, node, came, waits }: Joined): RunState {
  const again = waits?.wires.length && !waits.spent && node.is.timeoutMs !== undefined;
  const dueMs = again ? turn.occasion.nowMs + (node.is.timeoutMs ?? 0) : undefined;
  turn.setTimer(tokenTimerId(run, token.id), tokenTimer(run, token.id, dueMs));
  const tokens = run.tokens.flatMap((each) => (each.id === token.id ? (waits ? [{ ...each, waits }] : []) : [each]));
  if (came.length === 0) return { ...run, tokens };
  const text = `${came.length} of ${node.is.wires.size}`;
  turn.trace.push({ node: node.id, run: run.id, did: 'resumed', ports: ['out'], text, values: { came } });
  return { ...run, tokens };
}

/** Applies what a node answered: the token that stays, and the line of the trace. */
function arrive(turn: Turn, run: RunState, at: CompiledNode, arrival: Arrival, started: boolean): RunState {
  const node = at.id;
  turn.trace.push({
    node,
    ...(started ? { run: run.id } : {}),
    did: arrival.did,
    ports: arrival.leaves ?? [],
    ...arrival.told,
  });
  let next: RunState = arrival.undo ? { ...run, ...withUndo(run, arrival.undo) } : run;
  const beside = at.kind === 'join' && next.tokens.find((each) => each.node === node && each.waits.for === 'join');
  if (beside && beside.waits.for === 'join' && arrival.stays?.waits.for === 'join') {
    const waits = laid(beside.waits, arrival.stays.waits.wires[0] ?? '');
    next = { ...next, tokens: next.tokens.map((each) => (each === beside ? { ...each, waits } : each)) };
  } else if (arrival.stays && !waitsThere(run, node, arrival.stays.waits)) {
    const token: Token = { id: next.nextToken, node, sinceMs: turn.occasion.nowMs, waits: arrival.stays.waits };
    turn.setTimer(tokenTimerId(next, token.id), tokenTimer(next, token.id, arrival.stays.dueMs));
    next = { ...next, tokens: [...next.tokens, token], nextToken: token.id + 1 };
  }
  return next;
}

/** Whether a token of the run waits at this case already: one that comes again in a loop would only double its end. */
function waitsThere(run: RunState, node: string, waits: Token['waits']): boolean {
  return run.tokens.some(
    (each) =>
      each.node === node &&
      each.waits.for === 'exception' &&
      waits.for === 'exception' &&
      each.waits.exception === waits.exception,
  );
}

function settle(turn: Turn, run: RunState, outcome: string | undefined): void {
  if (run.tokens.length > 0) {
    turn.putRun(outcome === undefined ? run : { ...run, outcome });
    return;
  }
  const { event: _, ...kept } = run;
  // A case that stays open may clear by what the run knows.
  const told = Object.values(turn.exceptions).some((each) => !each.closedAt && each.runs.includes(run.id));
  const ended: RunState = {
    ...(told ? run : { ...kept, outputs: {} }),
    status: 'ended',
    ...(outcome === undefined ? {} : { outcome }),
  };
  turn.putRun(ended);
  turn.tellRun(ended, 'ended');
}

/** The nodes that the wires of a port lead to, with the port they are reached by. */
function targets(program: Program, departure: Departure): readonly { readonly to: string; readonly by: string }[] {
  const by = `${departure.node}.${departure.port}`;
  return (program.wires.get(by) ?? []).map((to) => ({ to, by }));
}
