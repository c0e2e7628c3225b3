import { LIMITS } from '../limits/index.ts';
import type { CanonicalEvent, Reference } from './envelope.ts';
import { subjectKind } from './envelope.ts';
import type { Heading } from './heading.ts';
import { eventKey, foldOrder } from './order.ts';
import { kindOfScheme } from './schemes.ts';
import { type Entry, emptyState, type SubjectState } from './state.ts';
import { carryOver, isRetracted } from './statements.ts';
import { milestone, seen } from './types/folds.ts';
import { eventType, type Write } from './types/index.ts';

/** Where the event stands in the log: the last tie-break of fold order. */
export interface FoldPosition {
  readonly offset: number;
}

export interface FoldResult {
  readonly state: SubjectState;
  /** The event is older than what the subject already knew in every register that it writes. */
  readonly late: boolean;
  /** False where the event taught nothing; then `state` is the very state that was given. */
  readonly changed: boolean;
}

/** What `fold` is. */
export type Fold = (before: SubjectState | undefined, event: CanonicalEvent, position: FoldPosition) => FoldResult;

/**
 * Folds an event into what is known of its subject. Pure: neither state nor event is touched.
 *
 * Any order of arrival gives the same state, as long as offsets decide no tie: every statement keeps its place in fold
 * order, a repeated event finds itself there, and a retraction is remembered whether its event came or not.
 * Within a register only the newest statements are kept (LIMITS.historyPerMilestone, historyPerAttribute).
 */
export function fold(before: SubjectState | undefined, event: CanonicalEvent, position: FoldPosition): FoldResult {
  const state = before ?? emptyState(event.subject);
  const order = foldOrder(event, position);
  const entry = { order, event: event.id, source: event.source };
  const draft: Draft = { registers: state.registers, copied: false };
  const writes = writesOf(event);
  const retracted = retract(state.retracted, event);
  // What a correction stands for does not make it late.
  const known = retracted === state.retracted ? state : { ...state, retracted };
  let late = writes.length > 0;
  for (const { path, value } of writes) {
    const entries = own(draft.registers, path) ?? NONE;
    if (!isOlder(known, entries, entry)) late = false;
    insert(draft, path, { value, ...entry });
  }
  const { refs, links } = relate(state, event);
  const changed =
    before === undefined ||
    draft.copied ||
    retracted !== state.retracted ||
    refs !== state.refs ||
    links !== state.links;
  if (!changed) return { state, late, changed };
  const after = { subject: state.subject, registers: draft.registers, retracted, refs, links };
  carryOver(state, after, writes);
  return { state: after, late, changed };
}

const NONE: readonly Entry[] = [];
const NO_WRITES: readonly Write[] = [];

/** What an event states. A type of the user's own is a milestone where it has a classifier, else it was merely seen. */
function writesOf(event: CanonicalEvent): readonly Write[] {
  const type = eventType(event.type);
  if (type?.internal || event.type === 'event.retracted') return [];
  const folds = type ? type.folds : event.data.classifier ? [milestone] : [];
  let writes = NO_WRITES;
  for (const folding of folds) {
    const more = folding(event);
    writes = writes.length === 0 ? more : [...writes, ...more];
  }
  return writes.length > 0 ? writes : seen(event);
}

/** Whether another event that still counts has stated something later. */
function isOlder(state: SubjectState, entries: readonly Entry[], entry: Omit<Entry, 'value'>): boolean {
  for (const other of entries)
    if (other.order > entry.order && !isTwin(other, entry) && !isRetracted(state, other)) return true;
  return false;
}

/** Whether two statements are of the same event. */
function isTwin(one: Omit<Entry, 'value'>, other: Omit<Entry, 'value'>): boolean {
  return one.event === other.event && one.source === other.source;
}

interface Draft {
  registers: Readonly<Record<string, readonly Entry[]>>;
  copied: boolean;
}

/** Puts a statement into its place; a repeated event keeps the earlier of its two places. */
function insert(draft: Draft, path: string, entry: Entry): void {
  const entries = own(draft.registers, path) ?? NONE;
  const twin = entries.findIndex((other) => isTwin(other, entry));
  if (twin >= 0 && (entries[twin]?.order ?? '') <= entry.order) return;
  const kept = twin < 0 ? entries : entries.toSpliced(twin, 1);
  let place = kept.length;
  while (place > 0 && (kept[place - 1]?.order ?? '') > entry.order) place--;
  const bound = historyBound(path);
  // Older than everything in a full register: it would fall out again.
  if (place === 0 && kept.length >= bound) return;
  const dropped = kept.length >= bound ? 1 : 0;
  // Of just the length that it has: a list that grows in place takes room for sixteen more.
  const next = (dropped === 0 ? kept : kept.slice(1)).toSpliced(place - dropped, 0, entry);
  if (!draft.copied) {
    draft.registers = { ...draft.registers };
    draft.copied = true;
  }
  (draft.registers as Record<string, readonly Entry[]>)[path] = next;
}

/** Estimates and commitments are compared over time; of the rest only the last matters, and what a retraction uncovers. */
function historyBound(path: string): number {
  const keepsHistory = path.startsWith('milestones.') || path.endsWith('.deliverBy');
  return keepsHistory ? LIMITS.historyPerMilestone : LIMITS.historyPerAttribute;
}

/**
 * What an event takes back: a retraction another event, a corrected actual the one that it stands for. A plan, an estimate
 * or a commitment that is superseded stays as history; the newer statement counts all the same.
 */
export function takenBack(event: Pick<Heading, 'type' | 'data'>): string | undefined {
  if (event.type === 'event.retracted') return event.data.retracts;
  return (event.data.classifier ?? 'ACT') === 'ACT' ? event.data.supersedes : undefined;
}

function retract(retracted: readonly string[], event: CanonicalEvent): readonly string[] {
  const id = takenBack(event);
  if (id === undefined) return retracted;
  const source = event.data.retractsSource;
  const key = eventKey(typeof source === 'string' ? source : event.source, id);
  return inserted(retracted, key, LIMITS.retractionsPerSubject);
}

/** References of the subject's own kind identify it, the others are its relatives. */
function relate(state: SubjectState, event: CanonicalEvent): Pick<SubjectState, 'refs' | 'links'> {
  if (!event.data.refs) return state;
  const kind = subjectKind(state.subject);
  let { refs, links } = state;
  for (const reference of event.data.refs) {
    if (kindOfScheme(reference.scheme) === kind) refs = withReference(refs, reference);
    else links = withReference(links, reference);
  }
  return { refs, links };
}

function withReference(known: SubjectState['refs'], { scheme, value }: Reference): SubjectState['refs'] {
  const values = own(known, scheme) ?? [];
  const next = inserted(values, value, LIMITS.referencesPerScheme);
  return next === values ? known : { ...known, [scheme]: next };
}

/** A sorted set with one more text; the same array where it was there. A full set keeps its smallest. */
function inserted(sorted: readonly string[], text: string, bound: number): readonly string[] {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  if (sorted[low] === text || low >= bound) return sorted;
  return sorted.toSpliced(low, 0, text).slice(0, bound);
}

/** Own property or nothing: `constructor` is a fine line id. */
function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
