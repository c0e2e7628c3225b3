import { LIMITS } from '../limits/index.ts';
import { edgeSchema, nodeSchema, type Workflow, workflowSchema } from './graph.ts';
import { type ReadResult, readWorkflow } from './read.ts';
import { steady } from './steady.ts';

type Fields = Readonly<Record<string, unknown>>;
interface Reading {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: unknown };
}

/** Lists that are read item by item: an edit changes one or two of many. */
const ITEMS: Readonly<Record<string, { readonly schema: Reading; readonly most: number }>> = {
  nodes: { schema: nodeSchema, most: LIMITS.graphNodes },
  edges: { schema: edgeSchema, most: LIMITS.graphEdges },
};
const NODE_FIELDS: ReadonlySet<string> = new Set(['id', 'kind', 'title', 'description', 'number', 'config']);
const EDGE_FIELDS: ReadonlySet<string> = new Set(['from', 'to']);

const drafts = new WeakMap<object, ReadResult>();
const parts = new Map<string, WeakMap<object, unknown>>();
const FAILED = Symbol('failed');

/**
 * What `readWorkflow` gives, for drafts that are never changed in place: what is the same object in two drafts is the same
 * object in what is read of them, and is read once.
 */
export function readDraft(draft: Fields): ReadResult {
  const known = drafts.get(draft);
  if (known) return known;
  const workflow = quickly(draft);
  // Whatever is wrong is told by the one who reads everything.
  const result: ReadResult = workflow ? { ok: true, workflow } : readWorkflow(draft);
  drafts.set(draft, result);
  return result;
}

function quickly(draft: Fields): Workflow | undefined {
  const read: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(workflowSchema.shape)) {
    const value = draft[name];
    const items = ITEMS[name];
    const made = items ? list(name, value, items) : remembered(name, value, schema);
    if (made === FAILED) return undefined;
    if (Object.hasOwn(draft, name)) read[name] = made;
  }
  for (const name of Object.keys(draft)) {
    if (Object.hasOwn(workflowSchema.shape, name)) continue;
    if (!name.startsWith('x-')) return undefined;
    read[name] = draft[name];
  }
  const groups = Array.isArray(draft.groups) ? draft.groups : [];
  if (!groups.every((group) => isOnly(group, GROUP_FIELDS))) return undefined;
  return steady(read as Workflow);
}

const GROUP_FIELDS: ReadonlySet<string> = new Set(['id', 'title', 'nodes']);

function list(name: string, value: unknown, { schema, most }: (typeof ITEMS)[string]): unknown {
  if (!Array.isArray(value) || value.length > most) return FAILED;
  const known = name === 'nodes' ? NODE_FIELDS : EDGE_FIELDS;
  const read: unknown[] = [];
  for (const item of value) {
    const made = isOnly(item, known) ? remembered(name, item, schema) : FAILED;
    if (made === FAILED) return FAILED;
    read.push(made);
  }
  return read;
}

function remembered(name: string, value: unknown, schema: Reading): unknown {
  if (typeof value !== 'object' || value === null) return parsed(value, schema);
  const known = parts.get(name) ?? new WeakMap<object, unknown>();
  parts.set(name, known);
  if (known.has(value)) return known.get(value);
  const made = parsed(value, schema);
  known.set(value, typeof made === 'object' && made !== null ? steady(made) : made);
  return made;
}

function parsed(value: unknown, schema: Reading): unknown {
  const read = schema.safeParse(value);
  return read.success ? read.data : FAILED;
}

/** Whether something has no fields but known ones and those of the user's own. */
function isOnly(value: unknown, known: ReadonlySet<string>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.keys(value).every((key) => known.has(key) || key.startsWith('x-'));
}
