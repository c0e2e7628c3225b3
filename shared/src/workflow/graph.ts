import { z } from 'zod';
import { LIMITS } from '../limits/index.ts';
import { configSchemas, durationText, type NodeKind } from './kinds/config.ts';
import { conditionJson, expressionText, fieldName } from './kinds/fields.ts';
import { calendarDeclaration, zoneDeclaration } from './surroundings.ts';

/** Unknown fields survive a round trip when their name begins with `x-`; any other is refused by validation. */
const open = z.looseObject;

const reserved = new Set(['__proto__', 'constructor', 'prototype', 'hasOwnProperty', 'toString', 'valueOf']);
/** Ids of nodes: short, without a dot (a dot parts node and port), never a name that every object has. */
const nodeId = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)
  .refine((id) => !reserved.has(id), { error: 'This name is reserved.' });
/** Names of conditions: words of any language. */
export const conditionName = z
  .string()
  .regex(/^\p{L}[\p{L}\p{N}_ .-]{0,63}$/u)
  .refine((name) => !reserved.has(name), { error: 'This name is reserved.' });
const label = z.string().max(LIMITS.labelCharacters);
const coordinate = z.number().min(-1_000_000).max(1_000_000);

const nodeBase = {
  id: nodeId,
  title: label.min(1),
  description: z.string().max(LIMITS.textCharacters).optional(),
  number: z.int().min(1).max(9_999).optional(),
};

function nodeOf<K extends NodeKind>(kind: K) {
  const { id, ...rest } = nodeBase;
  return open({ id, kind: z.literal(kind), ...rest, config: configSchemas[kind] });
}

export const nodeSchema = z.discriminatedUnion('kind', [
  nodeOf('trigger'),
  nodeOf('hold'),
  nodeOf('window'),
  nodeOf('deadline'),
  nodeOf('missing'),
  nodeOf('schedule'),
  nodeOf('condition'),
  nodeOf('switch'),
  nodeOf('set'),
  nodeOf('table'),
  nodeOf('lookup'),
  nodeOf('estimate'),
  nodeOf('subflow'),
  nodeOf('end'),
  nodeOf('action'),
  nodeOf('exception'),
  nodeOf('wait'),
  nodeOf('emit'),
  nodeOf('join'),
]);
/** A step: its id, kind, title and, by its kind, its configuration. */
export type WorkflowNode = z.infer<typeof nodeSchema>;
/** A step of one kind. */
export type NodeOf<K extends NodeKind> = Extract<WorkflowNode, { kind: K }>;

/** `from` is `<node>.<port>` (a port may hold a colon: `resolved:rebooked`), `to` is `<node>.in`. */
export const edgeSchema = open({ from: z.string().max(200), to: z.string().max(200) });
export type Edge = z.infer<typeof edgeSchema>;

const variableValue = z.union([z.string().max(LIMITS.textCharacters), z.number(), z.boolean(), z.null()]);

/** How runs of the workflow relate to each other and to evidence that comes late (rule-graph.md, *Runs*). */
export const settingsSchema = open({
  runs: z.enum(['one', 'restart', 'parallel']).optional(),
  cooldown: durationText.optional(),
  wrongFiring: z.enum(['retract', 'ignore']).optional(),
  closedEarly: z.enum(['reopen', 'ignore']).optional(),
  /** How long after it cleared by itself a case that comes again is reopened and not a new one. */
  reopenWithin: durationText.optional(),
});

/** A workflow as it is saved: format version 1. Field order here is the order in which it is written. */
export const workflowSchema = open({
  formatVersion: z.literal(1),
  id: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/),
  name: label.min(1),
  description: z.string().max(LIMITS.textCharacters).optional(),
  tags: z.array(z.string().max(40)).max(20).optional(),
  subject: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
  variables: z
    .array(
      open({
        name: z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/),
        type: z.enum(['number', 'string', 'boolean']),
        default: variableValue.optional(),
        description: z.string().max(LIMITS.textCharacters).optional(),
      }),
    )
    .max(100)
    .optional(),
  connections: z
    .array(open({ slot: z.string().regex(/^[a-z][a-z0-9-]{0,63}$/), connector: z.string().max(64) }))
    .max(50)
    .optional(),
  /** What expressions see as `zones.<id>` and `calendars.<id>`. */
  zones: z.array(zoneDeclaration).max(LIMITS.zones).optional(),
  calendars: z.array(calendarDeclaration).max(LIMITS.calendars).optional(),
  /** Conditions that others refer to as `{ "condition": "<name>" }`. */
  conditions: z.record(conditionName, conditionJson).optional(),
  /** What makes it a part of others: where they come in, what they give, and what they read of it as `nodes.<id>.<name>`. */
  entry: open({
    node: nodeId,
    inputs: z
      .array(
        open({
          name: fieldName,
          type: z.enum(['number', 'string', 'boolean']),
          description: z.string().max(LIMITS.textCharacters).optional(),
        }),
      )
      .max(50),
    outputs: z.record(fieldName, expressionText).optional(),
  }).optional(),
  settings: settingsSchema.optional(),
  nodes: z.array(nodeSchema).max(LIMITS.graphNodes),
  edges: z.array(edgeSchema).max(LIMITS.graphEdges),
  layout: z.record(nodeId, z.tuple([coordinate, coordinate])).optional(),
  notes: z
    .array(open({ id: nodeId, text: z.string().max(LIMITS.textCharacters), at: z.tuple([coordinate, coordinate]) }))
    .max(200)
    .optional(),
  /** Frames around steps that belong together. They say something to people and nothing to the engine. */
  groups: z
    .array(open({ id: nodeId, title: label.min(1), nodes: z.array(nodeId).max(LIMITS.graphNodes) }))
    .max(LIMITS.graphGroups)
    .optional(),
  owner: label.optional(),
});
/** A workflow whose shape is right, as `readWorkflow` gives it; whether it means anything, `compile` says. */
export type Workflow = z.infer<typeof workflowSchema>;

export { splitEnd } from './split-end.ts';
