import { subjectFields } from '../../event/catalogue/index.ts';
import { ANYTHING, BOOLEAN, INSTANT, listOf, NUMBER, TEXT, type Type } from '../../expression/index.ts';
import { treeOf, typeOfField } from './field-tree.ts';

const known = new Map<string, Type>();
const KNOWN_MAX = 100;

const open = (fields: Readonly<Record<string, Type>>): Type => ({ kind: 'map', fields, rest: ANYTHING });
const keyed = (rest: Type): Type => ({ kind: 'map', rest });

/** What the view of every subject holds beside single values (`SubjectView` in `event/state.ts`). */
const COLLECTIONS: Readonly<Record<string, Type>> = {
  kind: TEXT,
  refs: keyed(listOf(TEXT)),
  links: keyed(listOf(TEXT)),
  lines: keyed(open({ id: TEXT, open: BOOLEAN, deliverBy: INSTANT, deliveredAt: INSTANT })),
  etaHistory: listOf(open({ at: INSTANT, statedAt: INSTANT, quality: TEXT, event: TEXT })),
  milestones: keyed(open({ planned: INSTANT, estimated: INSTANT, actual: INSTANT, requested: INSTANT })),
  readings: keyed(open({ value: NUMBER, unit: TEXT, at: INSTANT, probe: TEXT })),
  documents: keyed(open({ at: INSTANT })),
};

/** The type of `subject` for a kind of subject. What events leave behind may have come from a source as something else. */
export function subjectTypeOf(kind: string): Type {
  const before = known.get(kind);
  if (before) return before;
  const own = subjectFields(kind).map((field): [string, Type] => {
    const type = typeOfField(field, { likely: field.from !== undefined });
    // Before anything has happened a status is the empty text.
    return [field.path, field.path === 'status' && type.values ? { ...type, values: ['', ...type.values] } : type];
  });
  const tree = treeOf(new Map(own), 'the subject');
  const made: Type = { ...tree, fields: { ...tree.fields, ...COLLECTIONS } };
  if (known.size >= KNOWN_MAX) known.clear();
  known.set(kind, made);
  return made;
}
