import { checkTyped, type Type, type TypeScope, type Wanted } from '../check/index.ts';
import { compileExpression } from '../expression.ts';
import { nearestName } from '../problems.ts';
import { segmentEnd, segmentsOf } from '../template.ts';
import { conversionsOf } from './convert.ts';
import { leavesOf, pathText } from './leaves.ts';
import { type Token, tokensOf, valueStart } from './tokens.ts';

/** Another text that would do, what of it is new, and where the caret then stands. */
export interface Replacement {
  readonly title: string;
  readonly text: string;
  readonly caret: number;
}

/** Something wrong with a text, and where in it. */
export interface Finding {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly from: number;
  readonly to: number;
  /** What was most likely meant, the likeliest first. */
  readonly replacements: readonly Replacement[];
}

export interface Inspection {
  readonly findings: readonly Finding[];
  /** What the text gives; undefined where it cannot be read. */
  readonly type: Type | undefined;
}

interface InspectionRequest {
  readonly source: string;
  readonly template?: boolean;
  readonly scope: TypeScope;
  readonly wanted?: Wanted | undefined;
}

const NOTHING: Inspection = { findings: [], type: undefined };
const TEXT: Type = { kind: 'text' };

/** What is wrong with a text as it stands, each with its place and with what may have been meant; and what it gives. */
export function inspectText({ source, template, scope, wanted }: InspectionRequest): Inspection {
  if (source.trim() === '') return NOTHING;
  if (!template) return inspectExpression(source, scope, wanted);
  const segments = segmentsOf(source);
  const [first] = segments;
  const alone = first && first.at === 2 && source.length === first.text.length + 3;
  const inspected = segments.map(({ text, at }) => {
    const { findings, type } = inspectExpression(text, scope, alone ? wanted : undefined);
    return { type, findings: findings.map((finding) => moved(finding, source, { at, length: text.length })) };
  });
  const open = openSegment(source);
  return {
    findings: [
      ...inspected.flatMap(({ findings }) => findings),
      ...(open === undefined ? [] : [unclosed(source, open)]),
    ],
    type: alone ? inspected[0]?.type : TEXT,
  };
}

function inspectExpression(source: string, scope: TypeScope, wanted: Wanted | undefined): Inspection {
  const compiled = compileExpression(source, { variables: Object.keys(scope) });
  const tokens = tokensOf(source);
  if (!compiled.ok)
    return {
      type: undefined,
      findings: compiled.problems.map(({ code, severity, message, fix }) => {
        const at = placeIn(message);
        const value = fix?.patch[0] && 'value' in fix.patch[0] ? fix.patch[0].value : undefined;
        const near = nearOf(code, message, { source, tokens, scope, wanted });
        const own = typeof value === 'string' ? [replacement(fix?.title ?? '', value, source)] : [];
        return {
          code,
          severity: severity === 'error' ? 'error' : 'warning',
          message,
          ...rangeOf(tokens, source, at ?? namedIn(tokens, message)),
          replacements: unique([...own, ...near]),
        } satisfies Finding;
      }),
    };
  const { type, problems } = checkTyped(source, scope, wanted);
  const doubted = doubts(source, { tokens, scope, wanted }).filter(({ from }) =>
    problems.every(({ at }) => at !== from),
  );
  const told = problems.map(({ code, severity, message, at, fix }): Finding => {
    const value = fix?.patch[0] && 'value' in fix.patch[0] ? fix.patch[0].value : undefined;
    const whole = code === 'expression-wrong-result';
    const made = whole && type && wanted ? conversionsOf(source.trim(), type, wanted, scope) : [];
    const own = typeof value === 'string' ? [replacement(fix?.title ?? '', value, source)] : [];
    const deeper = code === 'expression-unknown-field' ? deeperField(source, at, { tokens, scope, wanted }) : [];
    return {
      code,
      severity: severity === 'error' ? 'error' : 'warning',
      message,
      ...(whole ? { from: 0, to: source.length } : rangeOf(tokens, source, at)),
      replacements: unique([...own, ...deeper, ...made.map((text) => ({ title: text, text, caret: text.length }))]),
    };
  });
  return { type, findings: [...told, ...doubted] };
}

/**
 * Fields that a source may have added, and that are like one that is known: no mistake for sure, and worth a word while
 * somebody writes. What the example holds is known.
 */
function doubts(source: string, { tokens, scope }: Known): readonly Finding[] {
  return tokens.flatMap((token, index): readonly Finding[] => {
    const link = tokens[index - 1];
    if (token.kind !== 'name' || link?.text !== '.' || index < 2) return [];
    const of = checkTyped(source.slice(tokens[valueStart(tokens, index - 2)]?.from, link.from), scope).type;
    if (of?.kind !== 'map' || !of.rest || !of.fields || Object.hasOwn(of.fields, token.text)) return [];
    const near = nearestName(token.text, Object.keys(of.fields));
    if (near === undefined) return [];
    const text = source.slice(0, token.from) + near + source.slice(token.to);
    return [
      {
        code: 'expression-unknown-field',
        severity: 'warning',
        message: `No “${token.text}” is known of ${of.called ?? 'the value'}; did you mean “${near}”?`,
        from: token.from,
        to: token.to,
        replacements: [{ title: near, text, caret: token.from + near.length }],
      },
    ];
  });
}

