import { nearestName } from '../problems.ts';
import type { Report } from './report.ts';
import { ANYTHING, nameType, type Type } from './type.ts';

/** The type of a field of a value. A name that is not known is doubted where another is near, or where it cannot be. */
export function fieldOf(of: Type, key: string, at: number, report: Report): Type {
  const known = of.fields && Object.hasOwn(of.fields, key) ? of.fields[key] : undefined;
  if (known) return known;
  switch (of.kind) {
    case 'any':
    case 'map':
      return unknownField(of, key, at, report);
    case 'null':
      return ANYTHING;
    case 'list':
      report.warns(
        'expression-unknown-field',
        `A list has positions, such as [0], and no field “${shown(key)}”; list.exists(x, …) looks through it`,
        at,
      );
      return ANYTHING;
    default:
      if (!of.likely)
        report.warns('expression-unknown-field', `${upper(nameType(of))} has no field “${shown(key)}”`, at);
      return ANYTHING;
  }
}

function unknownField(of: Type, key: string, at: number, report: Report): Type {
  if (of.told) return ANYTHING;
  const rest = of.rest ?? (of.kind === 'any' ? ANYTHING : undefined);
  const names = Object.keys(of.fields ?? {});
  if (rest && names.length === 0) return rest;
  const deeper = names.find((name) => Object.hasOwn(of.fields?.[name]?.fields ?? {}, key));
  const near = rest ? typo(key, names) : (deeper ?? nearestName(key, names));
  if (rest && near === undefined) return rest;
  const name = !rest && deeper !== undefined ? `${deeper}.${key}` : near;
  const where = of.called ?? 'the value';
  const hint = name === undefined ? '' : `; did you mean “${name}”?`;
  const message = `${rest ? `No “${shown(key)}” is known of` : `There is no “${shown(key)}” in`} ${where}${hint}`;
  report.warns('expression-unknown-field', message, at, name === undefined ? undefined : { old: key, name });
  return rest ?? ANYTHING;
}

/** A name that a source may have added is doubted only where it looks like a known one misspelt. */
function typo(key: string, names: readonly string[]): string | undefined {
  const near = nearestName(key, names);
  if (near === undefined || key.length < 4) return undefined;
  const [a, b] = [key.toLowerCase(), near.toLowerCase()];
  // A plural, a longer or a shorter word is as likely another field.
  if (a === b) return near;
  const same = [...a].sort().join('') === [...b].sort().join('');
  return same || (Math.abs(a.length - b.length) <= 1 && a[0] === b[0] && distanceOne(a, b)) ? near : undefined;
}

/** Whether one character more, less or different makes one text the other, somewhere before the end. */
function distanceOne(a: string, b: string): boolean {
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return Math.max(a.length, b.length) - start - end <= 1 && (end > 0 || a.length === b.length);
}

const shown = (key: string) => key.slice(0, 60);
const upper = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
