import { leadsTo, mapReferences, pointerOf, referencesIn } from '../../condition/index.ts';
import { conditionName } from '../graph.ts';
import { conditionPlaces, mapConditions } from './condition-places.ts';
import { type Draft, type DraftNode, isNode, isObject, listOf } from './draft.ts';
import { withField } from './fields.ts';
import { applyPatch, valueAt } from './patch.ts';

/** A place that refers to a named condition: in a step, or in another named condition. `path` is its JSON pointer. */
export type ConditionUse =
  | { readonly by: 'step'; readonly node: string; readonly path: string }
  | { readonly by: 'condition'; readonly name: string; readonly path: string };

/** Why a name cannot be given to a condition. */
export type NameFault = 'empty' | 'form' | 'taken';

/** What a workflow keeps under a name, in its order. */
export function conditionsOf(draft: Draft): Readonly<Record<string, unknown>> {
  return isObject(draft.conditions) ? draft.conditions : {};
}

/** The JSON pointer of a named condition in the draft. */
export const conditionPointer = (name: string): string => pointerOf(['conditions', name]);

/** Every place that refers to a condition by its name, in the order of the draft. */
export function conditionUses(draft: Draft, name: string): readonly ConditionUse[] {
  const within = (condition: unknown, pointer: string) =>
    referencesIn(condition)
      .filter((each) => each.name === name)
      .map(({ place }) => pointer + pointerOf(place));
  const steps = listOf(draft, 'nodes').flatMap((node, index) =>
    isNode(node)
      ? conditionPlaces(node).flatMap((place) =>
          within(valueAt(node.config, place), `/nodes/${index}/config${place}`).map(
            (path): ConditionUse => ({ by: 'step', node: node.id, path }),
          ),
        )
      : [],
  );
  const others = Object.entries(conditionsOf(draft)).flatMap(([other, condition]) =>
    within(condition, conditionPointer(other)).map((path): ConditionUse => ({ by: 'condition', name: other, path })),
  );
  return [...steps, ...others];
}

/** The named conditions that steps ask, directly or through one another. */
export function conditionsAskedBy(draft: Draft, nodes: readonly DraftNode[]): Readonly<Record<string, unknown>> {
  const named = conditionsOf(draft);
  const asked = new Set(
    nodes.flatMap((node) =>
      conditionPlaces(node).flatMap((place) => referencesIn(valueAt(node.config, place)).map(({ name }) => name)),
    ),
  );
  // A set that grows while it is walked is walked to its end.
  for (const name of asked) for (const next of referencesIn(named[name])) asked.add(next.name);
  return Object.fromEntries(Object.entries(named).filter(([name]) => asked.has(name)));
}

/** What is wrong with a name for a condition; its `own` one is free to it. */
export function nameFault(draft: Draft, name: string, own?: string): NameFault | undefined {
  if (name.trim() === '') return 'empty';
  if (!conditionName.safeParse(name).success) return 'form';
  return name !== own && Object.hasOwn(conditionsOf(draft), name) ? 'taken' : undefined;
}

const NAME_CHARACTERS = 64;
const SUGGESTED_CHARACTERS = 40;

/** A name that is free, made of a sentence or of another name: “Status is held”, and then “Status is held 2”. */
export function freshConditionName(draft: Draft, text: string): string {
  const words = text.replace(/[^\p{L}\p{N}_ .-]+/gu, ' ').replace(/^[^\p{L}]+/u, '');
  const whole = words.replace(/\s+/g, ' ').trim();
  const short =
    whole.length > SUGGESTED_CHARACTERS ? whole.slice(0, SUGGESTED_CHARACTERS + 1).replace(/\s\S*$/, '') : whole;
  const name = short.slice(0, SUGGESTED_CHARACTERS).trim();
  const base = name === '' ? 'Condition' : name.charAt(0).toUpperCase() + name.slice(1);
  return nameFault(draft, base) === undefined ? base : counted(draft, base);
}

function counted(draft: Draft, name: string): string {
  const base = name.replace(/ \d+$/, '');
  for (let count = 2; ; count++) {
    const next = `${base.slice(0, NAME_CHARACTERS - 1 - String(count).length)} ${count}`;
    if (!Object.hasOwn(conditionsOf(draft), next)) return next;
  }
}

/** Keeps a condition under a name, behind those that there are. A name that cannot be given changes nothing. */
export function addCondition(draft: Draft, name: string, condition: unknown): Draft {
  if (nameFault(draft, name) !== undefined) return draft;
  return withConditions(draft, [...Object.entries(conditionsOf(draft)), [name, condition]]);
}

