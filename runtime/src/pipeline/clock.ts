/** The wall clock, given in: decisions never read it, and tests turn it by hand. */
export interface Clock {
  nowMs(): number;
}

export const systemClock: Clock = { nowMs: () => Date.now() };
