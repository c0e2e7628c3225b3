import {
  Duration,
  describePath,
  describeValue,
  EXPRESSION_WORDINGS,
  isMoment,
  sayExpression,
  type Telling,
} from '../../expression/index.ts';
import { type Clause, enumerate, type Form, type Language, type Said } from '../../language/index.ts';
import { durationIn, isInstant } from '../../time/index.ts';
import { lengthMs } from '../operators.ts';
import { parsePath } from '../path.ts';
import type { FactReference, LeafCondition } from '../schema.ts';
import { isReference } from '../source.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import { type ConditionWording, type Decorator, decorators, type Shown } from './wording.ts';

const CHARACTERS_MAX = 400;
const DEPTH_MAX = 8;
const WORDINGS: Readonly<Record<Language, ConditionWording>> = { en: ENGLISH, de: GERMAN };

/** A condition in plain words for a card; takes any JSON, since drafts are described too. */
export function describeCondition(json: unknown, telling: Telling = {}): string {
  const text = describe(json, telling, 0);
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text;
}

/** One comparison in plain words: “ETA is more than 30 min after the commitment”. */
export function describeLeaf(leaf: LeafCondition, telling: Telling = {}): string {
  const { language = 'en', form } = telling;
  const w = WORDINGS[language];
  const x = EXPRESSION_WORDINGS[language];
  const parts = leaf.operator.split(':');
  const operator = parts.pop() ?? '';
  if (operator === 'equal' && parts.length === 0 && typeof leaf.value === 'boolean') {
    const text = truth(leaf, leaf.value, telling);
    if (text !== undefined) return text;
  }
  const [verb, rest] = predicate(operator, shownOf(leaf.value, telling), w);
  const clause: Clause = { subject: nameOf(leaf, telling), verb, rest };
  // Around “each of them” stands a main clause; “not” alone goes into the statement.
  if (parts.length === 1 && parts[0] === 'not') return x.negated(clause, form);
  return parts.reduceRight((text, each) => decorate(text, each, w), x.clause(clause, parts.length > 0 ? 'main' : form));
}

/** What is compared with true or false is a statement by itself: an expression, or that what a step sensed still stands. */
function truth(leaf: LeafCondition, value: boolean, telling: Telling): string | undefined {
  const { language = 'en', form = 'main' } = telling;
  const x = EXPRESSION_WORDINGS[language];
  if (leaf.fact === 'nodes') {
    const [node, field, more] = keysOf(leaf) ?? [];
    const title = node !== undefined && field === 'active' && more === undefined ? telling.steps?.get(node) : undefined;
    return title === undefined ? undefined : x.stands(title, value, form);
  }
  if (leaf.fact !== 'expr') return undefined;
  const cel = leaf.params?.cel;
  if (typeof cel !== 'string') return '…';
  return sayExpression(value ? cel : `!(${cel})`, telling)(form);
}

function describe(json: unknown, telling: Telling, depth: number): string {
  if (typeof json !== 'object' || json === null || depth > DEPTH_MAX) return '…';
  const { language = 'en' } = telling;
  const w = WORDINGS[language];
  const part = json as Readonly<Record<string, unknown>>;
  for (const kind of ['all', 'any'] as const) {
    const inner = Object.hasOwn(part, kind) ? part[kind] : undefined;
    if (!Array.isArray(inner)) continue;
    if (inner.length === 0) return w.always;
    const texts = inner.slice(0, 20).map((each) => {
      const text = describe(each, telling, depth + 1);
      return isGroup(each) ? `(${text})` : text;
    });
    return texts.join(kind === 'all' ? w.and : w.or);
  }
  if (Object.hasOwn(part, 'not')) return negation(part.not, telling, depth);
  if (typeof part.condition === 'string') return sayNamed(part.condition, true, telling, depth);
  const leaf = leafOf(part);
  return leaf ? describeLeaf(leaf, telling) : '…';
}

/** “Late” holds, and in brackets what that means where the telling knows it. */
function sayNamed(name: string, holds: boolean, telling: Telling, depth: number): string {
  const { conditions, language = 'en', form } = telling;
  const said = WORDINGS[language].named(name, holds, form);
  if (!conditions || !Object.hasOwn(conditions, name)) return said;
  const { [name]: content, ...others } = conditions;
  // Told once: one that comes to ask itself ends here too.
  return `${said} (${describe(content, { ...withoutForm(telling), conditions: others }, depth + 1)})`;
}

