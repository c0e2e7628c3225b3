import { findUnit } from './table.ts';

/** A value of one unit in another, by their UN/ECE codes. Returns the sentence for the user where that cannot be. */
export function convert(value: number, from: string, to: string): number | string {
  const [a, b] = [findUnit(from), findUnit(to)];
  if (!a) return unknownUnit(from);
  if (!b) return unknownUnit(to);
  if (a.quantity !== b.quantity) {
    return `${from} (${a.name}, ${a.quantity}) cannot be turned into ${to} (${b.name}, ${b.quantity}).`;
  }
  if (from === to) return value;
  const base = value * a.factor + (a.offset ?? 0);
  // Twelve digits are more than any device has; what lies beyond is the error of the arithmetic (37.00000000000001).
  return Number(((base - (b.offset ?? 0)) / b.factor).toPrecision(12));
}

function unknownUnit(code: string): string {
  const shown = code.slice(0, 20);
  return `“${shown}” is no unit that is known here. Units are codes of UN/ECE Recommendation 20, such as CEL, KGM or KMH.`;
}
