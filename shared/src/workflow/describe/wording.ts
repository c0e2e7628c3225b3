import type { Form, Said } from '../../language/index.ts';
import type { Workflow } from '../graph.ts';
import type { ConfigOf, NodeKind } from '../kinds/config.ts';

/** What the sentence of a step is made of, in the language of the wording. */
export interface Saying {
  readonly condition: (json: unknown, form?: Form) => string;
  readonly expression: (text: string) => Said;
  readonly duration: (text: string, form?: Form) => string;
  /** Event types by their titles. */
  readonly titles: (types: readonly string[]) => string;
  readonly or: (items: readonly string[]) => string;
  readonly and: (items: readonly string[]) => string;
  /** The kind of the subject that an expression builds the id of: `carrier` of `"carrier:" + subject.carrier`. */
  readonly kindOf: (subject: string) => string | undefined;
  /** An expression that is the subject's own id. */
  readonly isItself: (subject: string) => boolean;
  /** For the whole workflow: promises and clearing are told in their own place. */
  readonly whole: boolean;
}

/** What the description of a whole workflow consists of, in this order. */
export const parts = ['about', 'starts', 'steps', 'ends', 'promises', 'clears', 'names', 'asks'] as const;
export type Part = (typeof parts)[number];

type Sla = NonNullable<ConfigOf<'exception'>['sla']>;
type Settings = NonNullable<Workflow['settings']>;
export type SettingSentences = {
  readonly runs: Readonly<Record<NonNullable<Settings['runs']>, string>>;
  readonly wrongFiring: Readonly<Record<NonNullable<Settings['wrongFiring']>, string>>;
  readonly closedEarly: Readonly<Record<NonNullable<Settings['closedEarly']>, string>>;
};

/** Where a way leads, as it is told. */
export interface Target {
  readonly number: number;
  readonly back: boolean;
}

/** What a language needs to tell a workflow: a kind of step without a sentence does not compile. */
export interface WorkflowWording {
  readonly kinds: { readonly [K in NodeKind]: (config: ConfigOf<K>, say: Saying) => string };
  readonly headings: Readonly<Record<Part, string>>;
  /** Every event type of a family: `equipment.*`. */
  readonly anyOf: (family: string) => string;
  /** What leads to a port; ports of the user's own come by `chosen`, `ofCase` and `ofEnd`. */
  readonly ports: Readonly<Record<string, string>>;
  readonly chosen: (label: string) => string;
  readonly ofCase: (label: string) => string;
  readonly ofEnd: (label: string) => string;
  readonly way: (lead: string, targets: readonly Target[]) => string;
  readonly joins: (numbers: readonly number[]) => string;
  readonly subjects: Readonly<Record<string, string>>;
  readonly about: (name: string, subjects: string) => string;
  readonly settings: SettingSentences;
  readonly cooldown: (time: Said) => string;
  readonly entry: (number: number, inputs: readonly string[]) => string;
  /** A frame around steps, by its title. */
  readonly grouped: (title: string, numbers: readonly number[]) => string;
  readonly promise: (number: number, sla: Sla, say: Saying) => string;
  readonly clears: (number: number, when: Said, hold: string | undefined) => string;
  readonly clearsNamed: (number: number, name: string) => string;
  readonly byPerson: (number: number) => string;
  /** What a condition that is kept under a name means. */
  readonly named: (name: string, when: Said) => string;
  readonly system: (
    slot: string,
    connector: string | undefined,
    operations: readonly string[],
    numbers: readonly number[],
  ) => string;
  readonly table: (table: string, number: number) => string;
  readonly model: (model: string, number: number) => string;
  readonly part: (workflow: string, number: number) => string;
}
