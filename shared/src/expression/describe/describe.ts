import type { Clause, Form, Language, Said } from '../../language/index.ts';
import { durationIn, parseDuration } from '../../time/index.ts';
import { type FunctionName, findFunction } from '../functions/index.ts';
import { parseExpression } from '../parser.ts';
import type { BinaryOp, Node } from '../syntax.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import type { Arithmetic, Called, Comparison, ExpressionWording } from './wording.ts';

export const EXPRESSION_WORDINGS: Readonly<Record<Language, ExpressionWording>> = { en: ENGLISH, de: GERMAN };

/** In which language and form something is told, and what its steps are called (by id). */
export interface Telling {
  readonly language?: Language;
  readonly form?: Form;
  readonly steps?: ReadonlyMap<string, string>;
  /** What variables stand for where nothing else is set, shown behind their names. */
  readonly variables?: ReadonlyMap<string, string | number | boolean | null>;
  /** What named conditions stand for, told behind their names. */
  readonly conditions?: Readonly<Record<string, unknown>> | undefined;
}

/** An expression in plain words where we know how to say it, and its own text where not. */
export function describeExpression(source: string, telling: Telling = {}): string {
  return sayExpression(source, telling)(telling.form);
}

/** The same in whatever form the sentence around it asks for. */
export function sayExpression(source: string, telling: Telling = {}): Said {
  const { language = 'en', steps, variables } = telling;
  const parsed = parseExpression(source);
  return (form) => {
    if (!parsed.ok) return source.trim();
    const w = EXPRESSION_WORDINGS[language];
    const speaker: Speaker = {
      telling: { language, ...(steps && { steps }), ...(variables && { variables }) },
      language,
      w,
      own: new Set(),
      wordless: false,
    };
    const text = say(parsed.node, speaker)(form);
    return speaker.wordless ? source.trim() : text;
  };
}

/** What a path is called on a card: `subject`, `customer.tier` is “customer tier”. */
export function describePath(root: string, keys: readonly string[], telling: Telling = {}): string {
  const { language = 'en', form, steps } = telling;
  const w = EXPRESSION_WORDINGS[language];
  if (root === 'previous') {
    const inner = describePath('subject', keys, telling);
    return language === 'en' ? `previous ${inner}` : w.path('previous', keys, form);
  }
  if (root === 'subject' && keys[0] === 'milestones' && keys.length === 3) {
    return w.milestone(keys[1] ?? '', keys[2] ?? '', form);
  }
  if (root === 'nodes') {
    const [node = '', ...rest] = keys;
    const title = steps?.get(node);
    if (title === undefined || rest.length === 0) return w.path(root, keys, form);
    return w.ofStep(w.path('', rest, 'bare'), title, form);
  }
  if (root === 'vars' && keys.length === 1) {
    const set = telling.variables?.get(keys[0] ?? '');
    const named = w.path(root, keys, form);
    return set === undefined || set === null ? named : `${named} (${w.value(set)})`;
  }
  // The fields of an event are facts of their own too.
  if (ATTRIBUTES.has(root)) return w.path(root, ['event', root, ...keys], form);
  const [first, ...rest] = keys;
  if (root === 'event' && first !== undefined && first !== 'data') return w.path(root, ['event', ...keys], form);
  const shown = root === 'event' ? rest : root === 'data' || OWN.has(root) ? keys : [root, ...keys];
  return w.path(root, shown, form);
}

/** A literal as people read it: instants as a date and time, names such as `at-destination` as words. */
export function describeValue(value: unknown, language: Language = 'en'): string {
  if (Array.isArray(value)) return value.map((each) => describeValue(each, language)).join(', ');
  if (typeof value === 'object' && value !== null) return JSON.stringify(value) ?? '…';
  return EXPRESSION_WORDINGS[language].value(value ?? null);
}

const OWN: ReadonlySet<string> = new Set(['subject', 'vars', 'zones', 'calendars']);
const ATTRIBUTES: ReadonlySet<string> = new Set(['id', 'source', 'type', 'time', 'recordedtime', 'sequence', 'hop']);
const MOMENTS: ReadonlySet<string> = new Set([
  'timestamp',
  'addDays',
  'startOfDay',
  'endOfDay',
  'atTime',
  'addBusinessHours',
  'addBusinessDays',
]);
/** A list whose element is meant: `subject.lines[key]` is a line. */
const ONE_OF: Readonly<Record<string, string>> = {
  lines: 'line',
  stops: 'stop',
  legs: 'leg',
  links: 'link',
  readings: 'reading',
  documents: 'document',
};

interface Speaker {
  readonly language: Language;
  readonly w: ExpressionWording;
  /** How paths are told. */
  readonly telling: Telling;
  /** Variables of the macros around. */
  readonly own: Set<string>;
  /** Something had no words: then the expression's own text is clearer than half a sentence. */
  wordless: boolean;
}

