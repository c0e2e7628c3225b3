/** The languages in which a workflow is told. What users wrote themselves stays as it is in all of them. */
export const languages = ['en', 'de'] as const;
/** One of them. */
export type Language = (typeof languages)[number];

/**
 * How a sentence asks for one of its parts. A name is asked for in a case, or `bare` (without an article); a statement as
 * `main` clause or with its verb at the end (`final`). English has one form of each.
 */
export type Form = 'bare' | 'nominative' | 'dative' | 'accusative' | 'main' | 'final';
/** A part of a sentence in the form that its place wants. */
export type Said = (form?: Form) => string;

/** A statement in parts, so that a language can put its verb where it belongs. */
export interface Clause {
  readonly subject: Said;
  readonly verb: string;
  readonly rest: string;
}

/** Several things as one: `a, b or c`. */
export function enumerate(items: readonly string[], last: string): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}` : (items[0] ?? '');
}

/** The first letter large, as a sentence begins. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
