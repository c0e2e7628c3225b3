import { describeDuration, formatLocal, isInstant, parseDuration } from '../time/index.ts';
import { parseExpression } from './parser.ts';
import type { BinaryOp, Node } from './syntax.ts';

/** An expression in plain English where we know how to say it, and its own text where not. */
export function describeExpression(source: string): string {
  const parsed = parseExpression(source);
  return (parsed.ok ? say(parsed.node) : undefined) ?? source.trim();
}

/** What a path is called on a card: `subject`, `customer.tier` is “customer tier”. */
export function describePath(root: string, keys: readonly string[]): string {
  if (root === 'previous') return `previous ${describePath('subject', keys)}`;
  if (root === 'nodes') return words(keys);
  // The fields of an event are facts of their own too.
  if (ATTRIBUTES.has(root)) return words(['event', root, ...keys]);
  const [first, ...rest] = keys;
  if (root === 'event' && first !== undefined && first !== 'data') return words(['event', ...keys]);
  const shown = root === 'event' ? rest : root === 'data' || OWN.has(root) ? keys : [root, ...keys];
  return LABELS[shown.join('.')] ?? (shown.length === 0 ? `the ${root}` : words(shown));
}

const OWN: ReadonlySet<string> = new Set(['subject', 'vars', 'zones', 'calendars']);
const ATTRIBUTES: ReadonlySet<string> = new Set(['id', 'source', 'type', 'time', 'recordedtime', 'sequence', 'hop']);

const LABELS: Readonly<Record<string, string>> = {
  'commitment.deliverBy': 'the commitment',
  'commitment.from': 'the start of the committed window',
};

const ACRONYMS: ReadonlySet<string> = new Set([
  'eta',
  'etd',
  'id',
  'po',
  'pod',
  'asn',
  'sla',
  'mkt',
  'erp',
  'tms',
  'wms',
]);

/** `plannedPickupAt` is “planned pickup at”, `eta` is “ETA”. */
export function words(keys: readonly string[]): string {
  return keys
    .flatMap((key) => key.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[\s_.-]+/))
    .filter((word) => word !== '')
    .map((word) =>
      ACRONYMS.has(word.toLowerCase()) ? word.toUpperCase() : /^[A-Z]+$/.test(word) ? word : word.toLowerCase(),
    )
    .join(' ');
}

