/** What a language needs to tell which field of a workflow was what and is what. */
export interface FieldWording {
  /** By the name that the format gives a field. */
  readonly fields: Readonly<Record<string, string>>;
  /** Values out of a short list, by field. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly yes: string;
  readonly no: string;
  /** A text without a character. */
  readonly empty: string;
  /** One of several of a kind: `Row 3`. */
  readonly item: (what: string, name: string) => string;
  /** Several of a kind that only stand in another order. */
  readonly order: (what: string) => string;
  readonly quoted: (name: string) => string;
  readonly leadsTo: string;
  readonly nowhere: string;
  readonly whole: string;
  readonly note: string;
  readonly places: string;
}
