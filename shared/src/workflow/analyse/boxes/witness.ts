import { toJson } from '../../../expression/index.ts';
import type { ProblemExample } from '../../../problem/index.ts';
import { type Box, type Cell, SOMETHING } from './box.ts';
import type { Choice } from './solve.ts';

/**
 * An input as an example of a problem: what each field and expression is. None where an expression reads what stands
 * beside it, because then nobody can tell whether both can be so.
 */
export function exampleOf(choice: Choice): ProblemExample | undefined {
  const entries = [...choice].filter(([box]) => box.place.kind !== 'opaque');
  if (entries.length === 0 || entries.length < choice.size || !apart([...choice.keys()])) return undefined;
  if (entries.some(([, cell]) => cell.value === SOMETHING)) return undefined;
  const facts = Object.fromEntries(entries.map(([box, cell]) => [nameOf(box), said(cell)]));
  const type = facts.type;
  if (typeof type !== 'string') return { facts: spelt(facts) };
  const data = Object.fromEntries(
    entries.flatMap(([{ place }, { value }]) =>
      place.kind === 'field' && place.path[0] === 'data' && place.path.length === 2 && value !== undefined
        ? [[place.path[1] ?? '', toJson(value)]]
        : [],
    ),
  );
  return { facts: spelt(facts), event: { type, data } };
}

/**
 * The facts of an input, for asking the conditions themselves; undefined where it is more than fields, or where a field
 * lies in something that is no object.
 */
export function factsOf(choice: Choice): Record<string, unknown> | undefined {
  const facts: Record<string, unknown> = {};
  for (const [{ place }, { value }] of choice) {
    if (place.kind !== 'field' || value === SOMETHING) return undefined;
    if (value !== undefined && !put(facts, place.path, value)) return undefined;
  }
  const attributes = Object.fromEntries(Object.entries(facts).filter(([name]) => !FACTS.has(name)));
  const event = typeof facts.event === 'object' ? facts.event : {};
  return { ...facts, event: { ...attributes, ...event } };
}

const FACTS: ReadonlySet<string> = new Set([
  ...['event', 'subject', 'previous', 'trigger', 'vars', 'nodes', 'now', 'key', 'zones', 'calendars', 'inputs'],
]);

function put(facts: Record<string, unknown>, path: readonly string[], value: unknown): boolean {
  let at = facts;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name)) at[name] = {};
    const inner = at[name];
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return false;
    at = inner as Record<string, unknown>;
  }
  const last = path.at(-1) ?? '';
  if (Object.hasOwn(at, last)) return false;
  at[last] = value;
  return true;
}

/** Whether no box depends on what another is about. */
function apart(boxes: readonly Box[]): boolean {
  const seen = new Set<string>();
  for (const box of boxes)
    for (const path of new Set(box.reads.map(rooted))) {
      for (const other of seen) if (other === path || within(other, path) || within(path, other)) return false;
      seen.add(path);
    }
  return true;
}

const within = (inner: string, outer: string) => inner.startsWith(`${outer}.`);
const rooted = (path: string) => (path.startsWith('event.data.') ? path.slice('event.'.length) : path);

function nameOf({ place }: Box): string {
  return place.kind === 'field' ? place.path.join('.') : place.text;
}

/** A missing field is told as null: JSON has no other word for it. */
function said({ value }: Cell): unknown {
  return value === undefined ? null : toJson(value);
}

function spelt(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name.startsWith('data.') ? `event.${name}` : name, value]),
  );
}