/** A literal as people read it: instants as a date and time, names such as `at-destination` as words. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    if (isInstant(value)) return `${formatLocal(value, 'UTC')} UTC`;
    if (value === '') return 'empty';
    return /^[a-z]+(?:[-_][a-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/.test(value) ? words([value]) : value;
  }
  if (Array.isArray(value)) return value.map(describeValue).join(', ');
  if (typeof value === 'boolean' || typeof value === 'number' || value === null) return String(value);
  return JSON.stringify(value) ?? 'nothing';
}

function say(node: Node): string | undefined {
  switch (node.kind) {
    case 'literal':
      return describeValue(node.value);
    case 'name':
    case 'member': {
      const path = pathOf(node);
      const [root, ...keys] = path ?? [];
      return root === undefined ? undefined : describePath(root, keys);
    }
    case 'has':
      return phrase`${say(node.of)} is known`;
    case 'list':
      return joined(node.items.map(say), ', ');
    case 'and':
    case 'or':
      return joined(node.terms.map(say), node.kind === 'and' ? ', and ' : ' or ');
    case 'not':
      return phrase`not (${say(node.of)})`;
    case 'call':
      return call(node);
    case 'chain':
      return chain(node);
    default:
      return undefined;
  }
}

function pathOf(node: Node): string[] | undefined {
  if (node.kind === 'name') return [node.name];
  const of = node.kind === 'member' ? pathOf(node.of) : undefined;
  return of && node.kind === 'member' ? [...of, node.key] : undefined;
}

const CALLS: Readonly<Record<string, string>> = {
  startsWith: 'starts with',
  endsWith: 'ends with',
  contains: 'contains',
  matches: 'matches',
};

function call(node: Extract<Node, { kind: 'call' }>): string | undefined {
  const [first, second] = node.args;
  if (!first) return undefined;
  const verb = CALLS[node.name];
  if (verb && second) return phrase`${say(first)} ${verb} ${say(second)}`;
  const [of, or] = [say(first), second && say(second)];
  switch (node.name) {
    case 'duration':
      return lengthOf(node);
    case 'etaSlipMinutes':
      return 'ETA slip in minutes';
    case 'minutes':
    case 'hours':
    case 'days':
      return phrase`${of} in ${node.name}`;
    case 'size':
      return phrase`the number of ${of}`;
    case 'endOfDay':
      return phrase`the end of the day of ${of}`;
    case 'startOfDay':
      return phrase`the start of the day of ${of}`;
    case 'coalesce':
    case 'orValue':
      return node.args.length === 2 ? phrase`${of} (or ${or})` : undefined;
    case 'lower':
    case 'upper':
    case 'trim':
    case 'round':
      return of;
    default:
      return placeOrTime(node.name, node.args.map(say));
  }
}

function placeOrTime(name: string, [a, b, c]: readonly (string | undefined)[]): string | undefined {
  switch (name) {
    case 'inZone':
      return phrase`${a} is in the zone ${b}`;
    case 'surelyInZone':
      return phrase`${a} is surely in the zone ${b}`;
    case 'surelyOutsideZone':
      return phrase`${a} is surely not in the zone ${b}`;
    case 'distanceKm':
      return phrase`the distance from ${a} to ${b} in km`;
    case 'distanceToZoneKm':
      return phrase`the distance from ${a} to the zone ${b} in km`;
    case 'distanceToRouteKm':
      return phrase`the distance from ${a} to ${b} in km`;
    case 'celsius':
      return phrase`${a} in °C`;
    case 'businessHoursBetween':
      return phrase`the business time from ${a} to ${b}`;
    case 'businessDaysBetween':
      return phrase`the business days from ${a} to ${b}`;
    case 'isBusinessTime':
      return phrase`${a} is in business time`;
    case 'addBusinessHours':
      return phrase`${a} plus ${b} business hours`;
    case 'addBusinessDays':
      return phrase`${a} plus ${b} business days`;
    case 'betweenTimes':
      return phrase`${a} is between ${b} and ${c} o’clock`;
    case 'count':
      return b === undefined ? phrase`the number of ${a}` : phrase`how often ${b} is in ${a}`;
    case 'first':
    case 'last':
      return phrase`the ${name} of ${a}`;
    default:
      return undefined;
  }
}

const COMPARISONS: Readonly<Partial<Record<BinaryOp, string>>> = {
  '==': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  in: 'is one of',
};
const ARITHMETIC: Readonly<Partial<Record<BinaryOp, string>>> = {
  '+': 'plus',
  '-': 'minus',
  '*': 'times',
  '/': 'divided by',
};

function chain(node: Extract<Node, { kind: 'chain' }>): string | undefined {
  const last = node.rest.at(-1);
  if (!last) return say(node.first);
  const before = node.rest.slice(0, -1);
  const left: Node = before.length === 0 ? node.first : { ...node, rest: before };
  const verb = COMPARISONS[last.op];
  if (verb === undefined) return phrase`${say(left)} ${ARITHMETIC[last.op]} ${say(last.operand)}`;
  return apart(left, last.op, last.operand) ?? phrase`${say(left)} ${verb} ${say(last.operand)}`;
}

/** `a - b > duration("30m")` and `a > b + duration("30m")` are “a is more than 30 min after b”. */
function apart(left: Node, op: BinaryOp, right: Node): string | undefined {
  const verb = COMPARISONS[op];
  const difference = single(left);
  const length = lengthOf(right);
  if (difference?.op === '-' && length)
    return phrase`${say(difference.a)} ${verb} ${length} after ${say(difference.b)}`;
  const shifted = single(right);
  const by = shifted && lengthOf(shifted.b);
  if (!shifted || !by || op === '==' || op === '!=' || op === 'in') return undefined;
  if (shifted.op === '+') return phrase`${say(left)} ${verb} ${by} after ${say(shifted.a)}`;
  const turned = ({ '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const)[op as '<' | '<=' | '>' | '>='];
  return shifted.op === '-' ? phrase`${say(left)} ${COMPARISONS[turned]} ${by} before ${say(shifted.a)}` : undefined;
}

function single(node: Node): { readonly a: Node; readonly op: BinaryOp; readonly b: Node } | undefined {
  const [link, more] = node.kind === 'chain' ? node.rest : [];
  return node.kind === 'chain' && link && !more ? { a: node.first, op: link.op, b: link.operand } : undefined;
}

/** “30 min” of `duration("30m")`. */
function lengthOf(node: Node): string | undefined {
  const [text] = node.kind === 'call' && node.name === 'duration' ? node.args : [];
  if (text?.kind !== 'literal' || typeof text.value !== 'string') return undefined;
  try {
    return describeDuration(parseDuration(text.value));
  } catch {
    return undefined;
  }
}

function joined(parts: readonly (string | undefined)[], between: string): string | undefined {
  return parts.every((part) => part !== undefined) ? parts.join(between) : undefined;
}

/** A sentence with holes: undefined as soon as we lack the words for one of them. */
function phrase(texts: TemplateStringsArray, ...parts: readonly (string | undefined)[]): string | undefined {
  if (parts.some((part) => part === undefined)) return undefined;
  return texts.map((text, i) => text + (parts[i] ?? '')).join('');
}