/** “not (…)”; a single comparison takes the “not” into its sentence where the language does. */
function negation(json: unknown, telling: Telling, depth: number): string {
  if (isRecord(json) && typeof json.condition === 'string') return sayNamed(json.condition, false, telling, depth);
  const leaf =
    isRecord(json) && !['all', 'any', 'not', 'condition'].some((key) => Object.hasOwn(json, key)) && leafOf(json);
  if (leaf && leaf.fact === 'expr' && leaf.operator === 'equal' && typeof leaf.value === 'boolean') {
    return describeLeaf({ ...leaf, value: !leaf.value }, telling);
  }
  if (leaf && leaf.fact !== 'expr' && !leaf.operator.includes(':')) {
    return describeLeaf({ ...leaf, operator: `not:${leaf.operator}` }, telling);
  }
  return WORDINGS[telling.language ?? 'en'].decorators.not(describe(json, telling, depth + 1));
}

function leafOf({ fact, operator, path, params, value }: Readonly<Record<string, unknown>>): LeafCondition | undefined {
  if (typeof fact !== 'string' || typeof operator !== 'string') return undefined;
  return {
    fact,
    operator,
    path: typeof path === 'string' ? path : undefined,
    params: isRecord(params) ? params : undefined,
    value,
  };
}

function isGroup(json: unknown): boolean {
  if (!isRecord(json)) return false;
  const inner = json.all ?? json.any;
  return Array.isArray(inner) && inner.length > 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decorate(text: string, decorator: string, w: ConditionWording): string {
  const known = (decorators as readonly string[]).includes(decorator);
  return w.decorators[known ? (decorator as Decorator) : 'everyValue'](text);
}

function nameOf(reference: FactReference, telling: Telling): Said {
  if (reference.fact === 'expr') {
    const cel = reference.params?.cel;
    return typeof cel === 'string' ? sayExpression(cel, telling) : () => '…';
  }
  const keys = keysOf(reference) ?? [];
  return (form) => describePath(reference.fact, keys, form ? { ...telling, form } : withoutForm(telling));
}

function withoutForm({ form: _, ...rest }: Telling): Telling {
  return rest;
}

function keysOf(reference: FactReference): readonly string[] | undefined {
  const segments = parsePath(typeof reference.path === 'string' ? reference.path : '');
  if (typeof segments === 'string') return undefined;
  return segments.flatMap((each) =>
    each.kind === 'key' ? [each.key] : each.kind === 'index' ? [String(Number(each.key) + 1)] : [],
  );
}

function predicate(operator: string, shown: Shown, w: ConditionWording): readonly [string, string] {
  return Object.hasOwn(w.operators, operator)
    ? w.operators[operator as keyof ConditionWording['operators']](shown)
    : w.unknown(operator, shown);
}

function shownOf(value: unknown, telling: Telling): Shown {
  const { language = 'en' } = telling;
  const shown: Said = isReference(value)
    ? nameOf(value, telling)
    : (form: Form | undefined) => say(value, language, form);
  const [low, high]: readonly unknown[] = Array.isArray(value) ? value : [];
  const ms = lengthMs(value);
  return {
    value: shown,
    // English keeps “more than”, which is right of instants too.
    moment: isInstant(value) || (language !== 'en' && isReference(value) && isMoment(keysOf(value) ?? [])),
    get options() {
      return optionsOf(value, shown, language);
    },
    low: say(low, language),
    high: Array.isArray(value) ? say(high, language) : undefined,
    length: (form) => (ms === undefined ? shown(form) : durationIn(ms, language, form)),
    negative: value === false,
    get pattern() {
      return typeof value === 'string' ? value : shown();
    },
  };
}

function optionsOf(value: unknown, shown: Said, language: Language): string {
  const w = WORDINGS[language];
  if (!Array.isArray(value)) return w.oneOf(shown('dative'));
  if (value.length === 0) return w.oneOfNothing;
  const texts = value.slice(0, 10).map((each) => say(each, language));
  return enumerate(value.length > 10 ? [...texts, '…'] : texts, w.either);
}

function say(value: unknown, language: Language, form?: Form): string {
  if (value instanceof Duration) return durationIn(value.ms, language, form);
  // ISO durations have no other meaning; `5m` might be a code.
  const ms = typeof value === 'string' && /^P[T\d]/.test(value) ? lengthMs(value) : undefined;
  const text = ms === undefined ? describeValue(value, language) : durationIn(ms, language, form);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
