import type { Change } from './mutant.ts';
import { aroundDuration, aroundNumber, aroundTimeOfDay } from './number.ts';

interface Token {
  readonly kind: 'text' | 'number' | 'name' | 'sign';
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /(?<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>\d+(?:\.\d+)?)|(?<name>[A-Za-z_]\w*)|(?<sign>&&|\|\||[=!<>]=|[-+*/%<>!?:()[\]{},.])/g;

const NEIGHBOUR: Readonly<Record<string, string>> = {
  '>': '>=',
  '>=': '>',
  '<': '<=',
  '<=': '<',
  '==': '!=',
  '!=': '==',
  '&&': '||',
  '||': '&&',
  '+': '-',
  '-': '+',
  '*': '/',
  '/': '*',
  '!': '',
};

/** Every small change of an expression: numbers, durations and times of day by one unit, operators to their neighbour. */
export function changesOfExpression(source: string): Change<string>[] {
  const tokens = tokensOf(source);
  return tokens.flatMap((token, index) => {
    const before = tokens[index - 1];
    return replacementsOf(token, before).map((text) => ({
      said: `#${index + 1} ${token.text} → ${text || 'nothing'}`,
      value: source.slice(0, token.at) + text + source.slice(token.at + token.text.length),
    }));
  });
}

/** Every small change of the expressions in the `${…}` of a template. */
export function changesOfTemplate(source: string): Change<string>[] {
  const changes: Change<string>[] = [];
  for (const [from, to] of segmentsOf(source))
    for (const { said, value } of changesOfExpression(source.slice(from, to)))
      changes.push({ said: `at ${from} ${said}`, value: source.slice(0, from) + value + source.slice(to) });
  return changes;
}

function tokensOf(source: string): readonly Token[] {
  return [...source.matchAll(TOKEN)].map(({ groups = {}, index, 0: text }) => {
    const kind = (['text', 'number', 'name'] as const).find((each) => groups[each] !== undefined) ?? 'sign';
    return { kind, text, at: index };
  });
}

function replacementsOf(token: Token, before: Token | undefined): readonly string[] {
  if (token.kind === 'number')
    return aroundNumber(token.text).map((text) => (text.startsWith('-') ? `(${text})` : text));
  if (token.kind === 'text') {
    const quote = token.text[0] ?? '"';
    const inner = token.text.slice(1, -1);
    return [...aroundDuration(inner), ...aroundTimeOfDay(inner)].map((text) => quote + text + quote);
  }
  if (token.kind === 'name') return token.text === 'true' ? ['false'] : token.text === 'false' ? ['true'] : [];
  const neighbour = NEIGHBOUR[token.text];
  if (neighbour === undefined) return [];
  // A sign of one operand has no neighbour of two.
  const binary = before !== undefined && (before.kind !== 'sign' || before.text === ')' || before.text === ']');
  return binary === (token.text !== '!') ? [neighbour] : [];
}

/** Where the expressions of a template stand: from behind `${` to before the brace that ends it. */
function segmentsOf(source: string): readonly (readonly [from: number, to: number])[] {
  const segments: [number, number][] = [];
  for (let from = source.indexOf('${'); from >= 0; from = source.indexOf('${', from)) {
    from += 2;
    let depth = 1;
    let to = from;
    for (const { text, at } of tokensOf(source.slice(from))) {
      depth += text === '{' ? 1 : text === '}' ? -1 : 0;
      to = from + at;
      if (depth === 0) break;
    }
    segments.push([from, to]);
    from = to;
  }
  return segments;
}