/** Changes what a name stands for. */
export function setCondition(draft: Draft, name: string, condition: unknown): Draft {
  return withConditions(
    draft,
    Object.entries(conditionsOf(draft)).map(([each, before]) => [each, each === name ? condition : before]),
  );
}

/** Gives a condition another name; whatever refers to it follows. A name that cannot be given changes nothing. */
export function renameCondition(draft: Draft, name: string, next: string): Draft {
  const named = conditionsOf(draft);
  if (name === next || !Object.hasOwn(named, name) || nameFault(draft, next) !== undefined) return draft;
  const follow = (condition: unknown) =>
    mapReferences(condition, (reference, to) => (to === name ? { ...reference, condition: next } : reference));
  return withConditions(
    mapConditions(draft, follow),
    Object.entries(named).map(([each, condition]) => [each === name ? next : each, follow(condition)]),
  );
}

/** The name that `duplicateCondition` gives to the copy. */
export const copiedName = (draft: Draft, name: string): string => counted(draft, name);

/** Puts a copy behind a named condition, which nothing refers to yet. */
export function duplicateCondition(draft: Draft, name: string): Draft {
  const copy = copiedName(draft, name);
  return withConditions(
    draft,
    Object.entries(conditionsOf(draft)).flatMap(([each, condition]): [string, unknown][] =>
      each === name
        ? [
            [each, condition],
            [copy, condition],
          ]
        : [[each, condition]],
    ),
  );
}

/** Forgets a named condition. One that something refers to stays (`conditionUses` says where). */
export function removeCondition(draft: Draft, name: string): Draft {
  const used = conditionUses(draft, name).some((use) => use.by === 'step' || use.name !== name);
  return used ? draft : without(draft, name);
}

/**
 * Puts what a name stands for in every place that refers to it, and forgets the name. Nothing changes where it comes to ask
 * itself, or where a reference cannot be replaced.
 */
export function inlineCondition(draft: Draft, name: string): Draft {
  const named = conditionsOf(draft);
  if (!Object.hasOwn(named, name) || leadsTo(named, name, name)) return draft;
  const written = (condition: unknown) =>
    mapReferences(condition, (reference, to) => (to === name ? inPlace(reference, named[name]) : reference));
  const next = withConditions(
    mapConditions(draft, written),
    Object.entries(named).map(([each, condition]) => [each, each === name ? condition : written(condition)]),
  );
  return conditionUses(next, name).length > 0 ? draft : without(next, name);
}

/** Puts what a name stands for in one place that refers to it. */
export function inlineConditionAt(draft: Draft, path: string): Draft {
  const reference = valueAt(draft, path);
  if (!isObject(reference) || typeof reference.condition !== 'string') return draft;
  const named = conditionsOf(draft);
  if (!Object.hasOwn(named, reference.condition)) return draft;
  const value = inPlace(reference, named[reference.condition]);
  return value === reference ? draft : applyPatch(draft, [{ op: 'replace', path, value }]);
}

/** Keeps the condition at a JSON pointer under a name, to which that place then refers. */
export function extractCondition(draft: Draft, path: string, name: string): Draft {
  const condition = valueAt(draft, path);
  if (!isObject(condition) || nameFault(draft, name) !== undefined) return draft;
  return addCondition(applyPatch(draft, [{ op: 'replace', path, value: { condition: name } }]), name, condition);
}

/** What a reference says beside the name, a priority or a field of one's own, stays with what takes its place. */
function inPlace(reference: Draft, content: unknown): unknown {
  if (!isObject(content) || ['all', 'any', 'not', 'fact'].some((key) => Object.hasOwn(reference, key)))
    return reference;
  const { condition: _, ...beside } = reference;
  return { ...content, ...Object.fromEntries(Object.entries(beside).filter(([key]) => !Object.hasOwn(content, key))) };
}

function without(draft: Draft, name: string): Draft {
  return withConditions(
    draft,
    Object.entries(conditionsOf(draft)).filter(([each]) => each !== name),
  );
}

/** A workflow whose last named condition is taken away has the bytes of one that never had any. */
function withConditions(draft: Draft, entries: readonly (readonly [string, unknown])[]): Draft {
  if (entries.length === 0 && !Object.hasOwn(draft, 'conditions')) return draft;
  return withField(draft, 'workflow', 'conditions', entries.length === 0 ? undefined : Object.fromEntries(entries));
}