function say(node: Node, s: Speaker): Said {
  return (form) => {
    const told = tell(node, s, form);
    return typeof told === 'string' ? told : s.w.clause(told, form);
  };
}

/** A name in words, or a statement in parts. Every part is told once, however deep it lies. */
function tell(node: Node, s: Speaker, form: Form | undefined): string | Clause {
  const told = statement(node, s) ?? name(node, s, form);
  if (told === undefined) s.wordless = true;
  return told ?? '';
}

function name(node: Node, s: Speaker, form: Form | undefined): string | Clause | undefined {
  switch (node.kind) {
    case 'literal':
      return s.w.value(node.value);
    case 'name':
    case 'member':
    case 'index': {
      const asked = form === 'main' || form === 'final';
      if (asked && s.w.holds) return predicate((each) => place(node, s, each) ?? '', s.w.holds);
      return place(node, s, form);
    }
    case 'list':
      return node.items.length === 0 ? s.w.nothing : node.items.map((item) => say(item, s)()).join(', ');
    case 'and':
    case 'or':
      return node.terms.map((term) => bracketed(term, say(term, s)(clausal(form)))).join(s.w[node.kind]);
    case 'not': {
      const inner = tell(node.of, s, clausal(form));
      return typeof inner === 'string' ? s.w.not(inner) : s.w.negated(inner, clausal(form));
    }
    case 'negate':
      return s.w.negative(say(node.of, s));
    case 'call':
      return called(node, s, form);
    case 'macro':
      return macro(node, s, form);
    case 'choose':
      return choice(node, s, form);
    case 'chain':
      return sum(node, s, form);
    default:
      return undefined;
  }
}

/** “a and (b or c)”: without brackets it could be read both ways. */
function bracketed(term: Node, text: string): string {
  return term.kind === 'and' || term.kind === 'or' ? `(${text})` : text;
}

/** A statement has a verb; a name where one is wanted is told as it stands. */
function clausal(form: Form | undefined): Form {
  return form === 'final' ? 'final' : 'main';
}

function place(node: Node, s: Speaker, form: Form | undefined): string | undefined {
  const path = pathOf(node);
  if (!path) {
    if (node.kind !== 'member') return undefined;
    return s.w.fieldOf((each) => s.w.path('', [node.key], each), say(node.of, s), form);
  }
  const [root = '', ...keys] = path;
  if (s.own.has(root)) return keys.length === 0 ? s.w.it : s.w.path('', keys, form);
  return describePath(root, keys, form ? { ...s.telling, form } : s.telling);
}

/** An index is part of a path: by a text its name, by anything else the one that is meant (`lines[key]` is “line”). */
function pathOf(node: Node): string[] | undefined {
  if (node.kind === 'name') return [node.name];
  if (node.kind !== 'member' && node.kind !== 'index') return undefined;
  const of = pathOf(node.of);
  if (!of || node.kind === 'member') return of && node.kind === 'member' ? [...of, node.key] : undefined;
  if (node.key.kind === 'literal') return [...of, String(node.key.value)];
  const last = of.at(-1) ?? '';
  return [...of.slice(0, -1), ONE_OF[last] ?? last];
}

function called(node: Extract<Node, { kind: 'call' }>, s: Speaker, form: Form | undefined): Called {
  const length = lengthOf(node, s.language, form);
  if (length !== undefined) return length;
  const counted = countedLength(node);
  if (counted) return s.w.length(say(counted.count, s), counted.unit);
  const wording = findFunction(node.name) ? s.w.functions[node.name as FunctionName] : undefined;
  return wording?.(
    node.args.map((arg) => within(arg, s)),
    form,
  );
}

function macro(node: Extract<Node, { kind: 'macro' }>, s: Speaker, form: Form | undefined): string | undefined {
  const body = node.bodies[0];
  if (!body || node.bodies.length > 1) return undefined;
  const inner: Speaker = { ...s, own: new Set([...s.own, node.variable]) };
  const text = s.w.macros[node.name](say(node.of, s), say(body, inner), form);
  s.wordless ||= inner.wordless;
  return text;
}

function choice(node: Extract<Node, { kind: 'choose' }>, s: Speaker, form: Form | undefined): string {
  const [test, yes, no] = [say(node.test, s), say(node.yes, s), say(node.no, s)];
  if (isNothing(node.no)) return s.w.onlyIf(test, yes, form);
  return isNothing(node.yes) ? s.w.unless(test, no, form) : s.w.choose(test, yes, no);
}

function isNothing(node: Node): boolean {
  return (node.kind === 'literal' && node.value === null) || (node.kind === 'list' && node.items.length === 0);
}

/** As part of something larger: a choice, or a comparison with a verb of its own, in brackets. */
function within(node: Node, s: Speaker): Said {
  const link = node.kind === 'chain' ? node.rest.at(-1) : undefined;
  return node.kind === 'choose' || (link && isComparison(link.op)) ? (form) => `(${say(node, s)(form)})` : say(node, s);
}

