import type { TimeQuality } from './envelope.ts';
import type { Phase } from './phase.ts';

/** One statement about a register: its value, where it stands in fold order, and the event that made it. */
export interface Entry {
  readonly value: unknown;
  /** `time|recordedtime|sequence|offset`, comparable as a string (see `order.ts`). */
  readonly order: string;
  /** The id of the event; with `source` it is the event's identity. */
  readonly event: string;
  readonly source: string;
}

/**
 * All that is known of a subject, as registers: path → statements in fold order. A register's value is its last
 * statement that is not retracted, so the state does not depend on the order in which events arrived.
 *
 * Plain JSON: what is stored and read back is the same state. Made by `fold` alone; never mutated.
 *
 * Paths: `attributes.<name>` · `lines.<line id>.<field>` · `milestones.<type>[@<place>].<planned | estimated | actual |
 * requested>` · `readings.<measure>[@<probe>]` · `associations.<scheme>=<value>` · `documents.<kind>` ·
 * `deliveries.all` · `seen.<type>`.
 */
export interface SubjectState {
  /** The canonical id, `<kind>:<id>`. */
  readonly subject: string;
  readonly registers: Readonly<Record<string, readonly Entry[]>>;
  /** Identity (`eventKey`) of every event that was retracted, also of those that never came. */
  readonly retracted: readonly string[];
  /** References of the subject's own kind, scheme → sorted values. */
  readonly refs: Readonly<Record<string, readonly string[]>>;
  /** References to its relatives, scheme → sorted values. */
  readonly links: Readonly<Record<string, readonly string[]>>;
}

/** An order line as expressions see it. Fields that sources add stand beside these. */
export interface LineView {
  readonly id: string;
  readonly open: boolean;
  readonly deliverBy?: string;
  readonly timeQuality?: TimeQuality;
  readonly deliveredAt?: string;
  readonly deliveredQuality?: TimeQuality;
  readonly [field: string]: unknown;
}

/** The instants of one milestone; a quality stands beside an instant that is not exact. */
export interface MilestoneView {
  readonly planned?: string;
  readonly plannedQuality?: TimeQuality;
  readonly estimated?: string;
  readonly estimatedQuality?: TimeQuality;
  readonly actual?: string;
  readonly actualQuality?: TimeQuality;
  readonly requested?: string;
  readonly requestedQuality?: TimeQuality;
}

/** One stated estimate of the arrival. */
export interface EtaView {
  readonly at: string;
  readonly statedAt: string;
  readonly quality: TimeQuality;
  readonly event: string;
}

/** The last value that a probe gave for a measure. */
export interface ReadingView {
  readonly value: number;
  readonly unit: string;
  readonly at: string;
  readonly probe?: string;
}

/** A stop of the plan with what is known to have happened there. The fields that the plan gives it stand beside these. */
export interface StopView {
  readonly id: string;
  /** Its place in the plan, from 0. */
  readonly position: number;
  readonly last: boolean;
  readonly arrivedAt?: string;
  readonly estimatedArrivalAt?: string;
  readonly departedAt?: string;
  readonly estimatedDepartureAt?: string;
  readonly [field: string]: unknown;
}

/** What expressions and conditions see as `subject`: plain data, instants as canonical strings. */
export interface SubjectView {
  readonly id: string;
  readonly kind: string;
  readonly refs: Readonly<Record<string, readonly string[]>>;
  readonly links: Readonly<Record<string, readonly string[]>>;
  /** The furthest milestone of a shipment's life, or the last setback while nothing followed it; `''` before any. */
  readonly status: string;
  readonly phase: Phase;
  /** When what began the phase happened; null before anything did. */
  readonly phaseSince: string | null;
  readonly lines: Readonly<Record<string, LineView>>;
  /** The earliest commitment among the open lines; `line` is null where the order as a whole was committed. */
  readonly commitment: {
    readonly deliverBy: string;
    readonly timeQuality: TimeQuality;
    readonly line: string | null;
  } | null;
  readonly delivered: {
    readonly at: string;
    readonly timeQuality: TimeQuality;
    readonly complete: boolean;
  } | null;
  readonly openLines: number;
  /** The estimate of delivery or arrival at the destination that was stated last. */
  readonly eta: string | null;
  readonly etaQuality: TimeQuality | null;
  readonly etaStatedAt: string | null;
  /** Every estimate still kept, in the order in which they were stated. */
  readonly etaHistory: readonly EtaView[];
  /** By type (the last statement over all places) and by `type@place`. */
  readonly milestones: Readonly<Record<string, MilestoneView>>;
  /** The stops of the plan by id; `stops` is the plan's own list of them. */
  readonly stop: Readonly<Record<string, StopView>>;
  readonly readings: Readonly<Record<string, ReadingView>>;
  /** The documents that have come, by kind. */
  readonly documents: Readonly<Record<string, { readonly at: string; readonly number?: string }>>;
  readonly [attribute: string]: unknown;
}

/** Names that the view defines itself; an attribute of such a name is not taken over from an event. */
export const RESERVED_VIEW_NAMES: ReadonlySet<string> = new Set([
  'id',
  'kind',
  'refs',
  'links',
  'status',
  'phase',
  'phaseSince',
  'lines',
  'commitment',
  'delivered',
  'openLines',
  'eta',
  'etaQuality',
  'etaStatedAt',
  'etaHistory',
  'milestones',
  'stop',
  'readings',
  'documents',
]);

/** A subject of which nothing is known yet. */
export function emptyState(subject: string): SubjectState {
  return { subject, registers: {}, retracted: [], refs: {}, links: {} };
}
