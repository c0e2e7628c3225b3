/** One place in what an entry is about, before and after; undefined where it is not there. */
export interface Change {
  /** Keys with dots between them; empty for the whole. */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

const CHANGES_MOST = 200;

/** What differs between before and after, deepest place first named; what is the same is left out. */
export function changesBetween(before: unknown, after: unknown): readonly Change[] {
  const found: Change[] = [];
  collect(before ?? undefined, after ?? undefined, '', found);
  return found;
}

function collect(before: unknown, after: unknown, path: string, found: Change[]): void {
  if (found.length >= CHANGES_MOST) return;
  if (isRecord(before) || isRecord(after)) {
    const bothOpen = (isRecord(before) || before === undefined) && (isRecord(after) || after === undefined);
    if (bothOpen) {
      const keys = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
      for (const key of keys) {
        collect(before?.[key], after?.[key], path === '' ? key : `${path}.${key}`, found);
      }
      return;
    }
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) found.push({ path, before, after });
}

/** A value as it stands in the table. */
export function shownValue(value: unknown): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
