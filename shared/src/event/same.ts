import type { SubjectState } from './state.ts';
import { viewOf } from './view.ts';

/**
 * Whether a field of a subject is surely as it was before an event. What the event's registers leave untouched is the very
 * same object, provided that `before` had been viewed when the event was folded; what was made anew counts as changed.
 */
export function isSame(before: SubjectState, after: SubjectState, path: readonly string[]): boolean {
  let [was, is]: unknown[] = [viewOf(before), viewOf(after)];
  for (const name of path) {
    if (was === is) return true;
    [was, is] = [fieldOf(was, name), fieldOf(is, name)];
  }
  return was === is;
}

function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
