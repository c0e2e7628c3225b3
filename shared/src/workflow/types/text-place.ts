import {
  ANYTHING,
  BOOLEAN,
  checkTyped,
  listOf,
  TEXT,
  type Type,
  type TypeScope,
  type Wanted,
} from '../../expression/index.ts';
import { nodeSchema, type Workflow, type WorkflowNode, workflowSchema } from '../graph.ts';
import { senseKinds } from '../kinds/config.ts';
import { scopeAt, surroundingsOf } from './scope.ts';
import { wantedAt } from './wanted.ts';

/** What a text at one place of a workflow can name, and what it must give. */
export interface TextPlace {
  readonly scope: TypeScope;
  readonly wanted: Wanted | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The place of a text in a workflow that somebody draws and that may be wrong: what cannot be read there is left out.
 * Steps that have not changed are not read again.
 */
export function textPlace(draft: Json, nodeId: string | undefined, path: string): TextPlace {
  const surroundings = surroundingsOfDraft(draft);
  const node = nodeId === undefined ? undefined : readable(draft).nodes.find(({ id }) => id === nodeId);
  if (!node) return { scope: { ...surroundings.event?.fields, ...surroundings }, wanted: undefined };
  return {
    scope: { ...scopeAt(surroundings, node, path), ...ownValues(node, path, surroundings) },
    wanted: wantedAt(node, path),
  };
}

/** Values of a step that sets some see those before them. */
function ownValues(node: WorkflowNode, path: string, surroundings: TypeScope): TypeScope {
  if (node.kind !== 'set') return {};
  const name = path.split('/')[2] ?? '';
  const values = Object.entries(node.config.values);
  const before = values.slice(
    0,
    Math.max(
      0,
      values.findIndex(([each]) => each === name),
    ),
  );
  return Object.fromEntries(before.map(([each, text]) => [each, leaving(text, scopeAt(surroundings, node, path))]));
}

const surroundings = new WeakMap<Json, TypeScope>();

function surroundingsOfDraft(draft: Json): TypeScope {
  const known = surroundings.get(draft);
  if (known) return known;
  const workflow = readable(draft);
  const plain = surroundingsOf(workflow);
  const made = { ...plain, nodes: withOutputs(plain, workflow) };
  surroundings.set(draft, made);
  return made;
}

/** What steps put out, where their drawing tells it; what systems answer is not told there. */
function withOutputs(plain: TypeScope, { nodes }: Workflow): Type {
  const told = nodes.map((node): readonly [string, Type] => {
    const known = plain.nodes?.fields?.[node.id];
    return [node.id, known && known.kind !== 'any' ? known : outputOf(node, plain)];
  });
  return { ...plain.nodes, kind: 'map', fields: Object.fromEntries(told) };
}

function outputOf(node: WorkflowNode, plain: TypeScope): Type {
  const open = (fields: Readonly<Record<string, Type>>): Type => ({ kind: 'map', fields, rest: ANYTHING });
  if (senseKinds.some((kind) => kind === node.kind)) return open({ active: BOOLEAN, keys: listOf(TEXT) });
  switch (node.kind) {
    case 'condition':
      return open({ answer: BOOLEAN });
    case 'set':
      return open(
        Object.fromEntries(Object.entries(node.config.values).map(([name, text]) => [name, leaving(text, plain)])),
      );
    case 'lookup':
      return open(Object.fromEntries((node.config.fields ?? []).map((name) => [name, ANYTHING])));
    case 'estimate':
      return open({
        ...Object.fromEntries(['p50', 'p80', 'p95'].map((name) => [name, { kind: 'instant' } as const])),
        samples: { kind: 'number' },
      });
    case 'emit':
      return open({ subjects: listOf(TEXT) });
    default:
      return ANYTHING;
  }
}

/** What a value is once it has left its step: a duration is a text then. */
function leaving(text: string, scope: TypeScope): Type {
  const { type = ANYTHING } = checkTyped(text, scope);
  return { ...(type.kind === 'duration' ? TEXT : type.kind === 'null' ? ANYTHING : type), likely: true };
}

const drafts = new WeakMap<Json, Workflow>();
const nodes = new WeakMap<object, WorkflowNode | null>();
const EMPTY: Workflow = { formatVersion: 1, id: 'draft', name: 'draft', subject: 'shipment', nodes: [], edges: [] };

/** As much of a draft as can be read. */
function readable(draft: Json): Workflow {
  const known = drafts.get(draft);
  if (known) return known;
  const part = <Name extends 'subject' | 'variables' | 'zones' | 'calendars' | 'entry'>(name: Name) => {
    const read = workflowSchema.shape[name].safeParse(draft[name]);
    return read.success && read.data !== undefined ? { [name]: read.data } : {};
  };
  const list: readonly unknown[] = Array.isArray(draft.nodes) ? draft.nodes : [];
  const made: Workflow = {
    ...EMPTY,
    ...part('subject'),
    ...part('variables'),
    ...part('zones'),
    ...part('calendars'),
    ...part('entry'),
    nodes: list.map(nodeOf).filter((node) => node !== null),
  };
  drafts.set(draft, made);
  return made;
}

function nodeOf(value: unknown): WorkflowNode | null {
  if (typeof value !== 'object' || value === null) return null;
  const known = nodes.get(value);
  if (known !== undefined) return known;
  const read = nodeSchema.safeParse(value);
  const node = read.success ? read.data : null;
  nodes.set(value, node);
  return node;
}
