import { eventType, type Heading, isSame, type SubjectState, takenBack, viewOf } from '../event/index.ts';
import type { SenseKind } from '../workflow/index.ts';
import { ENDED_RUNS_KEPT, meaningOf } from './decide.ts';
import { keyedByEvent } from './nodes/keys.ts';
import { isArmedIn, isSeen } from './nodes/schedule.ts';
import type { CompiledNode, CompiledNodeOf, Program } from './program.ts';
import { type Reads, readsOf } from './reads.ts';
import type { ExceptionRecord, RunState, SenseState, SubjectRecord, Timer, WorkflowState } from './types.ts';

/** An event that has been folded, and what was known before it and is known now. */
export interface Moment {
  readonly input: { readonly event: Pick<Heading, 'type' | 'data'>; readonly nowMs: number };
  readonly before: SubjectState;
  readonly after: SubjectState;
}

type Keys = Readonly<Record<string, SenseState>>;

/** What gives a sense node something to do that it has looked at before. */
interface Stirring {
  /** Whether an event of a type does. */
  readonly matches: (type: string) => boolean;
  /** What it reads of the subject: while that is the same, so is what it says. */
  readonly reads: Reads;
  /** Whether it matters in which phase the subject is. */
  readonly phased: boolean;
  /** What else it does, by what it remembers. */
  readonly by?: (keys: Keys | undefined, at: Moment) => boolean;
}

/** By kind: undefined where anything may stir such a node. */
const stirring: { readonly [K in SenseKind]: (node: CompiledNodeOf<K>) => Stirring | undefined } = {
  trigger: ({ is }) => ({ matches: is.matches, reads: [], phased: is.phases !== undefined }),
  window: ({ is }) => ({ matches: is.matches, reads: [], phased: is.phases !== undefined }),
  hold: ({ is }) => {
    if (is.samples) return { matches: is.matches, reads: [], phased: is.phases !== undefined };
    const reads = readsOf(is.per, is.while, is.until);
    return reads && { matches: never, reads, phased: is.phases !== undefined };
  },
  missing: ({ is }) => {
    const reads = readsOf(keyedByEvent(is.per) ? undefined : is.per, is.while);
    return reads && { matches: is.matches, reads, phased: is.phases !== undefined };
  },
  // It notes each day that something was heard of the subject.
  schedule: ({ is }) => {
    const by = (keys: Keys | undefined, { input: { nowMs }, after }: Moment) =>
      isArmedIn(viewOf(after).phase, is) && !isSeen(keys?.[''], nowMs);
    return is.per ? undefined : { matches: never, reads: [], phased: true, by };
  },
  deadline: ({ is }) => {
    const { start, matches, at, per } = is;
    const named = keyedByEvent(per);
    const reads = readsOf(named ? undefined : per, is.due, at, start?.matches ? undefined : start?.when);
    // Where the subject knows whether it is met, an event that tells of it too only lends its name.
    const asked = at === undefined || named;
    return (
      reads && {
        matches: (type) => (asked && matches(type)) || start?.matches?.(type) === true,
        reads,
        phased: is.phases !== undefined,
        by: (keys, { input }) => !asked && matches(input.event.type) && some(keys, isMet),
      }
    );
  },
};

/**
 * Whether an event leaves a workflow that remembers something of the subject as it is, so that its turn may be left out.
 * It has looked at all that it reads before; nothing of that has changed, no time of its own has come, no run and no case
 * of it has anything to hear, and the event neither takes back another nor is the word of Slipway itself.
 */
export function rests(program: Program, state: WorkflowState, record: SubjectRecord, at: Moment): boolean {
  const senses = stirringOf(program);
  const { event } = at.input;
  // What a failed turn threw away is still to be done.
  if (!senses || state.failed || eventType(event.type)?.internal || takenBack(event) !== undefined) return false;
  for (const id in state.senses) if (state.meanings[id] !== meaningOf(program.nodes.get(id))) return false;
  for (const { node, stirred } of senses) {
    const keys = Object.hasOwn(state.senses, node.id) ? state.senses[node.id] : undefined;
    if (stirred.matches(event.type) || some(keys, isPending) || stirred.by?.(keys, at)) return false;
    if (stirred.phased && !(isSame(at.before, at.after, PHASE) && isSame(at.before, at.after, SINCE))) return false;
    if (!areSame(at, stirred.reads)) return false;
  }
  // Of more than these some may be forgotten in a turn.
  if (state.runs.length > ENDED_RUNS_KEPT) return false;
  for (const run of state.runs) if (run.status === 'open' && !waits(program, run, at)) return false;
  for (const id in record.exceptions)
    if (record.exceptions[id]?.workflow === program.id && !isLeft(program, record.exceptions[id], event.type))
      return false;
  return !isOverdue(program.id, record.timers, at.input.nowMs);
}

const PHASE = ['phase'];
const SINCE = ['phaseSince'];
const known = new WeakMap<Program, readonly { readonly node: CompiledNode; readonly stirred: Stirring }[] | false>();

/** By sense node what stirs it; nothing where anything may stir one of them. */
function stirringOf(program: Program) {
  const before = known.get(program);
  if (before !== undefined) return before;
  const all = program.senses.map((node) => ({
    node,
    stirred: (stirring[node.kind as SenseKind] as (node: CompiledNode) => Stirring | undefined)(node),
  }));
  const whole = all.flatMap(({ node, stirred }) => (stirred ? [{ node, stirred }] : []));
  const made = whole.length === all.length && whole;
  known.set(program, made);
  return made;
}

function areSame({ before, after }: Moment, reads: Reads): boolean {
  for (const path of reads) if (!isSame(before, after, path)) return false;
  return true;
}

/** Whether every token of a run waits for something else. */
function waits(program: Program, run: RunState, at: Moment): boolean {
  if (run.version !== program.version) return false;
  return run.tokens.every(({ node: id }) => {
    const node = program.nodes.get(id);
    if (node?.kind === 'action' || node?.kind === 'exception' || node?.kind === 'join') return true;
    if (node?.kind !== 'wait' || node.is.matches(at.input.event.type)) return false;
    const reads = node.is.moves ? readsOf(node.is.until) : [];
    return reads !== undefined && areSame(at, reads);
  });
}

/** Whether an event says nothing of a case: it is over, or does not clear by what happens. */
export function isLeft(program: Program, exception: ExceptionRecord | undefined, type: string): boolean {
  if (!exception || exception.closedAt) return true;
  const node = exception.version === program.version ? program.nodes.get(exception.node) : undefined;
  if (node?.kind !== 'exception') return false;
  return !node.is.clear || (node.config.clear?.on !== undefined && !node.is.clear.matches(type));
}

/** Whether a time of the workflow has passed that was not told yet: timers wait while a source makes up for an outage. */
function isOverdue(workflow: string, timers: Readonly<Record<string, Timer>>, nowMs: number): boolean {
  for (const id in timers) {
    const timer = timers[id];
    if (timer && timer.dueMs <= nowMs && timer.workflow === workflow) return true;
  }
  return false;
}

function some(keys: Keys | undefined, such: (state: SenseState) => boolean): boolean {
  for (const key in keys) if (such(keys[key] as SenseState)) return true;
  return false;
}

function isPending(state: SenseState): boolean {
  return 'pending' in state && state.pending === true;
}

function isMet(state: SenseState): boolean {
  return state.kind === 'deadline' && state.met !== undefined;
}

function never(): boolean {
  return false;
}
