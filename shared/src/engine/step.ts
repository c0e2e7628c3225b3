import {
  type CanonicalEvent,
  emptyState,
  eventType,
  fold,
  isRetracted,
  type SubjectState,
  subjectKind,
  viewOf,
} from '../event/index.ts';
import { isFailure } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { attentionOf, concerned, isNobodys } from './attention.ts';
import { listens } from './broadcast.ts';
import { announcements, withTimersOf } from './case/index.ts';
import { carryOver, decide, hear, stateOf, waitsAt } from './decide.ts';
import { withFacts } from './facts.ts';
import { floodCase } from './flood.ts';
import type { CaseSignal } from './nodes/index.ts';
import type { Once } from './once.ts';
import type { Program } from './program.ts';
import { type Transition, transition } from './transition.ts';
import { BudgetSpent, type Occasion, Turn } from './turn.ts';
import type {
  Decision,
  Effect,
  ExceptionRecord,
  Input,
  LiveSet,
  LiveVersion,
  StepResult,
  SubjectRecord,
  Timer,
  WorkflowState,
} from './types.ts';
import { knownWeight, weighed, weightOf, weightOfAll } from './weight.ts';

/** Cleared exceptions that a subject keeps, so that later evidence can reopen them. */
const CLEARED_KEPT = 10;

const UNSHARED = { fold };

/** The record of a subject of which nothing is known yet. */
export function emptyRecord(subject: string): SubjectRecord {
  return { subject: emptyState(subject), workflows: {}, exceptions: {}, timers: {} };
}

/**
 * The one pure step: an input of a subject goes in, its new record and what every workflow decided come out. Same
 * live set, record and input give the same result on any machine; nothing is mutated, no clock is read.
 *
 * Whoever lets several versions look at one event gives them `once`.
 *
 * A workflow that fails on the input (budget, type) keeps its state and is told as a failed decision; the others decide.
 */
export function step(live: LiveSet, record: SubjectRecord, input: Input, once?: Once): StepResult {
  const timer =
    input.kind === 'timer' && Object.hasOwn(record.timers, input.timerId) ? record.timers[input.timerId] : undefined;
  if (input.kind === 'timer' && !timer) return { record, late: false, dirty: false, decisions: [] };
  const unheeded = input.kind === 'event' && concernsNobody(live, record, input.event);
  // What is known before is worked out first: what the event leaves as it is, is then known of the state after it.
  if (input.kind === 'event' && !unheeded) viewOf(record.subject);
  const folded = input.kind === 'event' ? (once ?? UNSHARED).fold(record.subject, input.event, input) : undefined;
  const subject = folded?.state ?? record.subject;
  if (folded && unheeded) return { record: { ...record, subject }, late: folded.late, dirty: true, decisions: [] };
  const make = () => occasionOf(live, record.subject, subject, folded?.late ?? false, input, timer?.dueMs);
  const at = { environment: live.environment, nowMs: input.nowMs };
  const occasion = once && folded ? once.occasion(folded, at, make) : make();
  const kind = subjectKind(subject.subject);
  const moved = input.kind === 'event' ? movedBy(input.event, record.exceptions, occasion.now) : undefined;
  const owner = moved?.exception?.workflow;
  const attention = attentionOf(live, kind);
  const moment = input.kind === 'event' ? { input, before: record.subject, after: subject } : undefined;
  const turns = concerned(attention, record, input, occasion.facts, timer?.workflow, owner, moment);
  if (turns.length === 0 && moment && !moved && isNobodys(record) && moment.input.event.type !== 'run.cancelled')
    return { record: { ...record, subject }, late: occasion.late, dirty: true, decisions: [] };

  const draft: Draft = {
    workflows: record.workflows,
    own: undefined,
    exceptions: moved?.exception ? { ...record.exceptions, [moved.exception.id]: moved.exception } : record.exceptions,
    timers: moved?.exception ? withTimersOf(record.timers, moved.exception) : record.timers,
    decisions: [],
    raised: [],
    bytes: knownWeight(record.workflows),
    dirty: input.kind === 'event' || input.kind === 'timer',
  };
  const about = attention.live;
  let owned = false;
  for (const id of turns) {
    owned ||= id === owner;
    const version = about.get(id);
    const state = Object.hasOwn(record.workflows, id) ? record.workflows[id] : undefined;
    if (input.kind === 'broadcast' && !hears(live, version?.program, state, input.event.type)) continue;
    const failed = takeTurn(
      draft,
      { live, occasion, id, version, first: id === owner ? (moved?.effects ?? []) : [] },
      (turn) => {
        if (version) carryOver(turn, version.program, state);
        decide(turn, {
          ...(timer && input.kind === 'timer' ? { timer: { id: input.timerId, timer } } : {}),
          ...(moved?.signal ? { signal: moved.signal } : {}),
        });
      },
    );
    if (failed) draft.timers = without(draft.timers, timer && input.kind === 'timer' ? input.timerId : undefined);
  }
  // What became of a case in one workflow reaches every run that is attached to it.
  for (const { by, signal } of draft.raised)
    for (const [id, state] of Object.entries(draft.workflows).sort(([a], [b]) => (a < b ? -1 : 1)))
      if (id !== by && state.runs.some((run) => run.tokens.some((token) => waitsAt(token, signal.exception))))
        takeTurn(draft, { live, occasion, id, version: about.get(id), first: [] }, (turn) => hear(turn, signal));
  if (draft.bytes !== undefined) weighed(draft.workflows, draft.bytes);
  const { decisions } = draft;
  // Also where the workflow of the case has no part in this subject any more.
  if (moved && !owned) decisions.push({ workflow: '', version: '', trace: [], effects: moved.effects });
  const told = announcements(attention.isHeard, occasion, decisions);
  if (told.length > 0) decisions.push({ workflow: '', version: '', trace: [], effects: told });
  const unanswered = input.kind === 'event' ? unknownRun(input.event, decisions) : undefined;
  if (unanswered) decisions.push({ workflow: '', version: '', trace: [], effects: [unanswered] });
  return {
    record: { subject, workflows: draft.workflows, exceptions: pruned(draft.exceptions), timers: draft.timers },
    late: occasion.late,
    dirty: draft.dirty || decisions.length > 0 || draft.timers !== record.timers,
    decisions,
  };
}

