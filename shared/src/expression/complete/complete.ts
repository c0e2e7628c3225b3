import { fitAny } from '../check/fit.ts';
import { ANYTHING, checkTyped, type Type, type TypeScope, type Wanted } from '../check/index.ts';
import { typeOfValue } from '../check/type.ts';
import { compileExpression } from '../expression.ts';
import type { FunctionSpec } from '../functions/define.ts';
import { FUNCTIONS, signature } from '../functions/index.ts';
import type { Scope } from '../run.ts';
import { macroNames } from '../syntax.ts';
import { type Fitting, Slot } from './fits.ts';
import { hasFields, isPlainName, leavesOf, pathText } from './leaves.ts';
import { type CaretPlace, placeAt } from './place.ts';
import { match } from './rank.ts';
import { type Segment, segmentAt } from './segment.ts';
import { type Expected, expectedAt, literalText } from './values.ts';

/** What is being written, where the caret stands, and what can be named there. */
export interface CompletionRequest {
  readonly source: string;
  readonly caret: number;
  /** Prose with `${…}`, where only those are expressions. */
  readonly template?: boolean;
  readonly scope: TypeScope;
  /** What the whole must give. */
  readonly wanted?: Wanted | undefined;
  /** Values of an example, to show what stands behind a name. */
  readonly sample?: Scope | undefined;
}

/** Something that can be written at the caret. */
export interface Completion {
  /** `more` leads on: a name whose fields come next. */
  readonly kind: 'field' | 'more' | 'function' | 'value' | 'local';
  readonly label: string;
  /** The letters of the label that answer to what was typed. */
  readonly marks: readonly number[];
  /** What it takes the place of, in the whole text, what is written, and where in that the caret then stands. */
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly caret: number;
  readonly type: Type;
  /** Whether the place takes it as it is, or with more behind it. */
  readonly fitting: Exclude<Fitting, 'not'>;
  /** Of a function or macro its name. */
  readonly names?: string;
  /** What stands there in the example; undefined where nothing does. */
  readonly value?: unknown;
}

const SHOWN_MAX = 40;
/** So many are asked of the checker; what ranks behind them is not looked at. */
const ASKED_MAX = 240;

type Draft = Omit<Completion, 'fitting' | 'marks' | 'from' | 'to'> & {
  readonly from?: number;
  /** What is compared with what was typed, where it is not the label. */
  readonly name?: string;
  readonly bonus: number;
  /** What the checker is asked about where the type does not say enough. */
  readonly text?: string;
};

/**
 * Everything that can be written at the caret, the likeliest first. What the types of the place refuse is not offered; the
 * checker that tells problems is the one that is asked.
 */
