/** Where a key leads in a walk of so many places; null for a key that leads nowhere. */
export function stepBy(key: string, at: number, count: number): number | null {
  const by = STEPS[key];
  if (by === undefined || count === 0) return null;
  return (at + by + count) % count;
}

const STEPS: Readonly<Record<string, number | undefined>> = { n: 1, j: 1, p: -1, k: -1 };

/** Where keys are typed and not told. */
export const TYPED =
  'input:not([type="radio"]), textarea, select, [contenteditable="true"], .monaco-editor, [role="menu"], [role="dialog"]';

/** A place out of an address, as far as it is there: the first is 1. */
export function placeAt(asked: number | undefined, count: number): number {
  return asked !== undefined && asked >= 1 && asked <= count ? asked - 1 : 0;
}
