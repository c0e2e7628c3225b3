import { Duration, describeExpression, describePath, describeValue, words } from '../expression/index.ts';
import { describeDuration, isInstant } from '../time/index.ts';
import { lengthMs } from './operators.ts';
import { parsePath } from './path.ts';
import type { FactReference, LeafCondition } from './schema.ts';
import { isReference } from './source.ts';

const CHARACTERS_MAX = 400;
const DEPTH_MAX = 8;

/** A condition in plain English for a card; takes any JSON, since drafts are described too. */
export function describeCondition(json: unknown): string {
  const text = describe(json, 0);
  return text.length > CHARACTERS_MAX ? `${text.slice(0, CHARACTERS_MAX - 1)}…` : text;
}

/** One comparison in plain English: “ETA is more than 30 min after the commitment”. */
export function describeLeaf(leaf: LeafCondition): string {
  const parts = leaf.operator.split(':');
  const operator = parts.pop() ?? '';
  const subject = nameOf(leaf);
  if (leaf.fact === 'expr' && operator === 'equal' && parts.length === 0 && typeof leaf.value === 'boolean') {
    return leaf.value ? subject : `not (${subject})`;
  }
  return parts.reduceRight(decorate, `${subject} ${predicate(operator, leaf.value)}`);
}

function describe(json: unknown, depth: number): string {
  if (typeof json !== 'object' || json === null || depth > DEPTH_MAX) return '…';
  const part = json as Readonly<Record<string, unknown>>;
  for (const kind of ['all', 'any'] as const) {
    const inner = Object.hasOwn(part, kind) ? part[kind] : undefined;
    if (!Array.isArray(inner)) continue;
    if (inner.length === 0) return 'always';
    const texts = inner
      .slice(0, 20)
      .map((each) => (isGroup(each) ? `(${describe(each, depth + 1)})` : describe(each, depth + 1)));
    return texts.join(kind === 'all' ? ', and ' : ', or ');
  }
  if (Object.hasOwn(part, 'not')) return `not (${describe(part.not, depth + 1)})`;
  if (Object.hasOwn(part, 'condition')) return typeof part.condition === 'string' ? words([part.condition]) : '…';
  const { fact, operator, path, params } = part;
  if (typeof fact !== 'string' || typeof operator !== 'string') return '…';
  return describeLeaf({
    fact,
    operator,
    path: typeof path === 'string' ? path : undefined,
    params: isRecord(params) ? params : undefined,
    value: part.value,
  });
}

function isGroup(json: unknown): boolean {
  if (!isRecord(json)) return false;
  const inner = json.all ?? json.any;
  return Array.isArray(inner) && inner.length > 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decorate(text: string, decorator: string): string {
  if (decorator === 'someFact') return `for some of them ${text}`;
  if (decorator === 'everyFact') return `for each of them ${text}`;
  if (decorator === 'not') return `not (${text})`;
  if (decorator === 'swap') return `${text} (sides swapped)`;
  return decorator === 'someValue' ? `${text} (any of these)` : `${text} (each of these)`;
}

function nameOf(reference: FactReference): string {
  if (reference.fact === 'expr') {
    const cel = reference.params?.cel;
    return typeof cel === 'string' ? describeExpression(cel) : '…';
  }
  const segments = parsePath(typeof reference.path === 'string' ? reference.path : '');
  if (typeof segments === 'string') return describePath(reference.fact, []);
  const keys = segments.flatMap((each) =>
    each.kind === 'key' ? [each.key] : each.kind === 'index' ? [String(Number(each.key) + 1)] : [],
  );
  return describePath(reference.fact, keys);
}

function predicate(operator: string, value: unknown): string {
  const shown = isReference(value) ? nameOf(value) : say(value);
  const moment = isInstant(value);
  switch (operator) {
    case 'equal':
      return `is ${shown}`;
    case 'notEqual':
      return `is not ${shown}`;
    case 'lessThan':
      return moment ? `is before ${shown}` : `is less than ${shown}`;
    case 'lessThanInclusive':
      return moment ? `is not after ${shown}` : `is at most ${shown}`;
    case 'greaterThan':
      return moment ? `is after ${shown}` : `is more than ${shown}`;
    case 'greaterThanInclusive':
      return moment ? `is not before ${shown}` : `is at least ${shown}`;
    case 'in':
      return `is ${options(value, shown)}`;
    case 'notIn':
      return `is not ${options(value, shown)}`;
    case 'contains':
      return `contains ${shown}`;
    case 'doesNotContain':
      return `does not contain ${shown}`;
    case 'between': {
      const [low, high]: readonly unknown[] = Array.isArray(value) ? value : [];
      return Array.isArray(value) ? `is between ${say(low)} and ${say(high)}` : `is between ${shown}`;
    }
    case 'startsWith':
      return `starts with ${shown}`;
    case 'matches':
      return `matches ${typeof value === 'string' ? value : shown}`;
    case 'olderThan': {
      const ms = lengthMs(value);
      return `is older than ${ms === undefined ? shown : describeDuration(ms)}`;
    }
    case 'withinZone':
    case 'surelyWithinZone':
      return `is ${operator === 'withinZone' ? '' : 'surely '}in the zone ${shown}`;
    case 'notWithinZone':
    case 'surelyOutsideZone':
      return `is ${operator === 'notWithinZone' ? 'not' : 'surely not'} in the zone ${shown}`;
    case 'isKnown':
      return value === false ? 'is not known' : 'is known';
    case 'isMissing':
      return value === false ? 'is known' : 'is not known';
    default:
      return `${words([operator])} ${shown}`;
  }
}

function options(value: unknown, shown: string): string {
  if (!Array.isArray(value)) return `one of ${shown}`;
  if (value.length === 0) return 'one of nothing';
  const texts = value.slice(0, 10).map(say);
  if (value.length > 10) texts.push('…');
  const last = texts.pop() ?? '';
  return texts.length === 0 ? last : `${texts.join(', ')} or ${last}`;
}

function say(value: unknown): string {
  if (value instanceof Duration) return describeDuration(value.ms);
  // ISO durations have no other meaning; `5m` might be a code.
  const ms = typeof value === 'string' && /^P[T\d]/.test(value) ? lengthMs(value) : undefined;
  const text = ms === undefined ? describeValue(value) : describeDuration(ms);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
