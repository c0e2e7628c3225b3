/** Whether whoever looks at the page wants it still. Asked each time, for the wish may change while the page is open. */
export const isStill = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;

/**
 * How long something that a program moves may take: as wished, or no time at all. What style sheets move is held still
 * by ui/base.css.
 */
export const motionMs = (ms: number): number => (isStill() ? 0 : ms);
