import { beforeAt } from './milestones.ts';
import type { StopView } from './state.ts';
import type { Statement } from './statements.ts';

type Planned = Readonly<Record<string, unknown>>;

/** Milestones at a stop, by the name under which the stop shows them. */
const AT_STOP: Readonly<Record<string, string>> = {
  'transport.arrived.actual': 'arrivedAt',
  'transport.arrived.estimated': 'estimatedArrivalAt',
  'transport.departed.actual': 'departedAt',
  'transport.departed.estimated': 'estimatedDepartureAt',
};

/**
 * The stops of the plan by their ids (one without an id by its position), each with what is known to have happened there.
 * An event names a stop by id or position, or by the place, where only one stop of the plan is at that place.
 */
export function stopsOf(stops: unknown, milestones: readonly Statement[]): Readonly<Record<string, StopView>> {
  const record: Record<string, StopView> = Object.create(null);
  if (!Array.isArray(stops)) return record;
  const planned = stops.map((stop: Planned, position) => ({ stop, position, id: idOf(stop, position) }));
  const stopAt = namesOf(planned);
  const known: Record<string, Record<string, { at: string; order: string }>> = Object.create(null);
  for (const { name, entry } of milestones) {
    const dot = name.lastIndexOf('.');
    const withPlace = name.slice(0, dot);
    const type = beforeAt(withPlace);
    const moment = `${type}${name.slice(dot)}`;
    const field = Object.hasOwn(AT_STOP, moment) ? AT_STOP[moment] : undefined;
    const id = stopAt.get(withPlace.slice(type.length + 1));
    if (field === undefined || id === undefined) continue;
    known[id] ??= {};
    // A stop may be told of under its id and under its place: what was stated last counts.
    if ((known[id][field]?.order ?? '') < entry.order)
      known[id][field] = { at: (entry.value as { at: string }).at, order: entry.order };
  }
  for (const { stop, position, id } of planned)
    record[id] = {
      ...stop,
      id,
      position,
      last: position === planned.length - 1,
      ...Object.fromEntries(Object.entries(known[id] ?? {}).map(([field, { at }]) => [field, at])),
    };
  return record;
}

function idOf(stop: Planned, position: number): string {
  return typeof stop.id === 'string' ? stop.id : String(position);
}

function namesOf(
  planned: readonly { readonly stop: Planned; readonly position: number; readonly id: string }[],
): ReadonlyMap<string, string> {
  const places = new Map<string, string | undefined>();
  for (const { stop, id } of planned)
    for (const name of placesOf(stop.place)) places.set(name, places.has(name) ? undefined : id);
  const names = new Map<string, string>();
  for (const [name, id] of places) if (id !== undefined) names.set(name, id);
  for (const { position, id } of planned) names.set(String(position), id);
  for (const { id } of planned) names.set(id, id);
  return names;
}

function placesOf(place: unknown): readonly string[] {
  if (typeof place === 'string') return [place];
  if (typeof place !== 'object' || place === null) return [];
  const { unlocode, code, id } = place as Planned;
  return [...new Set([unlocode, code, id].filter((name) => typeof name === 'string'))];
}
