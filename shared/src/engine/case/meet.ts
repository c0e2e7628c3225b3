import { addBusinessMs, parseCalendar } from '../../calendar/index.ts';
import { isFailure } from '../../failure/index.ts';
import { instantFromMs } from '../../time/index.ts';
import { ids } from '../ids.ts';
import type { CompiledNodeOf, Program } from '../program.ts';
import type { Turn } from '../turn.ts';
import type { Effect, ExceptionRecord, RunState } from '../types.ts';
import type { Said } from './describe.ts';
import { complete, impactFactor, prioritised, priorityOf, rank } from './record.ts';

type Node = CompiledNodeOf<'exception'>;
export type Change = Extract<Effect, { kind: 'exception' }>['change'];

/** The newest evidence of a case. */
export const EVIDENCE_KEPT = 20;
/** The runs that a case remembers: the one that opened it and the newest. */
const RUNS_KEPT = 50;

/** Who comes to a case: a run, at a node, with what it says of it. */
export interface Visitor {
  readonly program: Program;
  readonly run: RunState;
  readonly node: Node;
  readonly visit: number;
  readonly key: string;
  readonly said: Said;
}

/**
 * The case that a run comes to: the open one of (subject, type, key), one that closed too early, or a new one. A case
 * that is open is seen once more and takes the higher severity; a run that speaks of it again speaks with its newest words.
 */
export function meet(turn: Turn, visitor: Visitor): { readonly exception: ExceptionRecord; readonly change: Change } {
  const { node, key, program } = visitor;
  const same = Object.values(turn.exceptions).filter((each) => each.type === node.config.type && each.key === key);
  const open = same.find((each) => !each.closedAt);
  if (open) return again(turn, complete(open), visitor);
  const early = same.findLast((each) => closedTooEarly(turn, program, each));
  if (early) return { exception: reopened(turn, complete(early), visitor), change: 'reopened' };
  return { exception: opened(turn, visitor), change: 'opened' };
}

function opened(turn: Turn, visitor: Visitor): ExceptionRecord {
  const { run, node, visit, key, said } = visitor;
  const { amount, ...words } = said;
  return {
    id: ids.exception(turn.occasion.environment, run.id, node.id, visit),
    revision: 1,
    subject: turn.occasion.subjectId,
    type: node.config.type,
    key,
    ...words,
    state: 'new',
    priority: priorityOf(said.severity, [], impactFactor(amount)),
    due: promises(turn, visitor),
    breached: [],
    clearing: null,
    until: null,
    workflow: turn.workflow,
    version: run.version,
    node: node.id,
    runs: [run.id],
    count: 1,
    occurredAt: turn.occasion.event?.time ?? turn.now,
    detectedAt: turn.now,
    lastSeenAt: turn.now,
    closedAt: null,
    closing: null,
  };
}

/** It begins a new life: with new promises, under the version that says so now. */
function reopened(turn: Turn, met: ExceptionRecord, visitor: Visitor): ExceptionRecord {
  const { run, node } = visitor;
  return prioritised({
    ...told(turn, met, visitor, true),
    state: 'reopened',
    due: promises(turn, visitor),
    breached: [],
    clearing: null,
    closedAt: null,
    closing: null,
    workflow: turn.workflow,
    version: run.version,
    node: node.id,
  });
}

function again(turn: Turn, met: ExceptionRecord, visitor: Visitor): { exception: ExceptionRecord; change: Change } {
  const { run, said } = visitor;
  const own = met.runs.includes(run.id);
  const raised = rank(said.severity) > rank(met.severity);
  const exception = prioritised(told(turn, met, visitor, own || raised));
  if (!raised) return { exception, change: own ? 'changed' : 'seen' };
  // What has become worse is not kept out of sight by what was said of it before.
  const hidden = met.state === 'waiting' || met.state === 'suppressed';
  return { exception: hidden ? { ...exception, state: 'new', until: null } : exception, change: 'raised' };
}

function told(turn: Turn, met: ExceptionRecord, { run, said }: Visitor, speaks: boolean): ExceptionRecord {
  const own = met.runs.includes(run.id);
  const [first = run.id, ...others] = own ? met.runs : [...met.runs, run.id];
  return {
    ...met,
    ...(speaks
      ? {
          title: said.title,
          summary: said.summary || met.summary,
          impact: said.impact || met.impact,
          parent: said.parent ?? met.parent,
          assignee: said.assignee ?? met.assignee,
          choices: said.choices.length ? said.choices : met.choices,
          priority: { ...met.priority, impact: said.impact ? impactFactor(said.amount) : met.priority.impact },
        }
      : {}),
    evidence: [
      ...met.evidence,
      ...said.evidence.filter((row) => !met.evidence.some((old) => old.label === row.label && old.value === row.value)),
    ].slice(-EVIDENCE_KEPT),
    severity: rank(said.severity) > rank(met.severity) ? said.severity : met.severity,
    runs: [first, ...others.slice(1 - RUNS_KEPT)],
    count: own ? met.count : met.count + 1,
    lastSeenAt: turn.now,
    revision: met.revision + 1,
  };
}

/** Evidence that closed a case may be withdrawn at any time; what merely got better counts as the same for a while. */
function closedTooEarly(turn: Turn, { settings }: Program, { closedAt, closing }: ExceptionRecord): boolean {
  if (!settings.reopens || !closedAt || !closing) return false;
  if (closing.cause === 'retracted') return true;
  return closing.cause === 'cleared' && closedAt >= instantFromMs(turn.occasion.nowMs - settings.reopenMs);
}

/** By when it is to be taken up and closed, in business time where a calendar is named. */
export function promises(turn: Turn, { node, program }: Pick<Visitor, 'node' | 'program'>): ExceptionRecord['due'] {
  const { acknowledgeMs, resolveMs, calendar } = node.is;
  const from = turn.occasion.nowMs;
  const by = (ms: number | undefined): string | null => {
    if (ms === undefined) return null;
    if (calendar === undefined) return instantFromMs(from + ms);
    try {
      return instantFromMs(addBusinessMs(from, ms, parseCalendar((node.frame ?? program).calendars[calendar])));
    } catch (failure) {
      // A calendar in which nobody ever works promises nothing.
      if (isFailure(failure) && failure.code === 'calendar-out-of-reach') return null;
      throw failure;
    }
  };
  return { acknowledge: by(acknowledgeMs), resolve: by(resolveMs) };
}