function sum(node: Extract<Node, { kind: 'chain' }>, s: Speaker, form: Form | undefined): string | undefined {
  const { left, link } = lastLink(node);
  if (!link) return say(left, s)(form);
  const parts = [within(left, s), within(link.operand, s)] as const;
  return isComparison(link.op) ? undefined : s.w.arithmetic[link.op as Arithmetic](...parts, form);
}

function lastLink(node: Extract<Node, { kind: 'chain' }>) {
  const link = node.rest.at(-1);
  const before = node.rest.slice(0, -1);
  const left: Node = before.length === 0 ? node.first : { ...node, rest: before };
  return { left, link };
}

function isComparison(op: BinaryOp): op is Comparison {
  return !['+', '-', '*', '/', '%'].includes(op);
}

/** What a node states, where it is a comparison. */
function statement(node: Node, s: Speaker): Clause | undefined {
  if (node.kind === 'has') return predicate(say(node.of, s), s.w.known(true));
  if (node.kind !== 'chain') return undefined;
  const { left, link } = lastLink(node);
  if (!link || !isComparison(link.op)) return undefined;
  const { operand, op } = link;
  if (op === 'in' && operand.kind === 'list' && operand.items.length > 0) {
    return predicate(say(left, s), s.w.oneOf(operand.items.map((item) => say(item, s)())));
  }
  const plain = () => s.w.comparisons[op](within(operand, s), isMomentAt(operand));
  return apart(left, op, operand, s) ?? predicate(within(left, s), plain());
}

function isMomentAt(node: Node): boolean {
  if (node.kind === 'call')
    return (
      MOMENTS.has(node.name) || (node.args[0] !== undefined && node.name === 'coalesce' && isMomentAt(node.args[0]))
    );
  return isMoment(pathOf(node) ?? []);
}

/** Whether a path leads to an instant, as far as its name says so. */
export function isMoment(keys: readonly string[]): boolean {
  return /^(now|at|due|eta|etd|ata|from|until|time|actual|[a-z]\w*(At|By|Until))$/.test(keys.at(-1) ?? '');
}

function predicate(subject: Said, [verb, rest]: readonly [string, string]): Clause {
  return { subject, verb, rest };
}

/**
 * `a - b > duration("30m")` and `a > b + duration("30m")` are “a is more than 30 min after b”. A part is told only when it
 * is sure to be used: told twice at each level, a deeply nested text would take for ever.
 */
function apart(left: Node, op: Comparison, right: Node, s: Speaker): Clause | undefined {
  const difference = single(left);
  if (difference?.op === '-') {
    const length = lengthIn(right, s);
    if (length) return predicate(say(difference.a, s), s.w.apart[op](length, 'after', say(difference.b, s)));
  }
  const shifted = single(right);
  if (!shifted || op === '==' || op === '!=' || op === 'in' || (shifted.op !== '+' && shifted.op !== '-'))
    return undefined;
  const by = lengthIn(shifted.b, s);
  if (!by) return undefined;
  if (shifted.op === '+') return predicate(say(left, s), s.w.apart[op](by, 'after', say(shifted.a, s)));
  const turned = ({ '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const)[op];
  return predicate(say(left, s), s.w.apart[turned](by, 'before', say(shifted.a, s)));
}

function single(node: Node): { readonly a: Node; readonly op: BinaryOp; readonly b: Node } | undefined {
  const [link, more] = node.kind === 'chain' ? node.rest : [];
  return node.kind === 'chain' && link && !more ? { a: node.first, op: link.op, b: link.operand } : undefined;
}

/** “30 min” of `duration("30m")`. */
function lengthOf(node: Node, language: Language, form?: Form): string | undefined {
  const [text] = node.kind === 'call' && node.name === 'duration' ? node.args : [];
  if (text?.kind !== 'literal' || typeof text.value !== 'string') return undefined;
  try {
    return durationIn(parseDuration(text.value), language, form);
  } catch {
    return undefined;
  }
}

/** A length of time, of a text or of a count. */
function lengthIn(node: Node, s: Speaker): string | undefined {
  const counted = node.kind === 'call' ? countedLength(node) : undefined;
  return counted ? s.w.length(say(counted.count, s), counted.unit) : lengthOf(node, s.language);
}

/** `duration(string(vars.hours) + "h")`: so many of a unit. */
function countedLength(node: Extract<Node, { kind: 'call' }>) {
  const sum = node.name === 'duration' && node.args[0] ? single(node.args[0]) : undefined;
  if (sum?.op !== '+' || sum.b.kind !== 'literal') return undefined;
  const unit = (['d', 'h', 'm', 's'] as const).find((each) => sum.b.kind === 'literal' && sum.b.value === each);
  const [count] = sum.a.kind === 'call' && sum.a.name === 'string' ? sum.a.args : [];
  return unit && count ? { count, unit } : undefined;
}
