import { Failure } from '../failure/index.ts';

/**
 * The same value with every lone surrogate replaced by U+FFFD, in keys too, and where: databases refuse what UTF-8
 * cannot spell. The value is bounded in depth by the scan before. Fails with `duplicate-key` where two keys become one.
 */
export function wellFormed(value: unknown, report: ((pointer: string) => void) | undefined, pointer = ''): unknown {
  if (typeof value === 'string') {
    if (value.isWellFormed()) return value;
    report?.(pointer);
    return value.toWellFormed();
  }
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item, index) => wellFormed(item, report, `${pointer}/${index}`));
  const copy: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const name = key.toWellFormed();
    const at = `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (name !== key) report?.(at);
    if (Object.hasOwn(copy, name)) throw new Failure('duplicate-key', at);
    copy[name] = wellFormed(member, report, at);
  }
  return copy;
}
