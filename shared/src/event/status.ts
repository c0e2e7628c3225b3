import type { Entry } from './state.ts';
import type { Statement } from './statements.ts';

/** The life of a shipment in its order; departing or loading is being under way. */
const STAGES: ReadonlyMap<string, { readonly rank: number; readonly status: string }> = new Map(
  Object.entries({
    'order.created': { rank: 1, status: 'ordered' },
    'shipment.planned': { rank: 2, status: 'planned' },
    'shipment.tendered': { rank: 3, status: 'tendered' },
    'shipment.accepted': { rank: 4, status: 'accepted' },
    'shipment.booked': { rank: 5, status: 'booked' },
    'shipment.pickedUp': { rank: 6, status: 'pickedUp' },
    'shipment.inTransit': { rank: 7, status: 'inTransit' },
    'transport.departed': { rank: 7, status: 'inTransit' },
    'shipment.delivered': { rank: 8, status: 'delivered' },
  }),
);

/** What throws a shipment back: its status only while nothing has followed. */
const SETBACKS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    'order.cancelled': 'cancelled',
    'shipment.rejected': 'rejected',
    'shipment.cancelled': 'cancelled',
    'shipment.attempted': 'attempted',
    'shipment.refused': 'refused',
  }),
);

/**
 * The furthest stage that was actually reached, whenever it was told: a delivered shipment stays delivered. Until then
 * a setback (rejected, cancelled, attempted, refused) counts while it is the last thing that happened.
 */
export function statusOf(milestones: readonly Statement[], complete: boolean): string {
  let furthest: { rank: number; status: string } | undefined;
  let setback: { entry: Entry; status: string } | undefined;
  let lastStage = '';
  for (const { name, entry } of milestones) {
    if (!name.endsWith('.actual')) continue;
    const type = typeOf(name);
    const stage = STAGES.get(type);
    if (stage) {
      if (!furthest || stage.rank > furthest.rank) furthest = stage;
      if (entry.order > lastStage) lastStage = entry.order;
    }
    const status = SETBACKS.get(type);
    if (status && (!setback || entry.order > setback.entry.order)) setback = { entry, status };
  }
  if (furthest?.status === 'delivered') return complete ? 'delivered' : 'partlyDelivered';
  if (setback && setback.entry.order > lastStage) return setback.status;
  return furthest?.status ?? '';
}

function typeOf(name: string): string {
  const type = name.slice(0, name.lastIndexOf('.'));
  const at = type.indexOf('@');
  return at < 0 ? type : type.slice(0, at);
}

/** Every status that a subject can have, in the order of a shipment's life. */
export function statuses(): readonly string[] {
  return [...new Set([...STAGES.values().map((stage) => stage.status), 'partlyDelivered', ...SETBACKS.values()])];
}
