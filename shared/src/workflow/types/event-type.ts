import { eventFields } from '../../event/catalogue/index.ts';
import { canonicalEventSchema, eventTypesOf } from '../../event/index.ts';
import { ANYTHING, BOOLEAN, INSTANT, join, NUMBER, TEXT, type Type } from '../../expression/index.ts';
import { treeOf, typeOfField } from './field-tree.ts';

const INSTANTS: ReadonlySet<string> = new Set(['time', 'recordedtime']);
const known = new Map<string, Type>();
const KNOWN_MAX = 200;
const dataOf = new Map<string, ReadonlyMap<string, Type>>();

/** The type of `event` where it is one of these types. A field that only some carry may be something else on the others. */
export function eventTypeOf(patterns: readonly string[]): Type {
  const closed = patterns.every((each) => each !== '*' && eventTypesOf(each).length > 0);
  return remembered(patterns, closed);
}

/** The type of `event` where it may be any: what these types carry is likely, and nothing is certain of its data. */
export function anyEventType(mentioned: readonly string[]): Type {
  return remembered(mentioned, false);
}

function remembered(patterns: readonly string[], closed: boolean): Type {
  const key = `${closed} ${patterns.join(' ')}`;
  const before = known.get(key);
  if (before) return before;
  const made = read(patterns, closed);
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(key, made);
  return made;
}

function read(patterns: readonly string[], closed: boolean): Type {
  // “All types” says nothing of the data, and reading all their schemas takes a while.
  const types = [...new Set(patterns.filter((each) => each !== '*').flatMap(eventTypesOf))];
  const attributes = Object.keys(canonicalEventSchema.shape).map((name): [string, Type] => [
    name,
    INSTANTS.has(name) ? INSTANT : name === 'hop' ? NUMBER : TEXT,
  ]);
  return {
    kind: 'map',
    fields: {
      ...Object.fromEntries(attributes),
      type: closed ? { kind: 'text', values: types } : TEXT,
      late: BOOLEAN,
      data: treeOf(together(types, closed), 'the data of the event'),
    },
    called: 'the event',
  };
}

/** The fields of several types: what all have in common is certain, as long as no type is unknown. */
function together(types: readonly string[], closed: boolean): ReadonlyMap<string, Type> {
  const all = new Map<string, { type: Type; count: number }>();
  for (const name of types) {
    for (const [path, type] of fieldsOf(name)) {
      const before = all.get(path);
      all.set(path, before ? { type: join(before.type, type), count: before.count + 1 } : { type, count: 1 });
    }
  }
  return new Map(
    [...all].map(([path, { type, count }]) => [
      path,
      type.kind === 'any' || (closed && count === types.length) ? type : { ...type, likely: true },
    ]),
  );
}

function fieldsOf(name: string): ReadonlyMap<string, Type> {
  const before = dataOf.get(name);
  if (before) return before;
  const made = new Map<string, Type>(RARE);
  for (const field of eventFields([name])) {
    if (field.path.startsWith('data.')) made.set(field.path.slice('data.'.length), typeOfField(field));
  }
  dataOf.set(name, made);
  return made;
}

/** Fields of every event's data that a form does not offer, and an expression may well read. */
const RARE: readonly (readonly [string, Type])[] = [
  'refs',
  'localOffset',
  'supersedes',
  'retracts',
  'retractsSource',
].map((name) => [name, ANYTHING]);
