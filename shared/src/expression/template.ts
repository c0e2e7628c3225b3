import { LIMITS } from '../limits/index.ts';
import type { Problem } from '../problem/index.ts';
import { compileExpression, type Expression } from './expression.ts';
import { expressionProblem } from './problems.ts';
import type { Scope } from './run.ts';
import { toText } from './value.ts';

/** What a template gives: its text, and the segments that stayed empty because something is missing. */
export type TemplateResult =
  | { readonly ok: true; readonly value: string; readonly missing: readonly string[] }
  | { readonly ok: false; readonly reason: string; readonly missing: boolean };

/** A compiled text with `${…}` segments. Values are inserted once: what they contain is never read as a template. */
export interface Template {
  readonly source: string;
  readonly roots: readonly string[];
  readonly paths: readonly string[];
  readonly render: (scope: Scope) => TemplateResult;
}

export type CompiledTemplate =
  | { readonly ok: true; readonly template: Template }
  | { readonly ok: false; readonly problems: Problem[] };

type Segment = string | Expression;

/** Compiles a text whose `${…}` segments are expressions; `$${` stands for the characters `${`. */
export function compileTemplate(
  source: string,
  options: { readonly variables?: readonly string[] | undefined } = {},
): CompiledTemplate {
  if (source.length > LIMITS.textCharacters) {
    return refuse('template-too-long', `The text is longer than ${LIMITS.textCharacters} characters.`);
  }
  const segments: Segment[] = [];
  const problems: Problem[] = [];
  for (const part of cut(source)) {
    if (part.kind === 'text') segments.push(part.text);
    else if (part.kind === 'unclosed') {
      problems.push(expressionProblem('template-unclosed', `\${ is never closed (character ${part.at + 1}).`));
    } else {
      const compiled = compileExpression(part.text, options);
      if (compiled.ok) segments.push(compiled.expression);
      // A fix would replace the whole text by one segment, so it is left out.
      else for (const { fix: _, ...problem } of compiled.problems) problems.push(problem);
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  const expressions = segments.filter((segment) => typeof segment !== 'string');
  const union = (lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];
  return {
    ok: true,
    template: {
      source,
      roots: union(expressions.map((each) => each.roots)),
      paths: union(expressions.map((each) => each.paths)),
      render: (scope) => render(segments, scope),
    },
  };
}

function refuse(code: string, message: string): CompiledTemplate {
  return { ok: false, problems: [expressionProblem(code, message)] };
}

function render(segments: readonly Segment[], scope: Scope): TemplateResult {
  const missing: string[] = [];
  let value = '';
  for (const segment of segments) {
    if (typeof segment === 'string') {
      value += segment;
      continue;
    }
    const result = segment.evaluate(scope);
    if (result.ok) value += toText(result.value);
    else if (result.missing) missing.push(segment.source.trim());
    else return result;
    if (value.length > LIMITS.expressionOutputCharacters) {
      return { ok: false, reason: 'The text is larger than its limit', missing: false };
    }
  }
  return { ok: true, value, missing };
}

/** The expressions in a text and where each begins. */
export function segmentsOf(source: string): readonly { readonly text: string; readonly at: number }[] {
  return cut(source).flatMap((part) => (part.kind === 'expression' ? [{ text: part.text, at: part.at }] : []));
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly text: string; readonly at: number }
  | { readonly kind: 'unclosed'; readonly at: number };

function cut(source: string): Part[] {
  const parts: Part[] = [];
  let text = '';
  let i = 0;
  while (i < source.length) {
    if (source.startsWith('$${', i)) {
      text += '${';
      i += 3;
    } else if (source.startsWith('${', i)) {
      const end = segmentEnd(source, i + 2);
      if (end === undefined) return [...parts, { kind: 'unclosed', at: i }];
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push({ kind: 'expression', text: source.slice(i + 2, end), at: i + 2 });
      i = end + 1;
    } else {
      text += source[i];
      i += 1;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return parts;
}

/** Where the brace closes that opened before `start`: braces of maps are counted, those inside texts are not. */
export function segmentEnd(source: string, start: number): number | undefined {
  let depth = 0;
  let quote = '';
  for (let i = start; i < source.length; i += 1) {
    const character = source.charAt(i);
    if (quote !== '') {
      if (character === '\\') i += 1;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}') {
      if (depth === 0) return i;
      depth -= 1;
    }
  }
  return undefined;
}
