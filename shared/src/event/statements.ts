import { eventKey } from './order.ts';
import type { Entry, SubjectState } from './state.ts';

/** A register that has a value: its path without the family, and the statement that counts. */
export interface Statement {
  readonly name: string;
  readonly entry: Entry;
}

/** The statements that count, by the family of their path (`lines`, `milestones` …). */
export type Statements = Readonly<Record<string, readonly Statement[]>>;

interface Part {
  readonly from: readonly unknown[];
  readonly part: unknown;
}

/** What was worked out of a state; a part is good as long as the families that it was made of are the same. */
interface Knowledge {
  readonly statements: Statements;
  readonly parts: Record<string, Part | undefined>;
  /** The only fields of the view that anybody asks for; without it, all of them. */
  readonly asked?: ReadonlySet<string> | undefined;
}

/**
 * Under this name a state carries what was worked out of it: not enumerable, so it is neither stored nor copied nor
 * compared. An event touches one or two registers of a hundred; working out all the others again would cost more than
 * deciding it. (A WeakMap did the same and made the garbage collector the largest cost of folding.)
 */
const KNOWLEDGE = Symbol('knowledge');

type Knowing = SubjectState & { readonly [KNOWLEDGE]?: Knowledge };

/** Whether the event of a statement was taken back. */
export function isRetracted(state: SubjectState, entry: Pick<Entry, 'event' | 'source'>): boolean {
  return state.retracted.length > 0 && state.retracted.includes(eventKey(entry.source, entry.event));
}

/** The statement that counts: the last one that is not retracted. */
export function current(state: SubjectState, path: string): Entry | undefined {
  const entries = Object.hasOwn(state.registers, path) ? state.registers[path] : undefined;
  if (state.retracted.length === 0) return entries?.at(-1);
  return entries?.findLast((entry) => !isRetracted(state, entry));
}

/** Every statement about a register that still counts, in fold order. */
export function historyOf(state: SubjectState, path: string): readonly Entry[] {
  const entries = Object.hasOwn(state.registers, path) ? (state.registers[path] ?? []) : [];
  return state.retracted.length === 0 ? entries : entries.filter((entry) => !isRetracted(state, entry));
}

/** Says which fields of the view anybody will ever ask for, of this state and of those that are folded from it. */
export function askOnly(state: SubjectState, asked: ReadonlySet<string>): void {
  remember(state, { statements: read(state), parts: {}, asked });
}

/** The only fields of the view that anybody asks for; undefined where that may be all. */
export function askedOf(state: SubjectState): ReadonlySet<string> | undefined {
  return (state as Knowing)[KNOWLEDGE]?.asked;
}

/** All statements that count. */
export function statementsOf(state: SubjectState): Statements {
  return knowledgeOf(state).statements;
}

/** A part of the view, worked out again only where one of the families that it is made of has changed. */
export function partOf<T>(state: SubjectState, name: string, from: readonly unknown[], make: () => T): T {
  const { parts } = knowledgeOf(state);
  const known = parts[name];
  if (known?.from.every((input, index) => input === from[index])) return known.part as T;
  const part = make();
  parts[name] = { from, part };
  return part;
}

/** Tells that `after` differs from `before` in these registers only, so that the rest need not be worked out again. */
export function carryOver(
  before: SubjectState,
  after: SubjectState,
  writes: readonly { readonly path: string }[],
): void {
  const known = (before as Knowing)[KNOWLEDGE];
  if (!known) return;
  if (before.retracted !== after.retracted) {
    if (known.asked) askOnly(after, known.asked);
    return;
  }
  const statements: Record<string, readonly Statement[]> = { ...known.statements };
  for (const { path } of writes) {
    const entry = current(after, path);
    const { family, name } = split(path);
    const others = statements[family] ?? [];
    const place = others.findIndex((statement) => statement.name === name);
    if (others[place]?.entry === entry || !entry) continue;
    statements[family] = place < 0 ? others.concat({ name, entry }) : others.with(place, { name, entry });
  }
  remember(after, { statements, parts: { ...known.parts, view: undefined }, asked: known.asked });
}

function knowledgeOf(state: SubjectState): Knowledge {
  const known = (state as Knowing)[KNOWLEDGE];
  if (known) return known;
  const fresh = { statements: read(state), parts: {} };
  remember(state, fresh);
  return fresh;
}

function remember(state: SubjectState, value: Knowledge): void {
  // A frozen state is worked out anew each time.
  if (Object.isExtensible(state)) Object.defineProperty(state, KNOWLEDGE, { value });
}

function read(state: SubjectState): Statements {
  const statements: Record<string, Statement[]> = {};
  for (const path of Object.keys(state.registers)) {
    const entry = current(state, path);
    if (!entry) continue;
    const { family, name } = split(path);
    statements[family] ??= [];
    statements[family].push({ name, entry });
  }
  return statements;
}

function split(path: string): { family: string; name: string } {
  const dot = path.indexOf('.');
  return { family: path.slice(0, dot), name: path.slice(dot + 1) };
}
