import type { TimeQuality } from './envelope.ts';
import type { EtaView, MilestoneView, SubjectState } from './state.ts';
import { historyOf, type Statement } from './statements.ts';

interface Moment {
  readonly at: string;
  readonly quality: TimeQuality;
}

/** Every milestone by `type@place`, and the last statement over all places by `type`. */
export function milestonesOf(statements: readonly Statement[]): Readonly<Record<string, MilestoneView>> {
  const record: Record<string, Record<string, string>> = Object.create(null);
  for (const { name, entry } of inOrder(statements)) {
    const dot = name.lastIndexOf('.');
    const aspect = name.slice(dot + 1);
    const withPlace = name.slice(0, dot);
    const type = beforeAt(withPlace);
    const { at, quality } = entry.value as Moment;
    for (const key of withPlace === type ? [type] : [withPlace, type]) {
      record[key] ??= {};
      record[key][aspect] = at;
      if (quality !== 'exact') record[key][`${aspect}Quality`] = quality;
      else if (record[key][`${aspect}Quality`] !== undefined) delete record[key][`${aspect}Quality`];
    }
  }
  return record;
}

/** Oldest first, so that what is written last is what was stated last. */
export function inOrder(statements: readonly Statement[]): readonly Statement[] {
  return statements.toSorted((a, b) => (a.entry.order < b.entry.order ? -1 : 1));
}

/** The last statement of one aspect (`planned`, `actual` …) of a milestone over all places. */
export function momentOf(statements: readonly Statement[], type: string, aspect: string): Moment | undefined {
  let last: Statement | undefined;
  for (const statement of statements) {
    const { name, entry } = statement;
    if (!name.startsWith(type) || !name.endsWith(aspect)) continue;
    const between = name.length - type.length - aspect.length;
    if (between !== 1 && name[type.length] !== '@') continue;
    if (entry.order > (last?.entry.order ?? '')) last = statement;
  }
  return last?.entry.value as Moment | undefined;
}

/** The statement that gives the estimated arrival, of all the places that may be the destination. */
export function etaOf(statements: readonly Statement[], destination: ReadonlySet<string>): EtaView | null {
  let last: Statement | undefined;
  for (const statement of statements) {
    if (isEta(statement.name, destination) && statement.entry.order > (last?.entry.order ?? '')) last = statement;
  }
  return last ? etaView(last.entry) : null;
}

/** All that was stated of estimates, as the registers hold it. */
export function estimatesOf(state: SubjectState, statements: readonly Statement[]): readonly unknown[] {
  const registers: unknown[] = [];
  for (const { name } of statements)
    if (name.endsWith('.estimated')) registers.push(state.registers[`milestones.${name}`]);
  return registers;
}

/** Every estimate still kept, in the order in which they were stated. */
export function etaHistoryOf(
  state: SubjectState,
  statements: readonly Statement[],
  destination: ReadonlySet<string>,
): readonly EtaView[] {
  return statements
    .filter(({ name }) => isEta(name, destination))
    .flatMap(({ name }) => historyOf(state, `milestones.${name}`))
    .sort((a, b) => (a.order < b.order ? -1 : 1))
    .map(etaView);
}

/** Estimates of delivery, and of arrival unless at a place that is known not to be the destination. */
function isEta(name: string, destination: ReadonlySet<string>): boolean {
  if (!name.endsWith('.estimated')) return false;
  const withPlace = name.slice(0, -'.estimated'.length);
  const type = beforeAt(withPlace);
  if (type === 'shipment.delivered') return true;
  if (type !== 'transport.arrived') return false;
  const place = withPlace.slice(type.length + 1);
  return place === '' || destination.size === 0 || destination.has(place);
}

function etaView(entry: Statement['entry']): EtaView {
  const { at, quality } = entry.value as Moment;
  return { at, quality, statedAt: entry.order.slice(0, entry.order.indexOf('|')), event: entry.event };
}

const ANYWHERE: ReadonlySet<string> = new Set();

/** The names under which the destination may be told: its codes, or the last stop of the plan. */
export function destinationOf(attributes: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const stops = attributes.stops;
  const last = Array.isArray(stops) ? (stops.at(-1) as Record<string, unknown> | undefined) : undefined;
  const places = [attributes.destination, last?.place, last?.id];
  if (places.every((place) => place === undefined)) return ANYWHERE;
  const names = new Set<string>();
  for (const place of places) {
    if (typeof place === 'string') names.add(place);
    if (typeof place !== 'object' || place === null) continue;
    for (const key of ['unlocode', 'code', 'id']) {
      const code = (place as Record<string, unknown>)[key];
      if (typeof code === 'string') names.add(code);
    }
  }
  return names;
}

/** `transport.arrived` of `transport.arrived@NLRTM`; a type holds no `@`. */
export function beforeAt(name: string): string {
  const at = name.indexOf('@');
  return at < 0 ? name : name.slice(0, at);
}
