/** The newest events that say what a trigger is now, and those that said what it was before. */
export interface Witnesses {
  readonly by?: readonly string[];
  readonly was?: readonly string[];
}

interface Witnessed extends Witnesses {
  readonly high: boolean;
}

/** Of a thing that is told again and again, the newest that say so. */
const KEPT = 8;

/**
 * A condition over the event itself cannot be asked again when an event is taken back: whether it still holds is then
 * known by the other events that said so. Nothing is kept of what never rose.
 */
export function heard(state: Witnessed, holds: boolean, event: string): Witnesses {
  const { by = [], was = [] } = state;
  if (!holds && !state.high && by.length === 0) return {};
  if (holds !== state.high) return { by: [event], was: by };
  return { by: [...by, event].slice(-KEPT), was };
}

/** What the trigger is without an event: what it was before, where nobody else says what it is. */
export function without<Of extends Witnessed>(state: Of, gone: string): Of {
  const { by = [], was = [], ...rest } = state;
  if (!by.includes(gone) && !was.includes(gone)) return state;
  const left = by.filter((each) => each !== gone);
  const before = was.filter((each) => each !== gone);
  if (left.length > 0) return { ...state, by: left, was: before };
  // What was low from the beginning had nobody to say so.
  if (before.length === 0) return { ...rest, high: false } as unknown as Of;
  return { ...rest, high: !state.high, by: before } as unknown as Of;
}
