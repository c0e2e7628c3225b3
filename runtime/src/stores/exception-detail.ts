import type { Evidence, ExceptionDetail } from '@slipway/shared/api';
import { type Effect, type ExceptionRecord, referenceOf, type SubjectRecord } from '@slipway/shared/engine';
import { instantFromMs } from '@slipway/shared/time';
import { splitEnd, type Workflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { concerning, decisionsOf, decisionTrace, type RecordedDecision } from './decisions-reads.ts';
import { exceptionItem, findByReference, findException, openChildren, stateOf } from './exceptions-reads.ts';
import { subjectFaces } from './subject-face.ts';
import { statementOf } from './subject-item.ts';
import { findSubjectRecord } from './subjects-reads.ts';
import { findGraph, nameVersions } from './versions-reads.ts';

const TRACE_MOST = 200;

/** One exception with its evidence, what happened to it, and the decisions of its runs; undefined when unknown here. */
export async function readException(
  database: Database,
  environment: string,
  id: string,
): Promise<ExceptionDetail | undefined> {
  const found = await findException(database, environment, id);
  if (!found) return undefined;
  const { record, cause } = found;
  const name = await nameVersions(database, environment);
  const face = (await subjectFaces(database, environment, [record.subject]))(record.subject);
  const subject = await findSubjectRecord(database, environment, record.subject);
  const graph = await findGraph(database, environment, record.workflow, record.version);
  const decisions = await decisionsOf(database, environment, record.subject, record.workflow);
  return {
    ...exceptionItem(record, cause, name, face),
    summary: record.summary,
    refs: [...face.refs],
    evidence: record.evidence.map((evidence) => evidenceOf(evidence, subject?.record)),
    clearedBy: clearedBy(record, subject?.record),
    choices: record.choices.map((choice) => ({
      name: choice.id,
      title: choice.label,
      leadsTo: leadsTo(graph, choice.id),
    })),
    resolution: resolutionOf(record),
    activity: activityOf(record, decisions, name(record.workflow, record.version).name),
    due: record.due,
    ...(await relativesOf(database, environment, record)),
    node: record.node,
    run: record.runs[0] ?? null,
    trace: graph
      ? concerning(decisions, record.runs)
          .slice(-TRACE_MOST)
          .map((decision) => decisionTrace(decision, graph))
      : [],
    graph: (graph ?? unknownGraph(record)) as ExceptionDetail['graph'],
  };
}

const CHILDREN_MOST = 50;

/** The case that it belongs to, and those that belong to it. */
async function relativesOf(
  database: Database,
  environment: string,
  record: ExceptionRecord,
): Promise<Pick<ExceptionDetail, 'parent' | 'children'>> {
  const brief = ({ record: each, cause }: { readonly record: ExceptionRecord; readonly cause: string | null }) => {
    const { id, title, subject, severity } = each;
    return { id, title, subject, severity, state: stateOf(each, cause) };
  };
  const { parent: reference } = record;
  const parent = reference === null ? undefined : await findByReference(database, environment, reference);
  const { found, count } = await openChildren(database, environment, referenceOf(record), CHILDREN_MOST);
  return {
    parent: reference === null ? null : { reference, exception: parent ? brief(parent) : null },
    children: { items: found.map(brief), count },
  };
}

function evidenceOf(evidence: ExceptionRecord['evidence'][number], subject: SubjectRecord | undefined): Evidence {
  const said = evidence.event && subject ? statementOf(subject.subject, evidence.event) : undefined;
  return {
    label: evidence.label,
    value: evidence.value,
    expected: evidence.expected ?? null,
    source: said?.source ?? null,
    at: said?.at ?? null,
    eventId: evidence.event ?? null,
  };
}

function clearedBy(record: ExceptionRecord, subject: SubjectRecord | undefined): ExceptionDetail['clearedBy'] {
  const { closing, closedAt } = record;
  if (!closing || closing.cause === 'resolved' || !closedAt) return null;
  const text =
    closing.reason ??
    closing.note ??
    (closing.cause === 'retracted' ? 'Later evidence showed that it never was so.' : 'What it was about is over.');
  const known = closing.evidence && subject && statementOf(subject.subject, closing.evidence);
  return { text, eventId: closing.evidence ?? null, at: known ? known.at : closedAt };
}

function resolutionOf(record: ExceptionRecord): ExceptionDetail['resolution'] {
  const { closing } = record;
  if (closing?.cause !== 'resolved') return null;
  const { choice = null, reason = null, note = null, feedback = null } = closing;
  const { responsibleParty, actionTaken, resolution, rootCause } = closing;
  const said = { responsibleParty, actionTaken, resolution, rootCause };
  const codes = Object.fromEntries(Object.entries(said).filter(([, code]) => code !== undefined));
  return { choice, reason, note, codes, feedback };
}

/** What happened to it, from the decisions that changed it. */
function activityOf(
  record: ExceptionRecord,
  decisions: readonly RecordedDecision[],
  workflow: string,
): ExceptionDetail['activity'] {
  const activity: ExceptionDetail['activity'] = [];
  for (const decision of decisions) {
    for (const effect of decision.effects) {
      if (effect.kind !== 'exception' || effect.exception.id !== record.id) continue;
      activity.push(activityEntry(effect, instantFromMs(decision.atMs), workflow));
    }
  }
  if (activity.length === 0)
    activity.push({ at: record.detectedAt, who: workflow, kind: 'opened', text: record.title });
  return activity;
}

type Change = Extract<Effect, { kind: 'exception' }>;

function activityEntry(
  { exception, change, by }: Change,
  at: string,
  workflow: string,
): ExceptionDetail['activity'][number] {
  const closing = exception.closing;
  switch (change) {
    case 'opened':
      return { at, who: workflow, kind: 'opened', text: exception.title };
    case 'reopened':
      return { at, who: workflow, kind: 'reopened', text: exception.title };
    case 'seen':
      return { at, who: workflow, kind: 'seen-again', text: `Met ${exception.count} times` };
    case 'raised':
      return { at, who: workflow, kind: 'seen-again', text: `Now ${exception.severity}: ${exception.title}` };
    case 'changed':
      // The run that opened it said more about it.
      if (by === undefined) return { at, who: workflow, kind: 'seen-again', text: exception.title };
      if (exception.until !== null) return { at, who: by, kind: 'put-off', text: `Until ${exception.until}` };
      return {
        at,
        who: by,
        kind: exception.state === 'acknowledged' ? 'acknowledged' : 'started',
        text: '',
      };
    case 'breached': {
      const late = exception.breached.includes('resolve') ? 'Not closed in time' : 'Not taken up in time';
      return { at, who: workflow, kind: 'breached', text: late };
    }
    case 'resolved':
      return {
        at,
        who: by ?? closing?.actor ?? 'somebody',
        kind: 'resolved',
        text: [closing?.choice, closing?.reason, closing?.note].filter(Boolean).join(' · '),
      };
    case 'cleared':
      return {
        at,
        who: workflow,
        kind: closing?.cause === 'retracted' ? 'retracted' : 'cleared',
        text: closing?.reason ?? '',
      };
  }
}

/** The step behind a choice. An exception may be met by several steps; the one that offers the choice leads on. */
function leadsTo(graph: Workflow | undefined, choice: string): string | null {
  const edge = graph?.edges.find((candidate) => splitEnd(candidate.from).port === `resolved:${choice}`);
  if (!edge) return null;
  const { nodeId } = splitEnd(edge.to);
  return graph?.nodes.find((node) => node.id === nodeId)?.title ?? nodeId;
}

function unknownGraph(record: ExceptionRecord) {
  return { id: record.workflow, name: record.workflow, subject: '', nodes: [], edges: [] };
}
