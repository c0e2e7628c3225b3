import { RESERVED_VIEW_NAMES } from './state.ts';
import type { EventType } from './types/index.ts';

const ESTIMATES = ['eta', 'etaQuality', 'etaStatedAt', 'etaHistory'];
const STANDING = ['status', 'phase', 'phaseSince'];
const LINES = ['lines', 'openLines', 'commitment', 'delivered', ...STANDING];
const PLANNED = ['plannedPickupAt', 'plannedDeliveryAt'];

/** What the view works out of a family of registers. */
const OF_FAMILY: Readonly<Record<string, readonly string[]>> = {
  milestones: ['milestones', 'stop', 'delivered', ...PLANNED, ...STANDING, ...ESTIMATES],
  deliveries: LINES,
  lines: LINES,
  readings: ['readings'],
  documents: ['documents'],
  associations: ['links'],
  seen: [],
};

/** What it works out of an attribute beside that attribute. */
const OF_ATTRIBUTE: Readonly<Record<string, readonly string[]>> = {
  stops: ['stop', 'phase', 'phaseSince', ...ESTIMATES],
  destination: ['phase', 'phaseSince', ...ESTIMATES],
  cancelled: LINES,
  deliverBy: LINES,
  deliverByQuality: LINES,
};

/**
 * The fields of a subject that an event of a type may change, its references aside; undefined where it may be any of them,
 * as it is of a type that sources give attributes of their own.
 */
export function fieldsTouchedBy(type: EventType): ReadonlySet<string> | undefined {
  const fields = new Set<string>();
  for (const { states } of type.folds)
    for (const path of states) {
      const [family = '', name = ''] = path.split('.');
      if (family === 'attributes' && name === '') return undefined;
      const touched =
        family === 'attributes'
          ? [...(RESERVED_VIEW_NAMES.has(name) ? [] : [name]), ...(OF_ATTRIBUTE[name] ?? [])]
          : OF_FAMILY[family];
      if (!touched) return undefined;
      for (const field of touched) fields.add(field);
    }
  return fields;
}

/** Families in which each type has registers of its own. */
const OWN = ['milestones.', 'seen.'];

/** Whether two types of event may state something in the same register. */
export function stateAlike(one: EventType, other: EventType): boolean {
  const own = (path: string) => OWN.includes(path) && one !== other;
  const paths = other.folds.flatMap(({ states }) => states);
  return one.folds.some(({ states }) =>
    states.some((path) => !own(path) && paths.some((each) => each.startsWith(path) || path.startsWith(each))),
  );
}
