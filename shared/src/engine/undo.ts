import { LIMITS } from '../limits/index.ts';
import { factsOf } from './facts.ts';
import { fill } from './fill.ts';
import { ids } from './ids.ts';
import type { Signal } from './nodes/index.ts';
import type { CompiledNodeOf, Program } from './program.ts';
import type { Turn } from './turn.ts';
import type { RunState, Undo } from './types.ts';

type Node = CompiledNodeOf<'action'>;
type Compensation = Extract<Undo, { readonly action: string }>;
type Input = NonNullable<Compensation['input']>;

/** How much a run remembers of what it did; of what it did in a loop the newest. */
const UNDO_KEPT = 100;

/** A run that has done something that can be taken back. */
export function withUndo(run: RunState, undo: readonly Undo[] | undefined): Pick<RunState, 'undo'> {
  return undo?.length ? { undo: [...(run.undo ?? []), ...undo].slice(-UNDO_KEPT) } : {};
}

/**
 * What takes an action back, filled when the action was done: later the run's outputs are gone. Nothing where no
 * compensation is drawn; one whose input cannot be computed is asked for with the action's id alone.
 */
export function undoOf(
  turn: Turn,
  at: { readonly program: Program; readonly run: RunState; readonly node: Node },
  done: { readonly action: string; readonly output: unknown },
): Compensation | undefined {
  const { program, run, node } = at;
  const { compensation } = node.is;
  if (!compensation) return undefined;
  const after = { ...run, outputs: { ...run.outputs, [node.id]: done.output } };
  const facts = factsOf(turn, program, { run: after, node });
  const id = ids.compensation(turn.occasion.environment, done.action);
  const filled = fill(compensation.input, { ...facts, action: { id } });
  return { action: done.action, node: node.id, input: filled.ok ? (filled.value as Input) : { action: done.action } };
}

/**
 * Takes back what a retracted run has done, the last first. What is still on its way cannot be stopped any more once it
 * is claimed: it is remembered, and taken back when its answer says that it was done.
 */
export function takeBack(turn: Turn, run: RunState): RunState {
  const program = turn.programOf(run);
  if (!program) return run;
  for (const undo of (run.undo ?? []).toReversed()) {
    if ('action' in undo) ask(turn, program, run, undo);
    else if (!saidToo(turn, run, undo.event)) unsay(turn, run, undo);
  }
  const coming = run.tokens.flatMap((token): Compensation[] => {
    const node = program.nodes.get(token.node);
    return token.waits.for === 'action' && node?.kind === 'action' && node.is.compensation
      ? [{ action: token.waits.action, node: node.id, input: null }]
      : [];
  });
  const { undo: _, ...rest } = run;
  return coming.length ? { ...rest, undo: coming } : rest;
}

/** Whether another run, which stands, has told the same: it would have told it itself had it not been told already. */
function saidToo(turn: Turn, run: RunState, event: string): boolean {
  return turn.runs.some(
    (other) =>
      other.id !== run.id &&
      other.status !== 'retracted' &&
      other.undo?.some((undo) => 'event' in undo && undo.event === event),
  );
}

/** What was told to a subject is retracted there, by the same source. */
function unsay(turn: Turn, run: RunState, undo: Exclude<Undo, Compensation>): void {
  const { environment, event: cause } = turn.occasion;
  const id = ids.retraction(environment, undo.event);
  turn.trace.push({
    node: undo.node,
    run: run.id,
    did: 'retracted',
    ports: [],
    text: `taken back from ${undo.subject}`,
    values: { event: id, retracts: undo.event },
  });
  turn.effects.push({
    kind: 'emit',
    event: {
      id,
      source: `slipway/${turn.workflow}`,
      type: 'event.retracted',
      subject: undo.subject,
      time: turn.now,
      hop: Math.min(LIMITS.hops, (cause?.hop ?? 0) + 1),
      correlationid: undo.event,
      causationid: cause?.id ?? run.id,
      data: { retracts: undo.event },
    },
  });
}

/** An action of a run that had been retracted meanwhile was done all the same. */
export function takeBackLate(turn: Turn, done: Extract<Signal, { kind: 'done' }>): void {
  for (const run of turn.runs) {
    const awaited = run.undo?.find((each) => 'action' in each && each.action === done.action);
    if (run.status !== 'retracted' || !awaited) continue;
    const program = turn.programOf(run);
    const node = program?.nodes.get(awaited.node);
    if (!program || node?.kind !== 'action') continue;
    const undo = undoOf(turn, { program, run, node }, done);
    if (undo) ask(turn, program, run, undo);
    turn.putRun({ ...run, undo: (run.undo ?? []).filter((each) => each !== awaited) });
  }
}

function ask(turn: Turn, program: Program, run: RunState, undo: Compensation): void {
  const node = program.nodes.get(undo.node);
  if (node?.kind !== 'action' || !node.is.compensation || !undo.input) return;
  const { environment, subjectId } = turn.occasion;
  const id = ids.compensation(environment, undo.action);
  turn.trace.push({
    node: node.id,
    run: run.id,
    did: 'retracted',
    ports: [],
    text: `taken back by ${node.config.slot} · ${node.is.compensation.operation}`,
    values: { action: id, compensates: undo.action },
  });
  turn.effects.push({
    kind: 'action',
    action: {
      id,
      subject: subjectId,
      workflow: turn.workflow,
      version: run.version,
      run: run.id,
      node: node.id,
      title: node.title,
      visit: run.visits[node.id] ?? 1,
      slot: node.config.slot,
      operation: node.is.compensation.operation,
      input: undo.input,
      attempts: node.is.attempts,
      firstRetryMs: node.is.firstRetryMs,
      mostRetryMs: node.is.mostRetryMs,
      compensates: undo.action,
    },
  });
}
