import { describeCondition } from '../../condition/index.ts';
import { instantFromMs, instantToMs } from '../../time/index.ts';
import { factsOf } from '../facts.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Closing, ExceptionRecord } from '../types.ts';
import { complete } from './record.ts';

/** Closes a case by evidence, without a person; the tokens that wait at it hear of it. */
export function autoClear(turn: Turn, exception: ExceptionRecord, closing: Closing): void {
  const closed: ExceptionRecord = {
    ...complete(exception),
    revision: exception.revision + 1,
    state: 'auto-cleared',
    clearing: null,
    until: null,
    closedAt: turn.now,
    closing,
  };
  turn.putException(closed, 'cleared');
  turn.signals.push({ kind: 'closed', exception: exception.id, port: 'cleared' });
}

/**
 * Looks whether the cases that this workflow had open clear by themselves. The clearing condition must have held for its
 * hold-down, counted from the `time` of the event that made it true, but never from before what the case tells of.
 */
export function lookAtCases(turn: Turn, open: readonly ExceptionRecord[]): void {
  for (const { id } of open) {
    const exception = turn.exceptions[id];
    if (!exception || exception.closedAt || exception.workflow !== turn.workflow) continue;
    const program = turn.programOf(exception);
    const node = program?.nodes.get(exception.node);
    if (program && node?.kind === 'exception' && node.is.clear) look(turn, program, node, complete(exception));
  }
}

/** The hold-down is over and the condition has not ended in it. */
export function endOfHoldDown(turn: Turn, exception: ExceptionRecord): void {
  const node = turn.programOf(exception)?.nodes.get(exception.node);
  if (node?.kind !== 'exception' || !exception.clearing) return;
  clear(turn, node, exception, exception.clearing.event);
}

function look(turn: Turn, program: Program, node: CompiledNodeOf<'exception'>, exception: ExceptionRecord): void {
  const { event, late, nowMs, cause } = turn.occasion;
  const { clear: when } = node.is;
  // A late event says what was so before something that is known already.
  if (!when || (node.config.clear?.on && (!event || late || !when.matches(event.type)))) return;
  const run = exception.runs.map((id) => turn.run(id)).find((each) => each !== undefined);
  if (!when.when.test(factsOf(turn, program, { run, node }))) {
    if (exception.clearing) turn.keepException({ ...exception, clearing: null });
    return;
  }
  if (exception.clearing) return;
  const said = event?.id ?? cause;
  const since = Math.max(Math.min(event ? instantToMs(event.time) : nowMs, nowMs), instantToMs(exception.occurredAt));
  const atMs = since + when.holdMs;
  if (atMs <= nowMs) clear(turn, node, exception, said);
  else turn.keepException({ ...exception, clearing: { at: instantFromMs(atMs), event: said } });
}

function clear(turn: Turn, node: CompiledNodeOf<'exception'>, exception: ExceptionRecord, event: string): void {
  const reason = reasonOf(node.config.clear?.when);
  turn.trace.push({
    node: node.id,
    ...(exception.runs[0] === undefined ? {} : { run: exception.runs[0] }),
    did: 'cleared',
    ports: [],
    text: reason,
    values: { exception: exception.id },
  });
  autoClear(turn, exception, { cause: 'cleared', evidence: event, reason });
}

/** A condition that has a name says in its words why the case is over. */
function reasonOf(when: Readonly<Record<string, unknown>> | undefined): string {
  if (!when) return '';
  return typeof when.name === 'string' && when.name !== '' ? when.name : describeCondition(when);
}
