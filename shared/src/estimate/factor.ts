import { LIMITS } from '../limits/index.ts';

/**
 * What a factor's value is called in a model: a text or a number as it is, a place by its code. Null where nothing can be
 * told by it. Learning and estimating both ask here, so that what was learned is found again.
 */
export function factorText(value: unknown): string | null {
  if (typeof value === 'string') return value.trim().slice(0, LIMITS.labelCharacters) || null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const place = value as Readonly<Record<string, unknown>>;
  const code = ['unlocode', 'code', 'id'].map((name) => (Object.hasOwn(place, name) ? place[name] : undefined));
  return factorText(code.find((each) => typeof each === 'string') ?? null);
}
