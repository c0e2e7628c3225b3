import { type MacroName, macroNames } from '../syntax.ts';
import { endsValue, openBrackets, type Token, tokensOf, valueStart } from './tokens.ts';

/** A call around the caret: its function, and which argument is written. A receiver is the first argument. */
export interface CallPlace {
  readonly name: string;
  readonly argument: number;
}

/** A name that a macro such as `lines.exists(line, …)` gives to what it goes through. */
export interface LocalPlace {
  readonly name: string;
  /** The text of what is gone through. */
  readonly over: string;
}

/** Where the caret stands in an expression, and what is being written there. */
export interface CaretPlace {
  /** A value begins here, a field of one, or the inside of a text; or nothing that could be completed. */
  readonly kind: 'value' | 'member' | 'text' | 'nothing';
  /** What a completion takes the place of. */
  readonly from: number;
  readonly to: number;
  /** What is written of it before the caret. */
  readonly word: string;
  /** Where the whole value begins: before `subject` in `subject.et`. */
  readonly start: number;
  /** A bracket follows already: only the name of a function is meant. */
  readonly called: boolean;
  readonly call: CallPlace | undefined;
  /** The text that the value is compared with. */
  readonly compared: string | undefined;
  readonly locals: readonly LocalPlace[];
  readonly before: readonly Token[];
}

const COMPARES: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in']);
const PARTS: ReadonlySet<string> = new Set(['&&', '||', '?', ':', ',']);

/** Finds out what is being written at the caret. */
export function placeAt(source: string, caret: number): CaretPlace {
  const tokens = tokensOf(source);
  const touched = tokens.findIndex((token) => touches(token, caret));
  const token = tokens[touched];
  const before = token ? tokens.slice(0, touched) : tokens.filter((each) => each.to <= caret);
  const next = token ? tokens[touched + 1] : tokens[before.length];
  const [from, to] = token ? [token.from, token.to] : [caret, caret];
  const rest = {
    from,
    to,
    before,
    called: token?.kind === 'function' && next?.text === '(',
    call: callAround(before),
    compared: comparedWith(source, before),
    locals: localsAround(source, before),
  };
  const last = before.at(-1);
  if (token?.kind === 'text') {
    const word = source.slice(from + 1, caret);
    return { ...rest, kind: endsValue(last) ? 'nothing' : 'text', word, start: from };
  }
  const word = source.slice(from, caret);
  const nothing = { ...rest, kind: 'nothing', word, start: from } as const;
  if (token && token.kind !== 'name' && token.kind !== 'function' && token.kind !== 'word') return nothing;
  if (last?.text === '.' || last?.text === '.?') {
    if (before.length < 2 || !endsValue(before.at(-2))) return nothing;
    const start = before[valueStart(before, before.length - 2)]?.from ?? 0;
    return { ...rest, kind: 'member', word, start };
  }
  // Two values never follow each other.
  if (endsValue(last) || last?.text === '}' || (!token && beginsValue(next))) return nothing;
  return { ...rest, kind: 'value', word, start: from };
}

function touches(token: Token, caret: number): boolean {
  if (token.kind === 'text') return token.from < caret && (caret < token.to || token.open === true);
  if (token.kind === 'operator' || token.kind === 'bracket' || token.kind === 'other') return false;
  return token.from < caret && caret <= token.to;
}

function beginsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'bracket') return token.text === '(' || token.text === '[' || token.text === '{';
  if (token.kind === 'word') return token.text !== 'in';
  return token.kind === 'name' || token.kind === 'function' || token.kind === 'number' || token.kind === 'text';
}

function callAround(before: readonly Token[]): CallPlace | undefined {
  const open = openBrackets(before).at(-1);
  if (open === undefined || before[open]?.text !== '(') return undefined;
  const name = before[open - 1];
  if (name?.kind !== 'function') return undefined;
  const method = isLink(before[open - 2]) ? 1 : 0;
  return { name: name.text, argument: commasBehind(before, open) + method };
}

function commasBehind(tokens: readonly Token[], open: number): number {
  let depth = 0;
  let commas = 0;
  for (const { text, kind } of tokens.slice(open + 1)) {
    if (kind === 'bracket') depth += text === '(' || text === '[' || text === '{' ? 1 : -1;
    else if (text === ',' && depth === 0) commas += 1;
  }
  return commas;
}

/** The other side of a comparison, also of `x in [` and what follows in that list. */
function comparedWith(source: string, before: readonly Token[]): string | undefined {
  let end = before.length - 1;
  const open = openBrackets(before).at(-1);
  if (open !== undefined && before[open]?.text === '[' && before[open - 1]?.text === 'in') end = open - 1;
  const sign = before[end];
  if (!sign || !COMPARES.has(sign.text)) return undefined;
  let depth = 0;
  let at = end - 1;
  for (; at >= 0; at -= 1) {
    const { text = '', kind } = before[at] ?? {};
    if (kind === 'bracket') depth += text === ')' || text === ']' || text === '}' ? 1 : -1;
    if (depth < 0 || (depth === 0 && (PARTS.has(text) || COMPARES.has(text) || text === '!'))) break;
  }
  const first = before[at + 1];
  return first && first.from < sign.from ? source.slice(first.from, sign.from).trim() : undefined;
}

function localsAround(source: string, before: readonly Token[]): readonly LocalPlace[] {
  return openBrackets(before).flatMap((open): readonly LocalPlace[] => {
    const [name, link, variable] = [before[open - 1], before[open - 2], before[open + 1]];
    if (!name || !isMacro(name.text) || !isLink(link) || variable?.kind !== 'name') return [];
    if (before[open + 2]?.text !== ',') return [];
    const start = before[valueStart(before, open - 3)]?.from ?? 0;
    return [{ name: variable.text, over: source.slice(start, link?.from) }];
  });
}

const isLink = (token: Token | undefined): boolean => token?.text === '.' || token?.text === '.?';
export const isMacro = (name: string): name is MacroName => macroNames.some((each) => each === name);
