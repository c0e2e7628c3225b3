import type { Atom, Box } from './box.ts';

/** A condition as questions about boxes. */
export type Formula =
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Formula[] }
  | { readonly kind: 'not'; readonly part: Formula }
  | { readonly kind: 'atom'; readonly atom: Atom }
  | { readonly kind: 'known'; readonly value: boolean };

export const TRUE: Formula = { kind: 'known', value: true };
export const FALSE: Formula = { kind: 'known', value: false };

/** The opposite; twice is none. */
export function not(part: Formula): Formula {
  if (part.kind === 'not') return part.part;
  return part.kind === 'known' ? { kind: 'known', value: !part.value } : { kind: 'not', part };
}

/** All of these; of none, true. */
export const all = (parts: readonly Formula[]): Formula => ({ kind: 'all', parts });
/** One of these; of none, false (an empty “any” of a condition is told apart before). */
export const any = (parts: readonly Formula[]): Formula => (parts.length === 0 ? FALSE : { kind: 'any', parts });

/** Adds the boxes that a formula asks about. */
export function boxesOf(formula: Formula, into: Set<Box> = new Set()): Set<Box> {
  if (formula.kind === 'atom') into.add(formula.atom.box);
  else if (formula.kind === 'not') boxesOf(formula.part, into);
  else if (formula.kind !== 'known') for (const part of formula.parts) boxesOf(part, into);
  return into;
}
