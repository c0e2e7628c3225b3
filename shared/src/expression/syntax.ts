/** What an expression is made of, after parsing. Immutable; the only form that the stages after the parser know. */
export type Node =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly at: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number }
  /** `of.key`, or `of.?key` (null instead of missing). */
  | {
      readonly kind: 'member';
      readonly of: Node;
      readonly key: string;
      readonly optional: boolean;
      readonly at: number;
    }
  | { readonly kind: 'index'; readonly of: Node; readonly key: Node; readonly optional: boolean; readonly at: number }
  /** `f(a, b)` and `a.f(b)` are one thing: the receiver is the first argument. */
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[]; readonly at: number }
  | {
      readonly kind: 'macro';
      readonly name: MacroName;
      readonly of: Node;
      readonly variable: string;
      readonly bodies: readonly Node[];
      readonly at: number;
    }
  | { readonly kind: 'has'; readonly of: Node; readonly at: number }
  | { readonly kind: 'list'; readonly items: readonly Node[]; readonly at: number }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Node, Node])[]; readonly at: number }
  | { readonly kind: 'choose'; readonly test: Node; readonly yes: Node; readonly no: Node; readonly at: number }
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Node[]; readonly at: number }
  /** `a + b - c < d`: operands left to right, because the parser's tree leans left however long the sum is. */
  | { readonly kind: 'chain'; readonly first: Node; readonly rest: readonly Link[]; readonly at: number }
  | { readonly kind: 'not' | 'negate'; readonly of: Node; readonly at: number };

/** What a chain goes on with: an operator and what stands right of it, at a place in the text. */
export interface Link {
  readonly op: BinaryOp;
  readonly operand: Node;
  readonly at: number;
}

export type BinaryOp = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in';

export const macroNames = ['all', 'exists', 'exists_one', 'filter', 'map'] as const;
export type MacroName = (typeof macroNames)[number];

/** Keys that are never a field, so that no path leads to a prototype. */
export const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
