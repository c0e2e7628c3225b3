import type { Facts } from '../operators.ts';
import type { Shape } from '../part.ts';
import { type Asked, Memory } from './asked.ts';
import { bind, testOf } from './bind.ts';
import { clustered } from './cluster.ts';
import type { Clause, Column, Room, Row } from './column.ts';
import { type Conjunct, conjunctsOf } from './conjuncts.ts';
import type { IndexedRule } from './index.ts';
import { PointColumn } from './points.ts';
import type { NumberPredicate, PointPredicate, Predicate, TextPredicate } from './predicate.ts';
import { Pages, RowDraft } from './rows.ts';
import { NumberColumn, TextColumn } from './thresholds.ts';
import { TypeColumn, typeMatcher } from './types.ts';

/** A field, and the columns that look its value up. */
export interface Field {
  readonly read: (facts: Facts) => unknown;
  readonly columns: readonly Column[];
  /** The conjuncts that ask for it: while none of them is left it is not read. */
  readonly asking: Row;
  /** How much it rules out, as a guess: fields that rule out most come first. */
  readonly weight: number;
}

export interface Built {
  /** By rule: all of it, for what a column cannot judge. It may hold where part of it is unknown. */
  readonly whole: readonly ((facts: Facts) => boolean)[];
  readonly pages: Pages;
  readonly fields: readonly Field[];
  /** The row of all conjuncts. */
  readonly every: Row;
  /** By conjunct: its rule, and what no column could say of it. */
  readonly ruleOf: Uint32Array;
  readonly asked: readonly (readonly Asked[])[];
  /** By conjunct: 1 where nothing is left to be asked. */
  readonly settled: Uint8Array;
  readonly memory: Memory;
}

/** A computed field is worth being worked out for every input only when this many conjuncts ask for it. */
const COMPUTED_MIN = 4;
/** A field that only one conjunct in so many looks at is cheaper to ask when that conjunct is left. */
const RARE_SHARE = 256;

type Clauses = Map<string, Clause<Predicate>[]>;

/** Makes rows and columns of all rules. */
export function build(rules: readonly IndexedRule[]): Built {
  const shapes = rules.map((rule) => rule.condition && bind(rule.condition.shape, rule));
  const all = shapes.flatMap((shape, rule) =>
    (shape ? conjunctsOf(shape) : [[]]).map((predicates): RuleConjunct => ({ rule, predicates })),
  );
  const conjuncts = clustered(all, rules);
  const memory = new Memory();
  const room: Room = { pages: new Pages(), bits: conjuncts.length };
  const byField: Clauses = new Map();
  const asked: Asked[][] = conjuncts.map(() => []);
  for (const [conjunct, { predicates }] of conjuncts.entries())
    for (const predicate of predicates)
      if (!canLookUp(predicate)) asked[conjunct]?.push(memory.ask(predicate));
      else append(byField, predicate.source.key, { conjunct, predicate });
  const fields: Field[] = [];
  for (const clauses of byField.values()) {
    const least = isComputed(clauses) ? COMPUTED_MIN : conjuncts.length / RARE_SHARE;
    if (clauses.length >= least) fields.push(fieldOf(room, clauses, memory));
    else for (const { conjunct, predicate } of clauses) asked[conjunct]?.push(memory.ask(predicate));
  }
  return {
    whole: rules.map(({ types }, rule) => wholeOf(types, shapes[rule])),
    pages: room.pages,
    fields: [...typeField(room, rules, conjuncts), ...fields.sort((a, b) => b.weight - a.weight)],
    every: rowOf(room, conjuncts.keys()),
    ruleOf: Uint32Array.from(conjuncts, ({ rule }) => rule),
    asked,
    settled: Uint8Array.from(asked, (each) => (each.length === 0 ? 1 : 0)),
    memory,
  };
}

export interface RuleConjunct {
  readonly rule: number;
  readonly predicates: Conjunct;
}

function wholeOf(types: IndexedRule['types'], shape: Shape | undefined): (facts: Facts) => boolean {
  const listens = types && typeMatcher(types);
  const test = shape && testOf(shape);
  return (facts) => (!listens || listens(facts.type)) && (test?.(facts) ?? true);
}

function fieldOf(room: Room, clauses: readonly Clause<Predicate>[], memory: Memory): Field {
  const source = clauses[0]?.predicate.source;
  if (!source) throw new Error('a field has a source');
  const points = clauses.filter((each): each is Clause<PointPredicate> => each.predicate.kind === 'points');
  const numbers = clauses.filter((each): each is Clause<NumberPredicate> => each.predicate.kind === 'numbers');
  const texts = clauses.filter((each): each is Clause<TextPredicate> => each.predicate.kind === 'texts');
  const named = points.length > 0 ? [new PointColumn(room, points)] : [];
  return {
    read: source.computed ? memory.reader(source) : source.value,
    columns: [
      ...named,
      ...(numbers.length > 0 ? [new NumberColumn(room, numbers)] : []),
      ...(texts.length > 0 ? [new TextColumn(room, texts)] : []),
    ],
    asking: rowOf(
      room,
      clauses.map(({ conjunct }) => conjunct),
    ),
    // A computed field is worked out last, when least is left that could ask for it.
    weight: isComputed(clauses) ? 0 : (numbers.length + texts.length) / 2 + (named[0]?.ruledOut ?? 0),
  };
}

/** Texts that an expression is compared with may spell durations, which have another order. */
function canLookUp(predicate: Predicate): predicate is Exclude<Predicate, { kind: 'other' }> {
  return predicate.kind !== 'other' && !(predicate.kind === 'texts' && predicate.source.computed);
}

function isComputed(clauses: readonly Clause<Predicate>[]): boolean {
  return clauses[0]?.predicate.source?.computed === true;
}

function typeField(room: Room, rules: readonly IndexedRule[], conjuncts: readonly RuleConjunct[]): Field[] {
  const matchers = rules.map(({ types }) => types && typeMatcher(types));
  const clauses = conjuncts.flatMap(({ rule }, conjunct) => {
    const predicate = matchers[rule];
    return predicate ? [{ conjunct, predicate }] : [];
  });
  if (clauses.length === 0) return [];
  const asking = rowOf(
    room,
    clauses.map(({ conjunct }) => conjunct),
  );
  return [{ read: (facts) => facts.type, columns: [new TypeColumn(room, clauses)], asking, weight: clauses.length }];
}

/** The row of these conjuncts and no others. */
function rowOf(room: Room, conjuncts: Iterable<number>): Row {
  const draft = new RowDraft(room, false);
  for (const conjunct of conjuncts) draft.set(conjunct, true);
  return draft.row();
}

function append(byField: Clauses, key: string, clause: Clause<Predicate>): void {
  const clauses = byField.get(key);
  if (clauses) clauses.push(clause);
  else byField.set(key, [clause]);
}
