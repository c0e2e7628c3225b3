import { subjectKind } from './envelope.ts';
import { linesOf } from './lines.ts';
import {
  beforeAt,
  destinationOf,
  estimatesOf,
  etaHistoryOf,
  etaOf,
  inOrder,
  milestonesOf,
  momentOf,
} from './milestones.ts';
import { type PhaseStanding, phaseOf } from './phase.ts';
import { RESERVED_VIEW_NAMES, type SubjectState, type SubjectView } from './state.ts';
import { askedOf, partOf, type Statement, type Statements, statementsOf } from './statements.ts';
import { statusOf } from './status.ts';
import { stopsOf } from './stops.ts';

const NONE: readonly Statement[] = [];

/**
 * What expressions see as `subject`: the same object for the same state, never to be changed. All properties are its
 * own, and what an event leaves as it is, is the same part in the view after it. Records in it that are keyed by a
 * source's texts (lines, milestones, readings …) have no prototype.
 */
export function viewOf(state: SubjectState): SubjectView {
  return partOf(state, 'view', NONE, () => build(state));
}

function build(state: SubjectState): SubjectView {
  const asked = askedOf(state);
  const wants = (field: keyof SubjectView & string) => asked === undefined || asked.has(field);
  const all = statementsOf(state);
  const milestones = all.milestones ?? NONE;
  const planned = [
    wants('plannedPickupAt') ? momentOf(milestones, 'shipment.pickedUp', 'planned')?.at : undefined,
    wants('plannedDeliveryAt') ? momentOf(milestones, 'shipment.delivered', 'planned')?.at : undefined,
  ] as const;
  const attributes = partOf(state, 'attributes', [all.attributes, ...planned], () => attributesOf(all, planned));
  const { lines, openLines, commitment, complete } = partOf(
    state,
    'lines',
    [all.lines, all.deliveries, attributes.cancelled, attributes.deliverBy, attributes.deliverByQuality],
    () => linesOf(all, attributes),
  );
  const { destination: named, stops } = attributes;
  const destination = partOf(state, 'destination', [named, stops], () => destinationOf(attributes));
  const eta = etaOf(milestones, destination);
  const delivered = wants('delivered') ? momentOf(milestones, 'shipment.delivered', 'actual') : undefined;
  const phased = wants('phase') || wants('phaseSince');
  const status = phased || wants('status') ? statusOf(milestones, complete) : '';
  const standing = phased
    ? partOf(state, 'phase', [milestones, destination, status], () => phaseOf(milestones, destination, status))
    : NOWHERE;
  const view = {
    id: state.subject,
    kind: subjectKind(state.subject),
    refs: state.refs,
    links: wants('links')
      ? partOf(state, 'links', [state.links, all.associations], () => linksOf(state, all.associations ?? NONE))
      : undefined,
    status,
    phase: standing.phase,
    phaseSince: standing.since,
    lines,
    openLines,
    commitment,
    delivered: delivered ? { at: delivered.at, timeQuality: delivered.quality, complete } : null,
    eta: eta?.at ?? null,
    etaQuality: eta?.quality ?? null,
    etaStatedAt: eta?.statedAt ?? null,
    readings: wants('readings')
      ? partOf(state, 'readings', [all.readings], () => readingsOf(all.readings ?? NONE))
      : undefined,
    documents: wants('documents')
      ? partOf(state, 'documents', [all.documents], () => table(all.documents ?? NONE))
      : undefined,
    milestones: wants('milestones')
      ? partOf(state, 'milestones', [milestones], () => milestonesOf(milestones))
      : undefined,
    stop: wants('stop') ? partOf(state, 'stop', [milestones, stops], () => stopsOf(stops, milestones)) : undefined,
    etaHistory: wants('etaHistory')
      ? // A late estimate is history without being the statement that counts: only the registers tell.
        partOf(state, 'etaHistory', [milestones, destination, ...estimatesOf(state, milestones)], () =>
          etaHistoryOf(state, milestones, destination),
        )
      : undefined,
  };
  return Object.assign(view, attributes) as SubjectView;
}

const NOWHERE: PhaseStanding = { phase: 'before-pickup', since: null };

/** The plan may come as a milestone that is planned, or as a field of the plan: rules need one name for both. */
function attributesOf(
  all: Statements,
  [pickup, delivery]: readonly [string | undefined, string | undefined],
): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const { name, entry } of all.attributes ?? NONE) {
    if (!RESERVED_VIEW_NAMES.has(name)) attributes[name] = entry.value;
  }
  if (pickup !== undefined) attributes.plannedPickupAt ??= pickup;
  if (delivery !== undefined) attributes.plannedDeliveryAt ??= delivery;
  return attributes;
}

function table(statements: readonly Statement[]): SubjectView['documents'] {
  const record: Record<string, unknown> = Object.create(null);
  for (const { name, entry } of statements) record[name] = entry.value;
  return record as SubjectView['documents'];
}

/** Each `measure@probe` under its own name, and the last of all probes under `measure`. */
function readingsOf(statements: readonly Statement[]): SubjectView['readings'] {
  const record: Record<string, unknown> = Object.create(null);
  for (const { name, entry } of inOrder(statements)) {
    record[name] = entry.value;
    record[beforeAt(name)] = entry.value;
  }
  return record as SubjectView['readings'];
}

/** The relatives named by references, and those associated at the moment. */
function linksOf(state: SubjectState, associations: readonly Statement[]): SubjectView['links'] {
  const links: Record<string, readonly string[]> = Object.assign(Object.create(null), state.links);
  for (const { name, entry } of associations) {
    const equals = name.indexOf('=');
    const [scheme, value] = [name.slice(0, equals), name.slice(equals + 1)];
    const others = (links[scheme] ?? []).filter((other) => other !== value);
    links[scheme] = entry.value === true ? [...others, value].sort() : others;
  }
  return links;
}
