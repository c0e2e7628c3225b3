import { LIMITS } from '@slipway/shared/limits';

/** Whether a JSON-like value is nested no deeper than the limit, so that what walks it recursively is safe. */
export function isWithinDepth(value: unknown, levels: number = LIMITS.jsonDepth): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isWithinDepth(member, levels - 1));
}
