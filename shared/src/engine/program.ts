import type { CompiledCondition } from '../condition/index.ts';
import type { Expression, Template } from '../expression/index.ts';
import type { ConfigOf, NodeKind, Severity, Workflow } from '../workflow/index.ts';

/** A compiled workflow version. Callers use the names below; the compiled nodes are the engine's own business. */
export interface Program {
  readonly workflow: Workflow;
  readonly id: string;
  /** Hash of the canonical text of the graph. */
  readonly version: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly settings: ProgramSettings;
  readonly nodes: ReadonlyMap<string, CompiledNode>;
  /** Sense nodes in graph order. */
  readonly senses: readonly CompiledNode[];
  /** Where the wires of `<node>.<port>` lead, in graph order. */
  readonly wires: ReadonlyMap<string, readonly string[]>;
}

export interface ProgramSettings {
  readonly runs: 'one' | 'restart' | 'parallel';
  readonly cooldownMs: number;
  readonly retracts: boolean;
  readonly reopens: boolean;
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
  trigger: {
    matches: (type: string) => boolean;
    when?: CompiledCondition;
    per?: Expression;
    rising: boolean;
    late: boolean;
  };
  deadline: {
    per?: Expression;
    due: Expression;
    graceMs: number;
    matches: (type: string) => boolean;
    when?: CompiledCondition;
    at?: Expression;
  };
  condition: { when: CompiledCondition };
  set: { values: readonly (readonly [string, Expression])[] };
  action: { input: CompiledMapping; timeoutMs?: number; attempts: number; firstRetryMs: number; mostRetryMs: number };
  exception: {
    severity: Severity | Expression;
    title: Template;
    summary?: Template;
    key?: Expression;
    evidence: readonly { label: string; value: Template; expected?: Template }[];
    /** Whether a later port leads somewhere, so that a token stays for it. */
    stays: boolean;
  };
  wait: {
    matches: (type: string) => boolean;
    when?: CompiledCondition;
    readsEvent: boolean;
    until?: Expression;
    timeoutMs?: number;
  };
  end: Record<never, never>;
}

export type CompiledNodeOf<K extends NodeKind> = {
  readonly id: string;
  readonly kind: K;
  readonly title: string;
  readonly config: ConfigOf<K>;
  readonly is: Readonly<Compiled[K]>;
};

export type CompiledNode = { [K in NodeKind]: CompiledNodeOf<K> }[NodeKind];