/** Whether an event is about a subject that nobody has any state or case of, and of a type that rouses nobody. */
function concernsNobody(live: LiveSet, record: SubjectRecord, { subject, type }: CanonicalEvent): boolean {
  if (!isNobodys(record)) return false;
  return !eventType(type)?.internal && !attentionOf(live, subjectKind(subject)).rousedBy(type);
}

function isEmpty(table: object): boolean {
  for (const _ in table) return false;
  return true;
}

/** What an event does to a case before any workflow looks at it: a person's request, or ours. */
function movedBy(event: CanonicalEvent, exceptions: SubjectRecord['exceptions'], now: string): Transition | undefined {
  return transition(event, exceptions, now) ?? floodCase(event, exceptions, now);
}

/** What the turns at one input have made of the record so far. */
interface Draft {
  workflows: Readonly<Record<string, WorkflowState>>;
  /** The same as a copy that is the draft's own: made at the first change, since most inputs change few of many. */
  own: Record<string, WorkflowState> | undefined;
  exceptions: Readonly<Record<string, ExceptionRecord>>;
  timers: Readonly<Record<string, Timer>>;
  readonly decisions: Decision[];
  readonly raised: { readonly by: string; readonly signal: CaseSignal }[];
  /** What the states of all workflows weigh; undefined until somebody asks. */
  bytes: number | undefined;
  dirty: boolean;
}

interface Taker {
  readonly live: LiveSet;
  readonly occasion: Occasion;
  readonly id: string;
  readonly version: LiveVersion | undefined;
  /** Effects that come before those of the turn. */
  readonly first: readonly Effect[];
}

/** One workflow's turn: what it changed goes into the draft, or nothing does where it fails. Tells whether it failed. */
function takeTurn(draft: Draft, { live, occasion, id, version, first }: Taker, act: (turn: Turn) => void): boolean {
  const state = Object.hasOwn(draft.workflows, id) ? draft.workflows[id] : undefined;
  const turn = new Turn({
    workflow: id,
    occasion,
    program: version?.program,
    paused: version?.paused ?? false,
    programOf: (hash) => live.pinned(id, hash),
    state,
    exceptions: draft.exceptions,
    timers: draft.timers,
  });
  const base = { workflow: id, version: version?.program.version ?? '' };
  try {
    act(turn);
    checkWeight(draft, turn);
  } catch (failure) {
    if (!isFailure(failure) && !(failure instanceof BudgetSpent)) throw failure;
    const code = isFailure(failure) ? failure.code : 'decision-failed';
    record(draft, { ...base, trace: [], effects: first, failure: { code, detail: failure.message } });
    if (state) keep(draft, id, { ...state, failed: true });
    return true;
  }
  const next = stateOf(turn);
  if (next !== state) keep(draft, id, next);
  if (draft.bytes !== undefined) draft.bytes += turn.grownBytes - forgotten(turn, next);
  draft.dirty ||= turn.senses !== (state?.senses ?? turn.senses) || (state === undefined && next !== undefined);
  draft.exceptions = turn.exceptions;
  draft.timers = turn.timers;
  draft.raised.push(...turn.signals.map((signal) => ({ by: id, signal })));
  const effects = [...first, ...turn.effects];
  if (turn.trace.length + effects.length > 0) record(draft, { ...base, trace: turn.trace, effects });
  return false;
}

