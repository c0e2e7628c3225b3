import { describeCondition } from '../../condition/index.ts';
import { EVENT_TYPES, GERMAN_TITLES } from '../../event/index.ts';
import { describeExpression, type Telling } from '../../expression/index.ts';
import { durationIn, parseDuration } from '../../time/index.ts';
import type { WorkflowNode } from '../graph.ts';
import { type ConfigText, textsOf } from '../kinds/texts.ts';
import { isCondition, isFormula, type PathStep, type RawChange } from './fields.ts';
import { FIELD_WORDINGS } from './words/index.ts';

/** A field that differs, as people read it. */
export interface FieldChange {
  /** Where it stands, by fields and keys: `/config/rows/r3/when/0`. */
  readonly path: string;
  readonly label: string;
  /** In words; null where nothing stands. */
  readonly before: string | null;
  readonly after: string | null;
  /** As it is written, where the words say it otherwise. */
  readonly code?: { readonly before: string | null; readonly after: string | null };
}

type Json = Readonly<Record<string, unknown>>;
type Kinds = ReadonlyMap<string, ConfigText['kind']>;

/** What of a step's configuration is a formula, a template or a length of time, in either version. */
export function kindsOf(...nodes: readonly (Json | undefined)[]): Kinds {
  const kinds = new Map<string, ConfigText['kind']>();
  for (const node of nodes) for (const { path, kind } of textsIn(node)) kinds.set(`/config${path}`, kind);
  return kinds;
}

/** A draft's step may be of no known kind, or half a configuration: then its texts are only texts. */
function textsIn(node: Json | undefined): readonly ConfigText[] {
  try {
    return node ? (textsOf(node as unknown as WorkflowNode) ?? []) : [];
  } catch {
    return [];
  }
}

/** A change in words. `columns` are those of a decision table, by which its cells are called. */
export function sayChange(
  change: RawChange,
  telling: Telling,
  kinds: Kinds,
  columns: Columns = NO_COLUMNS,
): FieldChange {
  const { steps, before, after } = change;
  const path = pathOf(steps);
  const place = steps.map((step) => `/${step.kind === 'field' ? step.name : step.index}`).join('');
  const say = (value: unknown) => sayValue(value, { steps, kind: kinds.get(place), telling, columns });
  const [old, now] = [say(before), say(after)];
  const label = labelOf(change, telling, columns);
  const written = [codeOf(before, kinds.get(place)), codeOf(after, kinds.get(place))] as const;
  const differs = (written[0] ?? old) !== old || (written[1] ?? now) !== now;
  return {
    path,
    label,
    before: old,
    after: now,
    ...(differs ? { code: { before: written[0], after: written[1] } } : {}),
  };
}

/** The columns of a decision table in both versions, by place. */
export interface Columns {
  readonly when: readonly string[];
  readonly give: readonly string[];
}
export const NO_COLUMNS: Columns = { when: [], give: [] };

export function columnsOf(config: unknown): Columns {
  const { inputs, outputs } = (config ?? {}) as { readonly inputs?: unknown; readonly outputs?: unknown };
  const labels = (list: unknown) =>
    Array.isArray(list) ? list.map((each: Json, at) => String(each.label || each.id || at + 1)) : [];
  return { when: labels(inputs), give: labels(outputs) };
}