const REPLACEMENTS_MAX = 3;

function unique(all: readonly Replacement[]): readonly Replacement[] {
  return all
    .filter(({ text }, index) => all.findIndex((other) => other.text === text) === index)
    .slice(0, REPLACEMENTS_MAX);
}

/** `Use deliverBy` says what is new in a fix. */
function replacement(title: string, text: string, source: string): Replacement {
  const name = title.replace(/^Use /, '');
  const end = commonEnd(source, text);
  return { title: name, text, caret: text.length - end };
}

function commonEnd(a: string, b: string): number {
  let end = 0;
  while (end < Math.min(a.length, b.length) && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  return end;
}

interface Known {
  readonly tokens: readonly Token[];
  readonly scope: TypeScope;
  readonly wanted: Wanted | undefined;
}

/** A name that nothing begins with may be a field that stands deeper: `deliverBy` is `subject.commitment.deliverBy`. */
function nearOf(code: string, message: string, known: Known & { readonly source: string }): readonly Replacement[] {
  if (code !== 'expression-unknown-variable') return [];
  const name = /“([^”]+)”/.exec(message)?.[1];
  const token = known.tokens.find((each) => each.text === name);
  if (!name || !token) return [];
  return paths(name, known.scope, ['subject', 'event', 'vars', 'inputs']).flatMap((path) =>
    holding(known.source, token, path, known),
  );
}

/** A field that is not where it was looked for, but somewhere else below the same root. */
function deeperField(source: string, at: number, { tokens, scope, wanted }: Known): readonly Replacement[] {
  const index = tokens.findIndex(({ from }) => from === at);
  const [root, , token] = tokens.slice(Math.max(0, index - 2), index + 1);
  if (!root || !token || token.from !== at || tokens[index - 1]?.text !== '.' || tokens[index - 3]?.text === '.')
    return [];
  const whole: Token = { ...token, from: root.from };
  return paths(token.text, scope, [root.text]).flatMap((path) =>
    holding(source, whole, path, { tokens, scope, wanted }),
  );
}

function paths(name: string, scope: TypeScope, roots: readonly string[]): readonly string[] {
  const leaves = roots.flatMap((root) => {
    const type = Object.hasOwn(scope, root) ? scope[root] : undefined;
    return type ? leavesOf(type).map(({ keys }) => [root, ...keys]) : [];
  });
  const same = leaves.filter((keys) => keys.at(-1)?.toLowerCase() === name.toLowerCase());
  const near = same.length > 0 ? undefined : nearestName(name, new Set(leaves.map((keys) => keys.at(-1) ?? '')));
  const found = same.length > 0 ? same : leaves.filter((keys) => keys.at(-1) === near);
  return found.toSorted((a, b) => a.length - b.length).map(pathText);
}

/** The text with another path in it, where that is then right. */
function holding(source: string, token: Pick<Token, 'from' | 'to'>, path: string, { scope, wanted }: Known) {
  const text = source.slice(0, token.from) + path + source.slice(token.to);
  if (
    text === source ||
    checkTyped(text, scope, wanted).problems.some(({ at }) => at >= token.from && at < token.from + path.length)
  )
    return [];
  return [{ title: path, text, caret: token.from + path.length }];
}

/** Problems of syntax tell their place in words alone. */
function placeIn(message: string): number | undefined {
  const found = /\(character (\d+)\)/.exec(message)?.[1];
  return found === undefined ? undefined : Number(found) - 1;
}

function namedIn(tokens: readonly Token[], message: string): number | undefined {
  const name = /“([^”]+)”/.exec(message)?.[1];
  return tokens.find((token) => token.text === name)?.from;
}

/** The piece at a place; at the end of the text the last one, and the whole where no place is told. */
function rangeOf(tokens: readonly Token[], source: string, at: number | undefined): { from: number; to: number } {
  if (at === undefined) return { from: 0, to: source.length };
  const token =
    tokens.find(({ from, to }) => from <= at && at < to) ?? tokens.find(({ from }) => from >= at) ?? tokens.at(-1);
  return token ? { from: token.from, to: token.to } : { from: 0, to: source.length };
}

function moved(
  finding: Finding,
  source: string,
  { at, length }: { readonly at: number; readonly length: number },
): Finding {
  const whole = (text: string) => source.slice(0, at) + text + source.slice(at + length);
  return {
    ...finding,
    message: finding.message.replace(/\(character (\d+)\)/, (_, place: string) => `(character ${Number(place) + at})`),
    from: finding.from + at,
    to: finding.to + at,
    replacements: finding.replacements.map(({ title, text, caret }) => ({
      title,
      text: whole(text),
      caret: caret + at,
    })),
  };
}

function openSegment(source: string): number | undefined {
  const last = segmentsOf(source).at(-1);
  let at = source.indexOf('${', last ? last.at + last.text.length : 0);
  while (at > 0 && source.charAt(at - 1) === '$') at = source.indexOf('${', at + 2);
  return at >= 0 && segmentEnd(source, at + 2) === undefined ? at : undefined;
}

function unclosed(source: string, at: number): Finding {
  const closed = `${source}}`;
  return {
    code: 'template-unclosed',
    severity: 'error',
    message: `\${ is never closed (character ${at + 1}).`,
    from: at,
    to: source.length,
    replacements: [{ title: '}', text: closed, caret: closed.length }],
  };
}