export function complete(request: CompletionRequest): readonly Completion[] {
  const { source, caret, sample } = request;
  const segment: Segment | undefined = request.template ? segmentAt(source, caret) : { text: source, at: 0, close: '' };
  if (!segment) return [];
  const { text, at } = segment;
  const place = placeAt(text, caret - at);
  if (place.kind === 'nothing') return [];
  const wanted = request.template && !alone(source, segment) ? undefined : request.wanted;
  const scope = withLocals(place, request.scope);
  const expected = expectedAt({ place, scope, wanted, sample });
  const slot = new Slot(text, { from: place.start, to: place.to }, scope, wanted);
  const drafts = place.kind === 'member' ? members(place, text, scope, slot) : values(place, scope, expected, slot);
  return drafts
    .flatMap((draft) => ranked(draft, place, expected))
    .sort((a, b) => b.score - a.score || (a.draft.label < b.draft.label ? -1 : 1))
    .slice(0, ASKED_MAX)
    .flatMap(({ draft, score, marks }) => {
      const fitting = fittingOf(draft, slot);
      // Where nothing is typed yet only what is sure to be meant is offered.
      const vague = fitting === 'partly' && place.word === '' && place.kind === 'value';
      return fitting === 'not' || vague
        ? []
        : [{ draft, marks, fitting, score: fitting === 'partly' ? score - 150 : score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, SHOWN_MAX)
    .map(({ draft, marks, fitting }) => placed(draft, { marks, fitting, place, segment, sample, text }));
}

/** The text with a completion written into it, and where the caret then stands. */
export function applyCompletion(
  source: string,
  { from, to, insert, caret }: Pick<Completion, 'from' | 'to' | 'insert' | 'caret'>,
): { readonly text: string; readonly caret: number } {
  return { text: source.slice(0, from) + insert + source.slice(to), caret: from + caret };
}

function alone(source: string, { text, at, close }: Segment): boolean {
  return at === 2 && source.length === at + text.length + (close === '' ? 1 : 0);
}

function withLocals({ locals }: CaretPlace, scope: TypeScope): TypeScope {
  const known: Record<string, Type> = { ...scope };
  for (const { name, over } of locals) {
    const { kind, item } = checkTyped(over, known).type ?? ANYTHING;
    known[name] = kind === 'list' ? (item ?? ANYTHING) : kind === 'map' ? { kind: 'text' } : ANYTHING;
  }
  return known;
}

/** Names of the language under which every part of a place is found; a field of the event has a name of its own, too. */
const ROOTS: ReadonlySet<string> = new Set([
  'event',
  'subject',
  'trigger',
  'vars',
  'nodes',
  'inputs',
  'now',
  'key',
  'action',
]);
const DEEP: ReadonlySet<string> = new Set(['event', 'subject', 'trigger', 'vars', 'nodes', 'inputs']);

function values(place: CaretPlace, scope: TypeScope, expected: Expected, slot: Slot): readonly Draft[] {
  const literals = expected.literals.map((value): Draft => {
    const text = literalText(value);
    const type = typeOfValue(value);
    return {
      kind: 'value',
      label: text,
      name: String(value),
      insert: text,
      caret: text.length,
      type,
      bonus: 120,
      text,
    };
  });
  if (place.kind === 'text') return literals;
  if (place.called) return functions({ called: true, bonus: 0 });
  const locals = new Set(place.locals.map(({ name }) => name));
  const names = Object.entries(scope).flatMap(([name, type]) =>
    step([name], type, { bonus: locals.has(name) ? 90 : ROOTS.has(name) ? 40 : -80, local: locals.has(name) }, slot),
  );
  const deep = Object.entries(scope).flatMap(([root, type]): readonly Draft[] =>
    !DEEP.has(root) || (place.word === '' && expected.type.kind === 'any')
      ? []
      : leavesOf(type)
          .filter(({ keys, type: leaf }) => keys.length > 0 && (place.word !== '' || leaf.kind === expected.type.kind))
          .map(({ keys, type: leaf }) => field([root, ...keys], leaf, root === 'subject' ? 30 : 20)),
  );
  const given = functions({ called: false, bonus: place.word === '' ? -60 : 0 });
  return [...literals, ...names, ...deep, ...given];
}

function field(keys: readonly string[], type: Type, bonus: number): Draft {
  const text = pathText(keys);
  return { kind: 'field', label: text, insert: text, caret: text.length, type, bonus };
}

/** A name itself, and where it has fields the way to those. */
function step(
  keys: readonly string[],
  type: Type,
  { bonus, local = false }: { readonly bonus: number; readonly local?: boolean },
  slot: Slot,
): readonly Draft[] {
  const text = pathText(keys);
  const own: Draft = { kind: local ? 'local' : 'field', label: text, insert: text, caret: text.length, type, bonus };
  if (!hasFields(type)) return [own];
  const further = leavesOf(type).some((leaf) => slot.fits(leaf.type) !== 'not');
  const more: Draft = { ...own, kind: 'more', insert: `${text}.`, caret: text.length + 1 };
  return [...(further ? [more] : []), ...(slot.fits(type) === 'fits' ? [{ ...own, bonus: bonus - 10 }] : [])];
}

/** The type that stands for what a completion gives where it leads on. */
function fittingOf(draft: Draft, slot: Slot): Fitting {
  return draft.kind === 'more' ? 'fits' : slot.fits(draft.type, draft.text);
}

function functions({ called, bonus }: { readonly called: boolean; readonly bonus: number }): readonly Draft[] {
  return Object.entries(FUNCTIONS).map(([name, spec]: [string, FunctionSpec]): Draft => {
    const insert = called ? name : `${name}()`;
    const caret = called || spec.parameters.length > 0 ? name.length + 1 : insert.length;
    return {
      kind: 'function',
      label: signature(name, spec),
      name,
      insert,
      caret: Math.min(caret, insert.length),
      type: typeOfResult(spec),
      bonus,
      names: name,
    };
  });
}

function typeOfResult({ result }: FunctionSpec): Type {
  return result === 'map' ? { kind: 'map', rest: ANYTHING } : { kind: result };
}

function members(place: CaretPlace, source: string, scope: TypeScope, slot: Slot): readonly Draft[] {
  const dot = place.before.at(-1);
  const receiver = source.slice(place.start, dot?.from ?? place.start);
  const of = checkTyped(receiver, scope).type ?? ANYTHING;
  const own = Object.entries(of.fields ?? {}).flatMap(([key, type]) =>
    isPlainName(key)
      ? step([key], type, { bonus: 60 }, slot)
      : step([key], type, { bonus: 60 }, slot).map((each) => bracketed(each, key, dot?.from)),
  );
  const deep = leavesOf(of)
    .filter(({ keys }) => keys.length > 1 && place.word !== '' && isPlainName(keys[0] ?? ''))
    .map(({ keys, type }) => field(keys, type, 10));
  return [...own, ...deep, ...methods(of, place.word === '')];
}

/** A name that cannot stand behind a dot stands in brackets in its place. */
function bracketed(draft: Draft, key: string, from: number | undefined): Draft {
  const insert = `[${JSON.stringify(key)}]${draft.kind === 'more' ? '.' : ''}`;
  return { ...draft, label: key, insert, caret: insert.length, ...(from === undefined ? {} : { from }) };
}

/** Functions that take the value before the dot as their first argument, and what goes through a list. */
function methods(of: Type, none: boolean): readonly Draft[] {
  if (of.kind === 'any' && none) return [];
  const taking = functions({ called: false, bonus: -100 }).filter(({ names = '' }) => {
    const spec: FunctionSpec | undefined = Object.entries(FUNCTIONS).find(([name]) => name === names)?.[1];
    const [parameter] = spec?.parameters ?? [];
    if (!parameter || parameter.repeated || (parameter.types.includes('any') && none)) return false;
    return fitAny(of, parameter.types) === 'fits';
  });
  const through = of.kind === 'list' || (of.kind === 'map' && !hasFields(of)) ? macros(of) : [];
  return [...taking.map(asMethod), ...through];
}

function asMethod(draft: Draft): Draft {
  const label = draft.label.replace(/\((\w+)\??(?:, )?/, '(');
  const done = label.endsWith('()');
  return { ...draft, label, caret: done ? draft.insert.length : draft.caret };
}

function macros(of: Type): readonly Draft[] {
  return macroNames.map((name): Draft => {
    const insert = `${name}(each, )`;
    const type: Type = name === 'filter' ? of : name === 'map' ? { kind: 'list', item: ANYTHING } : { kind: 'boolean' };
    return {
      kind: 'function',
      label: `${name}(each, …)`,
      name,
      insert,
      caret: insert.length - 1,
      type,
      bonus: 0,
      names: name,
    };
  });
}

function ranked(draft: Draft, place: CaretPlace, expected: Expected) {
  const found = match(place.word, draft.name ?? draft.label);
  if (!found) return [];
  const same = expected.type.kind !== 'any' && draft.type.kind === expected.type.kind;
  // The letters are marked in the label, which may hold more than the name (a value its quotes).
  const shift = Math.max(0, draft.label.indexOf(draft.name ?? draft.label));
  return [
    { draft, score: found.score + draft.bonus + (same ? 40 : 0), marks: found.marks.map((mark) => mark + shift) },
  ];
}

interface Finishing {
  readonly marks: readonly number[];
  readonly fitting: Exclude<Fitting, 'not'>;
  readonly place: CaretPlace;
  readonly segment: Segment;
  readonly sample: Scope | undefined;
  readonly text: string;
}

function placed(draft: Draft, { marks, fitting, place, segment, sample, text }: Finishing): Completion {
  const { bonus: _, name: __, text: ___, ...rest } = draft;
  const from = draft.from ?? place.from;
  const shown = draft.kind === 'field' && sample ? text.slice(place.start, from) + draft.insert : undefined;
  const value = shown === undefined || !sample ? undefined : read(shown, sample);
  return {
    ...rest,
    marks,
    fitting,
    from: from + segment.at,
    to: place.to + segment.at,
    insert: draft.insert + segment.close,
    ...(value === undefined ? {} : { value }),
  };
}

function read(text: string, sample: Scope): unknown {
  const compiled = compileExpression(text);
  const result = compiled.ok ? compiled.expression.evaluate(sample) : undefined;
  return result?.ok && result.value !== null ? result.value : undefined;
}
