import { eventFields, type Field, subjectFields } from '@slipway/shared/event';
import { describePath } from '@slipway/shared/expression';
import { type Draft, type DraftNode, nodesOf } from '@slipway/shared/workflow/edit';

type Scope = Readonly<Record<string, unknown>>;

/** What a step's conditions and expressions can read: event, subject, the subject before, variables, answers of steps. */
export function readableFields(draft: Draft, node: DraftNode | undefined, scope: Scope | undefined): readonly Field[] {
  const kind = typeof draft.subject === 'string' ? draft.subject : 'shipment';
  const subject = subjectFields(kind);
  const previous = subject.filter((field) => field.from === undefined).map(asPrevious);
  return [
    ...eventFields(typesSeen(draft, node)),
    ...subject,
    ...variableFields(draft),
    ...inputFields(draft),
    ...answerFields(draft, node, scope),
    ...triggerFields(scope),
    { fact: 'now', path: '', type: 'instant', label: describePath('now', []) },
    { fact: 'key', path: '', type: 'text', label: describePath('key', []) },
    ...previous,
  ];
}

function asPrevious(field: Field): Field {
  return { ...field, fact: 'previous', label: describePath('previous', field.path.split('.')) };
}

/** The event types that a step can see: its own, or those that can begin a run. */
export function typesSeen(draft: Draft, node: DraftNode | undefined): readonly string[] {
  const own = node ? typesOf(node.config) : [];
  if (own.length > 0) return own;
  return nodesOf(draft).flatMap((each) => (each.kind === 'trigger' ? typesOf(each.config) : []));
}

function typesOf(config: unknown): readonly string[] {
  if (typeof config !== 'object' || config === null) return [];
  const { on, met, for: awaited } = config as { on?: unknown; met?: unknown; for?: unknown };
  const own = Array.isArray(on) ? on.filter((type): type is string => typeof type === 'string') : [];
  return [...own, ...typesOf(met), ...typesOf(awaited)];
}

const VARIABLE_TYPES: Readonly<Record<string, Field['type']>> = {
  number: 'number',
  string: 'text',
  boolean: 'boolean',
};

function variableFields(draft: Draft): readonly Field[] {
  const variables = Array.isArray(draft.variables) ? draft.variables : [];
  return variables.flatMap((variable: unknown): readonly Field[] => {
    const { name, type } = (variable ?? {}) as { name?: unknown; type?: unknown };
    if (typeof name !== 'string') return [];
    return [
      { fact: 'vars', path: name, type: VARIABLE_TYPES[String(type)] ?? 'any', label: describePath('vars', [name]) },
    ];
  });
}

/** What the workflows that run this one give it. */
function inputFields(draft: Draft): readonly Field[] {
  const { inputs } = (draft.entry ?? {}) as { inputs?: unknown };
  return (Array.isArray(inputs) ? inputs : []).flatMap((input: unknown): readonly Field[] => {
    const { name, type } = (input ?? {}) as { name?: unknown; type?: unknown };
    if (typeof name !== 'string') return [];
    const label = describePath('inputs', [name]);
    return [{ fact: 'inputs', path: name, type: VARIABLE_TYPES[String(type)] ?? 'any', label }];
  });
}

const DEPTH_MAX = 3;

/** What other steps put out, as far as a play has shown it; a condition's answer and set values are known without one. */
function answerFields(draft: Draft, node: DraftNode | undefined, scope: Scope | undefined): readonly Field[] {
  const seen = (scope?.nodes ?? {}) as Readonly<Record<string, unknown>>;
  return nodesOf(draft).flatMap((each): readonly Field[] => {
    if (each.id === node?.id) return [];
    const output = Object.hasOwn(seen, each.id) ? seen[each.id] : guessed(each);
    return leaves(output, [each.id], 0).map(([keys, value]) => ({
      fact: 'nodes',
      path: keys.join('.'),
      type: typeOf(value),
      label: describePath('nodes', keys),
      from: [each.title],
    }));
  });
}

function guessed(node: DraftNode): unknown {
  const { values } = (node.config ?? {}) as { values?: unknown };
  if (node.kind === 'set' && typeof values === 'object' && values !== null)
    return Object.fromEntries(Object.keys(values).map((name) => [name, null]));
  return node.kind === 'condition' ? { answer: true } : undefined;
}

function triggerFields(scope: Scope | undefined): readonly Field[] {
  const trigger = scope?.trigger;
  return leaves(trigger, [], DEPTH_MAX - 1)
    .filter(([keys]) => keys[0] !== 'event')
    .map(([keys, value]) => ({
      fact: 'trigger',
      path: keys.join('.'),
      type: typeOf(value),
      label: describePath('trigger', keys),
    }));
}

function leaves(
  value: unknown,
  keys: readonly string[],
  depth: number,
): readonly (readonly [readonly string[], unknown])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth >= DEPTH_MAX)
    return value === undefined ? [] : [[keys, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    /^[\w-]+$/.test(key) ? leaves(inner, [...keys, key], depth + 1) : [],
  );
}

function typeOf(value: unknown): Field['type'] {
  if (Array.isArray(value)) return 'list';
  switch (typeof value) {
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'string':
      return /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value) ? 'instant' : 'text';
    default:
      return 'any';
  }
}

/** How an expression writes a field: `subject.commitment.deliverBy`, `subject.links["erp.order"]`. */
export function expressionOf({ fact, path }: Pick<Field, 'fact' | 'path'>): string {
  return path === '' ? fact : `${fact}.${path}`;
}