function pathOf(steps: readonly PathStep[]): string {
  return steps
    .map((step) => (step.kind === 'field' ? step.name : step.key))
    .map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** Below these, names are the user's own. */
const FREE = new Set(['values', 'input', 'data', 'by', 'conditions', 'hours']);

function labelOf({ steps, order }: RawChange, { language = 'en' }: Telling, columns: Columns): string {
  const w = FIELD_WORDINGS[language];
  const parts: string[] = [];
  let free = false;
  for (const [at, step] of steps.entries()) {
    if (step.kind === 'field') {
      if (step.name === 'config' && at === 0) continue;
      // A cell is called by its column.
      if ((step.name === 'when' || step.name === 'give') && steps[at + 1]?.kind === 'item') continue;
      const known = Object.hasOwn(w.fields, step.name) ? w.fields[step.name] : undefined;
      const item = steps[at + 1];
      if (item?.kind === 'item' && !free) parts.push(w.item(known ?? step.name, nameOf(item, step.name, w.quoted)));
      else parts.push((free ? undefined : known) ?? step.name);
      // What a subflow is given has names of its own, and so have the fields of what is sent.
      free ||= FREE.has(step.name) || (step.name === 'inputs' && item?.kind === 'field');
      continue;
    }
    const before = steps[at - 1];
    if (before?.kind !== 'field') continue;
    if (before.name === 'when' || before.name === 'give')
      parts.push(columns[before.name][step.index] ?? String(step.index + 1));
  }
  const label = parts.join(' · ');
  return order ? w.order(label) : label;
}

function nameOf(item: Extract<PathStep, { kind: 'item' }>, list: string, quoted: (name: string) => string): string {
  if (list === 'rows' || list === 'evidence') return String(item.index + 1);
  const { label, title } = (item.item ?? {}) as Json;
  const name =
    typeof label === 'string' && label !== '' ? label : typeof title === 'string' && title !== '' ? title : item.key;
  return quoted(name);
}

interface Place {
  readonly steps: readonly PathStep[];
  readonly kind: ConfigText['kind'] | undefined;
  readonly telling: Telling;
  readonly columns: Columns;
}

const SAID_MAX = 1_000;
const LENGTHS = new Set(['cooldown', 'reopenWithin']);

function sayValue(value: unknown, place: Place): string | null {
  if (value === undefined) return null;
  const { steps, kind, telling, columns } = place;
  const { language = 'en' } = telling;
  const w = FIELD_WORDINGS[language];
  const last = steps.at(-1);
  const field = last?.kind === 'field' ? last.name : '';
  const listed = Object.hasOwn(w.values, field) ? w.values[field]?.[String(value)] : undefined;
  if (listed !== undefined) return listed;
  if (isCondition(value)) return describeCondition(value, telling);
  if (isFormula(value)) return formula(value.cel, telling);
  if (typeof value === 'boolean') return value ? w.yes : w.no;
  if (typeof value === 'number') return numeral(value, telling);
  if (typeof value === 'string') {
    if (value === '') return w.empty;
    if (kind === 'duration' || LENGTHS.has(field)) return length(value, telling);
    if (kind === 'expression') return formula(value, telling);
    return (field === 'type' ? titleOf(value, telling) : value).slice(0, SAID_MAX);
  }
  if (Array.isArray(value)) {
    if (value.length === 0) return w.empty;
    const items = field === 'on' ? value.map((each) => titleOf(String(each), telling)) : value;
    return items.every((each) => typeof each !== 'object')
      ? items.join(', ').slice(0, SAID_MAX)
      : JSON.stringify(value).slice(0, SAID_MAX);
  }
  return thing(value as Json, place, columns);
}

/** A whole row, case or variable: what it consists of, one after the other. */
function thing(value: Json, place: Place, columns: Columns): string {
  const { when, give, id, ...rest } = value;
  if (Array.isArray(when) && Array.isArray(give)) {
    const cells = (names: readonly string[], texts: readonly unknown[]) =>
      texts.map((text, at) => `${names[at] ?? at + 1}: ${String(text)}`).join(', ');
    return `${cells(columns.when, when)} → ${cells(columns.give, give)}`.slice(0, SAID_MAX);
  }
  const { language = 'en' } = place.telling;
  const { fields } = FIELD_WORDINGS[language];
  const own = { ...rest, ...(when === undefined ? {} : { when }) };
  const last = place.steps.at(-1);
  const parts = Object.entries(own).flatMap(([name, each]) => {
    // By that it is called already.
    if (last?.kind === 'item' && each === last.key) return [];
    const said = sayValue(each, { ...place, kind: undefined, steps: [...place.steps, { kind: 'field', name }] });
    return said === null ? [] : [`${Object.hasOwn(fields, name) ? fields[name] : name}: ${said}`];
  });
  return (parts.length > 0 ? parts.join('; ') : String(id ?? '')).slice(0, SAID_MAX);
}

function formula(text: string, telling: Telling): string {
  try {
    return describeExpression(text, { ...telling, form: 'bare' });
  } catch {
    return text;
  }
}

function length(text: string, { language = 'en' }: Telling): string {
  try {
    return durationIn(parseDuration(text), language);
  } catch {
    return text;
  }
}

function numeral(value: number, { language = 'en' }: Telling): string {
  return language === 'de' ? String(value).replace('.', ',') : String(value);
}

function titleOf(type: string, { language = 'en' }: Telling): string {
  const english = Object.hasOwn(EVENT_TYPES, type) ? EVENT_TYPES[type]?.title : undefined;
  if (english === undefined) return type;
  return (language === 'de' && Object.hasOwn(GERMAN_TITLES, type) ? GERMAN_TITLES[type] : undefined) ?? english;
}

/** What stands in the document, where its words are made of it. */
function codeOf(value: unknown, kind: ConfigText['kind'] | undefined): string | null {
  if (isFormula(value)) return value.cel;
  if (kind === 'expression' && typeof value === 'string') return value;
  return null;
}
