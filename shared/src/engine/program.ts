import type { CompiledCondition } from '../condition/index.ts';
import type { Expression, Template } from '../expression/index.ts';
import type { Reference } from '../reference/index.ts';
import type { CompiledTable } from '../table/index.ts';
import type { ConfigOf, NodeKind, Severity, Workflow } from '../workflow/index.ts';

/** A compiled workflow version. Callers use the names below; the compiled nodes are the engine's own business. */
export interface Program {
  readonly workflow: Workflow;
  readonly id: string;
  /** Hash of the canonical text of the graph. */
  readonly version: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The facts `zones` and `calendars`, by id. */
  readonly zones: Readonly<Record<string, unknown>>;
  readonly calendars: Readonly<Record<string, unknown>>;
  /** What the environment gives its steps to look up and to estimate by. */
  readonly references: ReadonlyMap<string, Reference>;
  readonly settings: ProgramSettings;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** Sense nodes in graph order. */
  readonly senses: readonly CompiledNode[];
  /** Where the wires of `<node>.<port>` lead, in graph order. */
  readonly wires: ReadonlyMap<string, readonly string[]>;
  /** The workflows that it is made of, by the id of the step that stands for each. */
  readonly parts: ReadonlyMap<string, Frame>;
}

/** What the nodes of a part see in place of what is the program's own. */
export interface Frame {
  /** The step that stands for it; its nodes are called `<step>/<inner id>`. */
  readonly step: string;
  readonly workflow: Workflow;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly zones: Readonly<Record<string, unknown>>;
  readonly calendars: Readonly<Record<string, unknown>>;
  /** Its nodes by the ids that its texts know them by; none where no text asks for them. */
  readonly asked: readonly string[];
  /** What it gives the workflow around it. */
  readonly outputs: readonly (readonly [string, Expression])[];
}

export interface ProgramSettings {
  readonly runs: 'one' | 'restart' | 'parallel';
  readonly cooldownMs: number;
  readonly retracts: boolean;
  readonly reopens: boolean;
  /** How long after it cleared a case that comes again is the same one. */
  readonly reopenMs: number;
}

/** A mapping whose texts are compiled: the same shape, with templates where texts were. */
export type CompiledMapping =
  | { readonly kind: 'expression'; readonly expression: Expression }
  | { readonly kind: 'template'; readonly template: Template }
  | { readonly kind: 'list'; readonly items: readonly CompiledMapping[] }
  | { readonly kind: 'object'; readonly fields: readonly (readonly [string, CompiledMapping])[] }
  | { readonly kind: 'constant'; readonly value: unknown };

/** What each kind of node compiles to. */
export interface Compiled {
  trigger: CompiledSense & { when?: CompiledCondition; rising: boolean; late: boolean };
  hold: CompiledSense & {
    /** Whether it looks at events; otherwise at what is known of the subject, and by timer. */
    samples: boolean;
    while: CompiledCondition;
    until?: CompiledCondition;
    forMs: number;
    maxGapMs?: number;
    minSamples: number;
  };
  window: CompiledSense & {
    when?: CompiledCondition;
    value?: Expression;
    rateMs: number;
    over:
      | { kind: 'sliding' | 'session'; ms: number }
      | { kind: 'tumbling'; ms: number; timeZone: string }
      | { kind: 'phase' };
    threshold: number | Expression;
    maxGapMs?: number;
    minSamples: number;
    full: boolean;
  };
  /** `when` says which of the events count. */
  missing: CompiledSense & { forMs: number; when?: CompiledCondition; while?: CompiledCondition };
  schedule: CompiledSense & {
    at: { kind: 'cron'; cron: string; timeZone: string } | { kind: 'every'; ms: number };
    when?: CompiledCondition;
  };
  deadline: CompiledSense & {
    start?: { matches?: (type: string) => boolean; when?: CompiledCondition };
    calendar?: string;
    due: Expression;
    graceMs: number;
    when?: CompiledCondition;
    at?: Expression;
  };
  condition: { when: CompiledCondition };
  table: CompiledTable;
  lookup: { key: readonly Expression[] };
  estimate: { since: Expression; by: readonly (readonly [string, Expression])[]; data: CompiledMapping };
  subflow: { inputs: readonly (readonly [string, Expression])[] };
  switch: { cases: readonly { id: string; when: CompiledCondition }[] };
  set: { values: readonly (readonly [string, Expression])[] };
  action: {
    compensation?: { operation: string; input: CompiledMapping };
    input: CompiledMapping;
    timeoutMs?: number;
    attempts: number;
    firstRetryMs: number;
    mostRetryMs: number;
  };
  exception: {
    severity: Severity | Expression;
    title: Template;
    summary?: Template;
    impact?: CompiledMapping;
    parent?: Expression;
    acknowledgeMs?: number;
    resolveMs?: number;
    calendar?: string;
    clear?: { matches: (type: string) => boolean; when: CompiledCondition; holdMs: number };
    key?: Expression;
    evidence: readonly { label: string; value: Template; expected?: Template }[];
    /** Whether a later port leads somewhere, so that a token stays for it. */
    stays: boolean;
    /** Whether one of them is a port of the case's end. */
    closes: boolean;
  };
  wait: {
    matches: (type: string) => boolean;
    when?: CompiledCondition;
    readsEvent: boolean;
    until?: Expression;
    /** Whether its time is looked at again when something is known anew: it reads the subject and not the clock. */
    moves: boolean;
    timeoutMs?: number;
  };
  emit: { subject: Expression; data: CompiledMapping };
  join: {
    /** How many different wires must have brought a token. */
    need: number;
    /** The wires that lead here, and the nodes from which a token can still come by each without passing the join. */
    wires: ReadonlyMap<string, ReadonlySet<string>>;
    timeoutMs?: number;
  };
  end: Record<never, never>;
}

/** What every sense node compiles to; `matches` says which event types count. */
export interface CompiledSense {
  matches: (type: string) => boolean;
  per?: Expression;
  phases?: ReadonlySet<string>;
  warmUpMs: number;
}

/** A step of a program: what its configuration says, and under `is` what it was compiled to. */
export type CompiledNodeOf<K extends NodeKind> = {
  readonly id: string;
  readonly kind: K;
  readonly title: string;
  readonly config: ConfigOf<K>;
  readonly is: Readonly<Compiled[K]>;
  /** The part that it belongs to. */
  readonly frame?: Frame;
};

export type CompiledNode = { [K in NodeKind]: CompiledNodeOf<K> }[NodeKind];
