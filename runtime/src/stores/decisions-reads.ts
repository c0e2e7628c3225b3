import type { DecisionTrace, Explanation, StepTrace } from '@slipway/shared/api';
import { edgeId } from '@slipway/shared/api';
import type { ConditionTrace } from '@slipway/shared/condition';
import { isAnnouncement, type TraceStep } from '@slipway/shared/engine';
import { EVENT_TYPES } from '@slipway/shared/event';
import { instantFromMs } from '@slipway/shared/time';
import type { Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import type { DecisionDocument } from './documents.ts';

const DECISIONS_MOST = 500;

/** A recorded decision with what it was made upon. */
export interface RecordedDecision extends DecisionDocument {
  readonly input: string;
  readonly atMs: number;
  readonly run: string | null;
}

/** The recorded decisions of one workflow about a subject, oldest first; at most the last 500. */
export async function decisionsOf(
  database: Database,
  environment: string,
  subject: string,
  workflow: string,
): Promise<readonly RecordedDecision[]> {
  const rows = await database.kysely
    .selectFrom('decisions')
    .select(['input', 'at_ms', 'run', 'decision'])
    .where('environment', '=', environment)
    .where('subject', '=', subject)
    .where('workflow', '=', workflow)
    .orderBy('partition', 'desc')
    .orderBy('commit_number', 'desc')
    .orderBy('position', 'desc')
    .limit(DECISIONS_MOST)
    .execute();
  return rows.reverse().map((row) => ({
    ...(JSON.parse(row.decision) as DecisionDocument),
    input: row.input,
    atMs: row.at_ms,
    run: row.run,
  }));
}

/** Those that moved one of these runs. */
export function concerning(
  decisions: readonly RecordedDecision[],
  runs: readonly string[],
): readonly RecordedDecision[] {
  const wanted = new Set(runs);
  return decisions.filter(
    (decision) =>
      (decision.run !== null && wanted.has(decision.run)) ||
      decision.trace.some((step) => step.run !== undefined && wanted.has(step.run)),
  );
}

/** A decision as the canvas of the version that decided shows it. */
export function decisionTrace(decision: RecordedDecision, graph: Pick<Workflow, 'edges'>): DecisionTrace {
  const left = new Set(decision.trace.flatMap((step) => step.ports.map((port) => `${step.node}.${port}`)));
  return {
    at: instantFromMs(decision.atMs),
    input: inputOf(decision.input),
    steps: decision.trace.map(stepTrace),
    lit: graph.edges.filter((edge) => left.has(edge.from)).map(edgeId),
  };
}

/** What was decided upon, from the name that the decision recorded. */
export function inputOf(name: string): DecisionTrace['input'] {
  const [kind = '', type = '', ...rest] = name.split(' ');
  if (kind === 'timer') return { kind: 'timer', id: name.slice('timer '.length), title: 'Time is up' };
  if (kind === 'activated') return { kind: 'system', id: '', title: 'The workflow went live' };
  const id = rest.slice(1).join(' ') || rest.join(' ');
  const title = Object.hasOwn(EVENT_TYPES, type) ? (EVENT_TYPES[type]?.title ?? type) : type;
  if (type.startsWith('action.')) return { kind: 'action', id, title };
  if (isAnnouncement({ source: rest[0] ?? '', type })) return { kind: 'system', id, title };
  if (type.startsWith('exception.') || type === 'run.cancelled') return { kind: 'person', id, title };
  return { kind: 'event', id, title };
}

function stepTrace(step: TraceStep): StepTrace {
  return {
    node: step.node,
    did: step.did,
    ports: [...step.ports],
    ...(step.text ? { text: step.text } : {}),
    ...(step.values ? { values: { ...step.values } } : {}),
    ...(step.condition ? { condition: explanationOf(step.condition) } : {}),
  };
}

/** A condition's trace as readers know it: a named condition is what it stands for. */
export function explanationOf(trace: ConditionTrace): Explanation {
  const children = trace.children?.map(explanationOf);
  const only = children?.[0];
  if (trace.kind === 'named' && only && children.length === 1) return { ...only, text: trace.text };
  return {
    kind: trace.kind === 'named' ? 'all' : trace.kind,
    result: trace.result,
    text: trace.text,
    ...(trace.actual === undefined ? {} : { actual: trace.actual }),
    ...(trace.expected === undefined ? {} : { expected: trace.expected }),
    ...(trace.missing ? { missing: true } : {}),
    ...(children ? { children } : {}),
  };
}
