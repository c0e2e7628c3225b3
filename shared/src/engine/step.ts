import { type CanonicalEvent, emptyState, fold, type SubjectState, subjectKind, viewOf } from '../event/index.ts';
import { isFailure } from '../failure/index.ts';
import { carryOver, decide, stateOf } from './decide.ts';
import { withFacts } from './facts.ts';
import type { Program } from './program.ts';
import { transition } from './transition.ts';
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
} from './types.ts';

/** Cleared exceptions that a subject keeps, so that later evidence can reopen them. */
const CLEARED_KEPT = 10;

/** The record of a subject of which nothing is known yet. */
export function emptyRecord(subject: string): SubjectRecord {
  return { subject: emptyState(subject), workflows: {}, exceptions: {}, timers: {} };
}

/**
 * The one pure step: an input of a subject goes in, its new record and what every workflow decided come out. Same
 * live set, record and input give the same result on any machine; nothing is mutated, no clock is read.
 *
 * A workflow that fails on the input (budget, type) keeps its state and is told as a failed decision; the others decide.
 */
export function step(live: LiveSet, record: SubjectRecord, input: Input): StepResult {
  const timer =
    input.kind === 'timer' && Object.hasOwn(record.timers, input.timerId) ? record.timers[input.timerId] : undefined;
  if (input.kind === 'timer' && !timer) return { record, late: false, dirty: false, decisions: [] };
  const folded = input.kind === 'event' ? fold(record.subject, input.event, { offset: input.offset }) : undefined;
  const subject = folded?.state ?? record.subject;
  const occasion = occasionOf(live, record.subject, subject, folded?.late ?? false, input, timer?.dueMs);
  const kind = subjectKind(subject.subject);
  const moved =
    input.kind === 'event'
      ? transition(input.event, record.exceptions, new Date(input.nowMs).toISOString())
      : undefined;
  const owner = moved?.exception?.workflow;

  let exceptions = moved?.exception
    ? { ...record.exceptions, [moved.exception.id]: moved.exception }
    : record.exceptions;
  let timers = record.timers;
  const workflows = { ...record.workflows };
  const decisions: Decision[] = [];
  let dirty = input.kind !== 'activated';

  const about = liveAbout(live, kind);
  for (const id of workflowIds(about, record, timer?.workflow)) {
    const version = about.get(id);
    const state = Object.hasOwn(record.workflows, id) ? record.workflows[id] : undefined;
    if (version && !state && id !== owner && passesBy(version.program, input)) continue;
    const turn = new Turn({
      workflow: id,
      occasion,
      program: version?.program,
      paused: version?.paused ?? false,
      programOf: (hash) => live.pinned(id, hash),
      state,
      exceptions,
      timers,
    });
    const base = { workflow: id, version: version?.program.version ?? '' };
    const first = id === owner ? (moved?.effects ?? []) : [];
    try {
      if (version) carryOver(turn, version.program, state);
      decide(turn, {
        ...(timer && input.kind === 'timer' ? { timer: { id: input.timerId, timer } } : {}),
        ...(moved?.signal ? { signal: moved.signal } : {}),
      });
    } catch (failure) {
      if (!isFailure(failure) && !(failure instanceof BudgetSpent)) throw failure;
      timers = without(timers, timer && input.kind === 'timer' ? input.timerId : undefined);
      decisions.push({
        ...base,
        trace: [],
        effects: first,
        failure: { code: isFailure(failure) ? failure.code : 'decision-failed', detail: failure.message },
      });
      continue;
    }
    const next = stateOf(turn);
    if (next) workflows[id] = next;
    else delete workflows[id];
    dirty ||= turn.senses !== (state?.senses ?? turn.senses) || (state === undefined && next !== undefined);
    exceptions = turn.exceptions;
    timers = turn.timers;
    const effects = [...first, ...turn.effects];
    if (turn.trace.length + effects.length > 0) decisions.push({ ...base, trace: turn.trace, effects });
  }
  if (moved && !moved.exception) decisions.push({ workflow: '', version: '', trace: [], effects: moved.effects });
  const unanswered = input.kind === 'event' ? unknownRun(input.event, decisions) : undefined;
  if (unanswered) decisions.push({ workflow: '', version: '', trace: [], effects: [unanswered] });
  dirty ||= decisions.length > 0 || timers !== record.timers;
  return {
    record: { subject, workflows, exceptions: pruned(exceptions), timers },
    late: occasion.late,
    dirty,
    decisions,
  };
}

/** The answer to a request to cancel a run that no workflow of this subject knows (any more). */
function unknownRun(event: CanonicalEvent, decisions: readonly Decision[]): Effect | undefined {
  if (event.type !== 'run.cancelled') return undefined;
  const answered = decisions.some(({ effects }) => effects.some((effect) => effect.kind === 'answer'));
  return answered
    ? undefined
    : { kind: 'answer', request: event.id, failure: 'not-found', detail: 'no open run of this id' };
}

/** Live workflows about this kind of subject in live order, then those that only have runs to finish. */
function workflowIds(
  about: ReadonlyMap<string, LiveVersion>,
  record: SubjectRecord,
  only: string | undefined,
): readonly string[] {
  if (only !== undefined) return [only];
  const ids = new Set(about.keys());
  for (const id of Object.keys(record.workflows).sort()) ids.add(id);
  return [...ids];
}

const liveByKind = new WeakMap<LiveSet, Map<string, ReadonlyMap<string, LiveVersion>>>();

/** The live workflows about a kind of subject, by id and in live order. A live set never changes, so it is kept with it. */
function liveAbout(live: LiveSet, kind: string): ReadonlyMap<string, LiveVersion> {
  const kinds = liveByKind.get(live) ?? new Map<string, ReadonlyMap<string, LiveVersion>>();
  liveByKind.set(live, kinds);
  const known = kinds.get(kind);
  if (known) return known;
  const own = live.live.filter((each) => each.program.workflow.subject === kind);
  const byId = new Map(own.map((each) => [each.program.id, each]));
  kinds.set(kind, byId);
  return byId;
}

/**
 * Whether an event is nothing to a workflow that has no state for the subject: only triggers sense, and none listens to
 * its type. Most of many workflows pass most events by, so this is asked before anything is built.
 */
function passesBy(program: Program, input: Input): boolean {
  if (input.kind !== 'event') return false;
  return program.senses.every((node) => node.kind === 'trigger' && !node.is.matches(input.event.type));
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
    ...(input.kind === 'event' ? { event: input.event } : {}),
    late,
    cause:
      input.kind === 'event'
        ? `event ${input.event.source} ${input.event.id}`
        : input.kind === 'timer'
          ? `timer ${input.timerId} ${dueMs}`
          : 'activated',
    activated: input.kind === 'activated',
    subject: viewOf(after),
    previous: before === after || Object.keys(before.registers).length > 0 ? viewOf(before) : undefined,
  });
}

function pruned(exceptions: Readonly<Record<string, ExceptionRecord>>): Readonly<Record<string, ExceptionRecord>> {
  const all = Object.values(exceptions);
  const kept = new Set(
    all
      .filter((each) => each.closing?.cause === 'retracted')
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
