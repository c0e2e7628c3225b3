/** What a piece of an expression is, as far as its letters tell. */
export type TokenKind = 'name' | 'function' | 'word' | 'number' | 'text' | 'operator' | 'bracket' | 'other';

/** One piece of an expression, by its place in the text. */
export interface Token {
  readonly kind: TokenKind;
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** A text whose closing quote is not written yet. */
  readonly open?: boolean;
}

const WORDS: ReadonlySet<string> = new Set(['true', 'false', 'null', 'in']);
const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ['name', /[A-Za-z_]\w*/y],
  ['number', /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y],
  ['operator', /\.\?|\[\?|&&|\|\||[=!<>]=|[+\-*/%<>!?:.,]/y],
  ['bracket', /[()[\]{}]/y],
];

/** Cuts an expression into pieces, also while it is being written: what nobody can read is a piece of its own. */
export function tokensOf(source: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (/\s/.test(source.charAt(at))) {
      at += 1;
      continue;
    }
    const token = quoted(source, at) ?? ruled(source, at);
    tokens.push(token);
    at = token.to;
  }
  return tokens.map((token, index) => classify(token, tokens[index + 1]));
}

function quoted(source: string, from: number): Token | undefined {
  const quote = source.charAt(from);
  if (quote !== '"' && quote !== "'") return undefined;
  let to = from + 1;
  while (to < source.length && source.charAt(to) !== quote) to += source.charAt(to) === '\\' ? 2 : 1;
  const open = to >= source.length;
  to = Math.min(source.length, to + 1);
  return { kind: 'text', from, to, text: source.slice(from, to), ...(open && { open }) };
}

function ruled(source: string, from: number): Token {
  for (const [kind, pattern] of RULES) {
    pattern.lastIndex = from;
    const text = pattern.exec(source)?.[0];
    if (text !== undefined) return { kind, from, to: from + text.length, text };
  }
  return { kind: 'other', from, to: from + 1, text: source.charAt(from) };
}

function classify(token: Token, next: Token | undefined): Token {
  if (token.kind !== 'name') return token;
  if (WORDS.has(token.text)) return { ...token, kind: 'word' };
  return next?.text === '(' ? { ...token, kind: 'function' } : token;
}

/** Whether a value can end with this piece, so that an operator comes next and no value. */
export function endsValue(token: Token | undefined): boolean {
  if (!token) return false;
  if (token.kind === 'word') return token.text !== 'in';
  if (token.kind === 'bracket') return token.text === ')' || token.text === ']' || token.text === '}';
  return token.kind === 'name' || token.kind === 'function' || token.kind === 'number' || token.kind === 'text';
}

const CLOSES: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '[?': ']' };

/** The brackets that are open behind the pieces, the outermost first. */
export function openBrackets(tokens: readonly Token[]): readonly number[] {
  const open: number[] = [];
  for (const [index, { text, kind }] of tokens.entries()) {
    if (kind !== 'bracket' && text !== '[?') continue;
    if (Object.hasOwn(CLOSES, text)) open.push(index);
    else open.pop();
  }
  return open;
}

/** What closes everything that is open behind the pieces. */
export function closers(tokens: readonly Token[]): string {
  return openBrackets(tokens)
    .map((index) => CLOSES[tokens[index]?.text ?? ''] ?? '')
    .reverse()
    .join('');
}

/** Where the value begins that ends with the piece at `end`: `a.b(c)[0]` is one. */
export function valueStart(tokens: readonly Token[], end: number): number {
  let at = end;
  for (;;) {
    at = opened(tokens, at);
    const before = tokens[at - 1];
    const text = tokens[at]?.text;
    if (text === '(' && before?.kind === 'function') at -= 1;
    else if ((text === '[' || text === '[?') && endsValue(before)) {
      at -= 1;
      continue;
    }
    const link = tokens[at - 1]?.text;
    if ((link !== '.' && link !== '.?') || at < 2) return at;
    at -= 2;
  }
}

/** The bracket that a closing one closes; any other piece is where it is. */
function opened(tokens: readonly Token[], end: number): number {
  let depth = 0;
  for (let at = end; at >= 0; at -= 1) {
    const text = tokens[at]?.text ?? '';
    if (tokens[at]?.kind !== 'bracket' && text !== '[?') {
      if (depth === 0) return at;
    } else if (Object.hasOwn(CLOSES, text)) {
      depth -= 1;
      if (depth <= 0) return at;
    } else depth += 1;
  }
  return 0;
}