function keep(draft: Draft, id: string, state: WorkflowState | undefined): void {
  draft.own ??= { ...draft.workflows };
  draft.workflows = draft.own;
  if (state) draft.own[id] = state;
  else delete draft.own[id];
}

/** A workflow decides once about an input: what a second turn adds is added to the first. */
function record(draft: Draft, decision: Decision): void {
  const index = draft.decisions.findIndex((each) => each.workflow === decision.workflow);
  const before = draft.decisions[index];
  if (!before) draft.decisions.push(decision);
  else
    draft.decisions[index] = {
      ...before,
      ...decision,
      trace: [...before.trace, ...decision.trace],
      effects: [...before.effects, ...decision.effects],
    };
}

/** What decisions keep of a subject is bounded: a workflow that would outgrow that fails on the input. */
function checkWeight(draft: Draft, turn: Turn): void {
  const { grownBytes } = turn;
  if (grownBytes <= 0 && turn.exceptions === draft.exceptions) return;
  draft.bytes ??= weightOfAll(draft.workflows);
  let before = draft.bytes;
  let bytes = before + grownBytes;
  for (const exception of Object.values(draft.exceptions)) before += weightOf(exception);
  for (const exception of Object.values(turn.exceptions)) bytes += weightOf(exception);
  if (bytes > before && bytes > LIMITS.decisionStateBytes)
    throw new BudgetSpent(`more than ${LIMITS.decisionStateBytes} bytes of state for one subject`);
}

/** What runs weigh that are not kept any longer. */
function forgotten(turn: Turn, next: WorkflowState | undefined): number {
  if (turn.runs.length === (next?.runs.length ?? 0)) return 0;
  return turn.runs.reduce((sum, run) => (next?.runs.includes(run) ? sum : sum + weightOf(run)), 0);
}

/** The answer to a request to cancel a run that no workflow of this subject knows (any more). */
function unknownRun(event: CanonicalEvent, decisions: readonly Decision[]): Effect | undefined {
  if (event.type !== 'run.cancelled') return undefined;
  const answered = decisions.some(({ effects }) => effects.some((effect) => effect.kind === 'answer'));
  return answered
    ? undefined
    : { kind: 'answer', request: event.id, failure: 'not-found', detail: 'no open run of this id' };
}

/** Whether an event of another subject is anything to a workflow: a sense listens to its type, or a token of an open run. */
function hears(live: LiveSet, program: Program | undefined, state: WorkflowState | undefined, type: string): boolean {
  if (program && listens(program, type)) return true;
  return (state?.runs ?? []).some((run) => {
    const pinned = run.status === 'open' ? live.pinned(run.workflow, run.version) : undefined;
    return pinned !== undefined && listens(pinned, type);
  });
}

function occasionOf(
  live: LiveSet,
  before: SubjectState,
  after: SubjectState,
  late: boolean,
  input: Input,
  dueMs: number | undefined,
): Occasion {
  return withFacts({
    environment: live.environment,
    subjectId: after.subject,
    nowMs: input.nowMs,
    ...('event' in input ? { event: input.event } : {}),
    late,
    ...(input.kind === 'event' && isRetracted(after, { event: input.event.id, source: input.event.source })
      ? { retracted: true }
      : {}),
    cause:
      'event' in input
        ? `event ${input.event.source} ${input.event.id}`
        : input.kind === 'timer'
          ? `timer ${input.timerId} ${dueMs}`
          : 'activated',
    activated: input.kind === 'activated',
    known: after,
    before: before === after || !isEmpty(before.registers) ? before : undefined,
  });
}

function pruned(exceptions: Readonly<Record<string, ExceptionRecord>>): Readonly<Record<string, ExceptionRecord>> {
  const all = Object.values(exceptions);
  if (all.length === 0) return exceptions;
  const kept = new Set(
    all
      .filter((each) => each.closing?.cause === 'retracted' || each.closing?.cause === 'cleared')
      .slice(-CLEARED_KEPT)
      .map((each) => each.id),
  );
  if (all.every((each) => !each.closedAt || kept.has(each.id))) return exceptions;
  return Object.fromEntries(Object.entries(exceptions).filter(([id, each]) => !each.closedAt || kept.has(id)));
}

function without<Value>(all: Readonly<Record<string, Value>>, id: string | undefined): Readonly<Record<string, Value>> {
  if (id === undefined || !Object.hasOwn(all, id)) return all;
  const { [id]: _, ...others } = all;
  return others;
}
