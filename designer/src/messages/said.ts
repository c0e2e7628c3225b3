import type { FailureCode } from '@slipway/shared/failure';
import type { NodeKind } from '@slipway/shared/workflow';

/** What other parts of Slipway say by a code, in the language of the page; undefined codes keep what was said. */
export interface Said {
  readonly kinds: Readonly<Record<NodeKind, readonly [title: string, purpose: string]>>;
  readonly failures: Readonly<Record<FailureCode, string>>;
  readonly problems: Readonly<Record<string, string>>;
  /** Short names that others give in English: attributes of a subject, fields of a connector. */
  readonly names: Readonly<Record<string, string>>;
  readonly answers: readonly (readonly [said: RegExp, words: string])[];
}

let said: Said | undefined;

/** Adopts another language than English, in which everything is said already. */
export function adopt(next: Said): void {
  said = next;
}

/** What a kind of step is called, and what it is for; undefined in the language of the catalogue. */
export const kindSaid = (kind: NodeKind): readonly [title: string, purpose: string] | undefined => said?.kinds[kind];

/** The title of a failure; `given` is the one that came with it. */
export const failureTitle = (code: string, given: string): string => ownOf(said?.failures, code) ?? given;

/** A name that others gave, in the language of the page where that has one for it. */
export const nameText = (name: string): string => ownOf(said?.names, name) ?? answerText(name);

/** What a problem says. In another language its code speaks first; what is meant exactly stands behind it as it was said. */
export function problemText({ code, message }: { readonly code: string; readonly message: string }): string {
  const words = ownOf(said?.problems, code);
  return words === undefined ? message : `${words} (${message})`;
}

/** What the engine says of a step, put into the language of the page as far as that knows it. */
export function answerText(text: string): string {
  return (said?.answers ?? []).reduce((words, [pattern, own]) => words.replace(pattern, own), text);
}

function ownOf(table: Readonly<Record<string, string>> | undefined, code: string): string | undefined {
  return table && Object.hasOwn(table, code) ? table[code] : undefined;
}
