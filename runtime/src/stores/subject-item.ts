import type { Milestone, Severity, SubjectDetail, SubjectItem } from '@slipway/shared/api';
import type { SubjectRecord } from '@slipway/shared/engine';
import { EVENT_TYPES, type MilestoneView, type SubjectState, type SubjectView, viewOf } from '@slipway/shared/event';
import { instantFromMs } from '@slipway/shared/time';
import { faceOf, momentOf } from './subject-face.ts';

/** How many exceptions of a subject are open, and the worst of them. */
export interface OpenExceptions {
  readonly count: number;
  readonly worst: Severity;
}

interface SubjectRow {
  readonly subject: string;
  readonly kind: string;
  readonly status: string;
  readonly updated_at_ms: number;
}

/** A row of the subject list, read from the engine's record. */
export function subjectItem(row: SubjectRow, record: SubjectRecord, open: OpenExceptions | undefined): SubjectItem {
  const view = viewOf(record.subject);
  const face = faceOf(record.subject);
  const { commitment, delivered } = view;
  return {
    id: row.subject,
    kind: row.kind,
    label: face.label,
    status: view.status,
    refs: [...face.refs],
    origin: face.origin,
    destination: face.destination,
    carrier: face.carrier,
    customer: face.customer,
    commitment: momentOf(
      commitment?.deliverBy ?? earliestCommitment(view)?.at,
      commitment?.timeQuality ?? earliestCommitment(view)?.quality,
    ),
    estimate: momentOf(view.eta, view.etaQuality),
    delivered: momentOf(delivered?.at, delivered?.timeQuality),
    openExceptions: open?.count ?? 0,
    worstSeverity: open?.worst ?? null,
    changedAt: instantFromMs(row.updated_at_ms),
  };
}

/** What the record alone tells of a subject; its relatives, story and cases are in tables of their own. */
export function subjectDetail(
  row: SubjectRow,
  record: SubjectRecord,
  open: OpenExceptions | undefined,
): Omit<SubjectDetail, 'links' | 'timeline' | 'exceptions' | 'runs' | 'actions'> {
  const view = viewOf(record.subject);
  return {
    ...subjectItem(row, record, open),
    lines: Object.values(view.lines).map((line) => ({
      id: line.id,
      item: textOf(line.product) ?? textOf(line.item) ?? textOf(line.description) ?? line.id,
      quantity: typeof line.quantity === 'number' ? line.quantity : null,
      unit: textOf(line.unit),
      commitment: momentOf(line.deliverBy, line.timeQuality),
      open: line.open,
    })),
    facts: factsOf(view),
    milestones: milestonesOf(view),
    estimates: view.etaHistory.map((eta) => ({
      statedAt: eta.statedAt,
      estimate: { at: eta.at, quality: eta.quality, localOffset: null },
      source: sourceOf(record.subject, eta.event) ?? '',
    })),
  };
}

/** The source of an event that a subject's state rests on; null when nothing in the state came from it. */
export function sourceOf(state: SubjectState, event: string): string | null {
  return statementOf(state, event)?.source ?? null;
}

/** The first statement of an event in a subject's state, with the time that it was made for. */
export function statementOf(state: SubjectState, event: string): { source: string; at: string } | undefined {
  for (const entries of Object.values(state.registers)) {
    const entry = entries.find((candidate) => candidate.event === event);
    if (entry) return { source: entry.source, at: entry.order.slice(0, entry.order.indexOf('|')) };
  }
  return undefined;
}

/** Once all is delivered no line is open, and what was promised is still worth showing. */
function earliestCommitment(view: SubjectView) {
  let earliest: { at: string; quality: SubjectView['etaQuality'] } | undefined;
  for (const line of Object.values(view.lines)) {
    if (line.deliverBy === undefined || (earliest && earliest.at <= line.deliverBy)) continue;
    earliest = { at: line.deliverBy, quality: line.timeQuality ?? null };
  }
  return earliest;
}

/** The way of a shipment as plan against actual; the commitment stands beside the delivery as its plan. */
function milestonesOf(view: SubjectView): Milestone[] {
  const rows = Object.entries(view.milestones)
    .filter(([key]) => !hasPlaced(view, key))
    .map(([key, milestone]) => milestoneRow(key, milestone));
  const promised = view.commitment
    ? momentOf(view.commitment.deliverBy, view.commitment.timeQuality)
    : momentOf(earliestCommitment(view)?.at, earliestCommitment(view)?.quality);
  const delivery = rows.find((row) => row.key === 'shipment.delivered');
  if (delivery) delivery.plan ??= promised;
  else if (promised)
    rows.push({
      ...milestoneRow('shipment.delivered', {}),
      plan: promised,
      estimate: momentOf(view.eta, view.etaQuality),
    });
  return rows.sort((a, b) => (instantOf(a) < instantOf(b) ? -1 : 1));
}

/** A milestone that is known by place is shown by place only. */
function hasPlaced(view: SubjectView, key: string): boolean {
  return !key.includes('@') && Object.keys(view.milestones).some((other) => other.startsWith(`${key}@`));
}

function milestoneRow(key: string, milestone: MilestoneView): Milestone {
  const at = key.indexOf('@');
  const type = at < 0 ? key : key.slice(0, at);
  return {
    key,
    title: Object.hasOwn(EVENT_TYPES, type) ? (EVENT_TYPES[type]?.title ?? type) : type,
    place: at < 0 ? null : key.slice(at + 1),
    plan: momentOf(milestone.planned ?? milestone.requested, milestone.plannedQuality ?? milestone.requestedQuality),
    estimate: momentOf(milestone.estimated, milestone.estimatedQuality),
    actual: momentOf(milestone.actual, milestone.actualQuality),
  };
}

function instantOf(milestone: Milestone): string {
  return (milestone.actual ?? milestone.estimate ?? milestone.plan)?.at ?? '';
}

const FACTS_MOST = 20;

/** Attributes that are plain values, under their names as people write them. */
function factsOf(view: SubjectView): { label: string; value: string }[] {
  const facts: { label: string; value: string }[] = [];
  for (const [name, value] of Object.entries(view)) {
    if (SHOWN_ELSEWHERE.has(name) || facts.length >= FACTS_MOST) continue;
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    if (value === '') continue;
    facts.push({ label: spaced(name), value: String(value).slice(0, 200) });
  }
  return facts;
}

const SHOWN_ELSEWHERE = new Set(['id', 'kind', 'status', 'eta', 'etaQuality', 'etaStatedAt', 'openLines']);

function spaced(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
