import {
  type Decision,
  type Effect,
  type ExceptionRecord,
  referenceOf,
  type SubjectRecord,
} from '@slipway/shared/engine';
import { subjectKind, viewOf } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { canonicalJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import { instantToMs } from '@slipway/shared/time';
import { severities } from '@slipway/shared/workflow';
import type { NewAction } from '../stores/actions.ts';
import { answerByMs, NEVER_MS } from '../stores/answer-by.ts';
import type { AnswerRow } from '../stores/answers.ts';
import type { CounterRow } from '../stores/counters.ts';
import type { DecisionRow, ExceptionRow, RunRow, TimelineRow } from '../stores/decided.ts';
import { type DecisionDocument, searchText } from '../stores/documents.ts';
import type { SubjectRow } from '../stores/subjects.ts';
import type { Batch, Decided } from './batch.ts';
import { countNodes } from './node-counts.ts';
import { timelineEntries } from './timeline-entries.ts';

/** What a batch leaves in the tables, each row once. */
export interface BatchRows {
  readonly subjects: readonly SubjectRow[];
  readonly runs: readonly RunRow[];
  /** Closed ones first. */
  readonly exceptions: readonly ExceptionRow[];
  readonly timeline: readonly TimelineRow[];
  readonly decisions: readonly DecisionRow[];
  readonly actions: readonly NewAction[];
  readonly withdrawn: readonly { readonly id: string; readonly reason: string }[];
  readonly answers: readonly AnswerRow[];
  readonly counters: readonly CounterRow[];
}

/** The place of a batch: its rows are numbered by commit and position. */
export interface BatchPlace {
  readonly partition: number;
  readonly commit: number;
  readonly clockMs: number;
  /** Wall clock, for what people see of actions; no decision knows it. */
  readonly wallMs: number;
}

/** Turns a decided batch into rows. Pure. Fails with `decision-failed` when a subject's state outgrows its limit. */
export function rowsOf(batch: Batch, place: BatchPlace): BatchRows {
  const runs = new Map<string, RunRow>();
  const exceptions = new Map<string, ExceptionRow>();
  const actions = new Map<string, NewAction>();
  const withdrawn = new Map<string, string>();
  const answers: AnswerRow[] = [];
  const timeline: TimelineRow[] = [];
  const decisions: DecisionRow[] = [];
  const at = { partition: place.partition, commit_number: place.commit };

  const take = (effect: Effect, decided: Decided) => {
    const { subject, atMs } = decided;
    if (effect.kind === 'run') {
      const { run, change } = effect;
      const ended = change === 'ended' ? atMs : null;
      runs.set(run.id, {
        id: run.id,
        subject,
        workflow: run.workflow,
        version: run.version,
        status: run.status,
        outcome: run.outcome ?? null,
        openings: canonicalJson(run.openings),
        began_at_ms: run.beganMs,
        ended_at_ms: ended,
      });
    } else if (effect.kind === 'exception') {
      exceptions.set(effect.exception.id, exceptionRow(effect.exception, atMs));
    } else if (effect.kind === 'action') {
      actions.set(effect.action.id, actionRow(effect.action, place, atMs));
    } else if (effect.kind === 'withdraw') {
      const own = actions.get(effect.action);
      if (own) actions.set(effect.action, { ...own, state: 'withdrawn', detail: effect.reason });
      else withdrawn.set(effect.action, effect.reason);
    } else if (effect.kind === 'answer') {
      answers.push({ request: effect.request, failure: effect.failure, detail: effect.detail, at_ms: atMs });
    }
  };

  for (const decided of batch.decided) {
    for (const entry of timelineEntries(decided)) {
      timeline.push({
        ...at,
        subject: decided.subject,
        position: timeline.length,
        at_ms: decided.atMs,
        kind: entry.kind,
        entry: canonicalJson(entry),
      });
    }
    for (const row of decisionRows(decided)) decisions.push({ ...row, ...at, position: decisions.length });
    for (const decision of decided.result.decisions) for (const effect of decision.effects) take(effect, decided);
  }
  return {
    subjects: [...batch.dirty].map(([subject, record]) => subjectRow(subject, record, place)),
    runs: [...runs.values()],
    exceptions: [...exceptions.values()].sort((a, b) => Number(a.open) - Number(b.open)),
    timeline,
    decisions,
    actions: [...actions.values()],
    withdrawn: [...withdrawn].map(([id, reason]) => ({ id, reason })),
    answers,
    counters: countNodes(batch.decided, place.partition),
  };
}

/** A decision as it is recorded, apart from the commit that it came to lie in. */
export type DecisionContent = Omit<DecisionRow, 'partition' | 'commit_number' | 'position'>;

/** The recorded decisions of an input, in the order of the workflows. What a replay must come to, byte for byte. */
export function decisionRows(decided: Decided): readonly DecisionContent[] {
  const { offset, input, subject, atMs } = decided;
  return decided.result.decisions.map((decision) => ({
    offset,
    input,
    subject,
    workflow: decision.workflow,
    version: decision.version,
    run: runOf(decision),
    at_ms: atMs,
    decision: canonicalJson(documentOf(decision)),
  }));
}

function documentOf({ workflow, version, trace, effects, failure }: Decision): DecisionDocument {
  return { workflow, version, trace, effects, ...(failure ? { failure } : {}) };
}

function runOf(decision: Decision): string | null {
  const effect = decision.effects.find((each) => each.kind === 'run');
  return decision.trace.find((step) => step.run !== undefined)?.run ?? (effect?.kind === 'run' ? effect.run.id : null);
}

function subjectRow(subject: string, record: SubjectRecord, place: BatchPlace): SubjectRow {
  const view = viewOf(record.subject);
  const text = JSON.stringify(record);
  if (text.length > LIMITS.stateBytes)
    throw new Failure('decision-failed', `the state of ${subject} is over its limit`);
  const id = subject.slice(subject.indexOf(':') + 1);
  const ids = [
    subject,
    id,
    ...Object.values(record.subject.refs).flat(),
    ...Object.values(record.subject.links).flat(),
  ];
  return {
    subject,
    partition: place.partition,
    kind: subjectKind(subject),
    record: text,
    status: view.status,
    due_at: view.commitment?.deliverBy ?? null,
    search: searchText(ids),
    updated_at_ms: place.clockMs,
  };
}

function exceptionRow(exception: ExceptionRecord, atMs: number): ExceptionRow {
  return {
    id: exception.id,
    subject: exception.subject,
    type: exception.type,
    dedupe_key: exception.key,
    severity: exception.severity,
    severity_rank: severities.indexOf(exception.severity),
    state: exception.state,
    open: exception.closedAt === null,
    cause: exception.closing?.cause ?? null,
    title: exception.title,
    assignee: exception.assignee,
    detected_at_ms: instantToMs(exception.detectedAt),
    updated_at_ms: atMs,
    revision: exception.revision,
    priority: exception.priority.score,
    answer_by_ms: answerByMs(exception) ?? NEVER_MS,
    breached: exception.breached.length > 0,
    reference: referenceOf(exception),
    parent: exception.parent,
    record: canonicalJson(exception),
  };
}

function actionRow(action: Extract<Effect, { kind: 'action' }>['action'], place: BatchPlace, atMs: number): NewAction {
  return {
    id: action.id,
    subject: action.subject,
    partition: place.partition,
    workflow: action.workflow,
    version: action.version,
    run: action.run,
    node: action.node,
    title: action.title,
    slot: action.slot,
    operation: action.operation,
    request: canonicalJson(action),
    state: 'requested',
    attempts_allowed: action.attempts,
    // By the wall clock, as every attempt: it has nothing in common with a replay's.
    due_at_ms: place.wallMs,
    detail: null,
    requested_at_ms: atMs,
    updated_at_ms: place.wallMs,
  };
}
