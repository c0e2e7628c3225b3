import { z } from 'zod';
import { versionOf } from '../engine/index.ts';
import { eventTypesOf } from '../event/index.ts';
import type { WorkflowTests } from '../examples/tests.ts';
import { hashOf } from '../json/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Workflow } from '../workflow/index.ts';
import { partKey } from './parts.ts';
import { referenceNeeds } from './reference-needs.ts';

const name = z.string().min(1).max(LIMITS.labelCharacters);

const referenceNeedSchema = z.strictObject({
  id: name,
  kind: z.enum(['table', 'transit']),
  keys: z.int(),
  columns: z.array(name),
  factors: z.array(name),
});

/**
 * A closed set of workflows with all that they need, computed from the graphs and never picked by hand: what is not in it
 * cannot change what was approved. It names no version numbers, which each installation counts for itself.
 */
export const bundleSchema = z.strictObject({
  formatVersion: z.literal(1),
  /** By id; each is as it was saved. */
  workflows: z.array(z.record(z.string(), z.unknown())).max(LIMITS.planChanges),
  slots: z.array(z.strictObject({ slot: name, connector: name, operations: z.array(name) })),
  connectors: z.array(z.strictObject({ id: name, version: name })),
  variables: z.array(
    z.strictObject({ name, type: z.enum(['number', 'string', 'boolean']), default: z.unknown().optional() }),
  ),
  /** The canonical event types that the workflows listen to. */
  eventTypes: z.array(name),
  /** The workflows that those are made of, by id and version; they run inside them and never by themselves. */
  parts: z.array(z.record(z.string(), z.unknown())).max(LIMITS.planChanges).optional(),
  /** The reference data that steps read: of a table the columns, of a transit model the factors. */
  references: z.array(referenceNeedSchema).optional(),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** A bundle as a file, with the hash by which a change to it is found. */
export const bundleFileSchema = z.strictObject({
  format: z.literal('slipway-bundle'),
  hash: z.string().length(64),
  bundle: bundleSchema,
  /**
   * The tests that go with its versions, by `partKey`. They change nothing of what runs and are no part of the hash. What of
   * them cannot be read is left out, so that tests of a newer Slipway keep nobody from taking the workflows.
   */
  tests: z.record(z.string(), z.unknown()).optional(),
});
export type BundleFile = z.infer<typeof bundleFileSchema>;

/** The version that this installation has of a connector; undefined where it has none. */
export type ConnectorVersion = (connector: string) => string | undefined;

/**
 * The bundle of these workflows, one of each id, with the parts that they are made of, in an order that does not depend on
 * theirs. What it does not have it does not name, so that a bundle from before there was such a thing has the same hash.
 */
export function bundleOf(
  workflows: readonly Workflow[],
  versionOfConnector: ConnectorVersion,
  parts: readonly Workflow[] = [],
): Bundle {
  const graphs = [...workflows, ...parts];
  const references = referencesOf(graphs);
  const connectors = new Set(graphs.flatMap((graph) => (graph.connections ?? []).map((each) => each.connector)));
  return {
    formatVersion: 1,
    workflows: workflows.toSorted((a, b) => compare(a.id, b.id)) as Record<string, unknown>[],
    slots: slotsOf(graphs),
    connectors: [...connectors].sort().map((id) => ({ id, version: versionOfConnector(id) ?? 'none' })),
    variables: variablesOf(graphs),
    eventTypes: [...new Set(graphs.flatMap(listened))].sort(),
    ...(parts.length === 0
      ? {}
      : { parts: parts.toSorted((a, b) => compare(keyOf(a), keyOf(b))) as Record<string, unknown>[] }),
    ...(references.length === 0 ? {} : { references }),
  };
}

/** What a bundle is called and compared by: the hash of its canonical JSON. */
export function bundleHash(bundle: Bundle): string {
  return hashOf(bundle);
}

/** `tests` by `partKey`; a bundle without any is the same file as before there were tests in it. */
export function bundleFile(bundle: Bundle, tests: Readonly<Record<string, WorkflowTests>> = {}): BundleFile {
  const file = { format: 'slipway-bundle', hash: bundleHash(bundle), bundle } as const;
  return Object.keys(tests).length === 0 ? file : { ...file, tests };
}

function slotsOf(graphs: readonly Workflow[]): Bundle['slots'] {
  const slots = new Map<string, { slot: string; connector: string; operations: Set<string> }>();
  for (const graph of graphs) {
    for (const { slot, connector } of graph.connections ?? []) {
      const key = `${slot} ${connector}`;
      const known = slots.get(key) ?? { slot, connector, operations: new Set() };
      slots.set(key, known);
      for (const node of graph.nodes) {
        if (node.kind === 'action' && node.config.slot === slot) known.operations.add(node.config.operation);
      }
    }
  }
  return [...slots.entries()]
    .sort(([a], [b]) => compare(a, b))
    .map(([, { slot, connector, operations }]) => ({ slot, connector, operations: [...operations].sort() }));
}

function variablesOf(graphs: readonly Workflow[]): Bundle['variables'] {
  const variables = new Map<string, Bundle['variables'][number]>();
  for (const graph of graphs) {
    for (const { name, type, default: standard } of graph.variables ?? []) {
      // Two workflows may disagree on a default: then both stand here, and each keeps its own.
      const variable = { name, type, ...(standard === undefined ? {} : { default: standard }) };
      variables.set(`${name} ${type} ${JSON.stringify(standard)}`, variable);
    }
  }
  return [...variables.entries()].sort(([a], [b]) => compare(a, b)).map(([, variable]) => variable);
}

function keyOf(graph: Workflow): string {
  return partKey(graph.id, versionOf(graph));
}

/** What is read under one id by steps that give the same key or factors is one need. */
function referencesOf(graphs: readonly Workflow[]): NonNullable<Bundle['references']> {
  const needs = new Map<string, NonNullable<Bundle['references']>[number]>();
  for (const { id, kind, keys, columns, factors } of graphs.flatMap(referenceNeeds)) {
    const given = factors.toSorted();
    const key = `${id} ${kind} ${keys} ${given.join(' ')}`;
    const all = new Set([...(needs.get(key)?.columns ?? []), ...columns]);
    needs.set(key, { id, kind, keys, columns: [...all].sort(), factors: given });
  }
  return [...needs.entries()].sort(([a], [b]) => compare(a, b)).map(([, need]) => need);
}

function listened(graph: Workflow): readonly string[] {
  const patterns = graph.nodes.flatMap((node) => {
    if (node.kind === 'trigger') return node.config.on;
    if (node.kind === 'deadline') return node.config.met.on;
    return node.kind === 'wait' ? (node.config.for?.on ?? []) : [];
  });
  return patterns.flatMap(eventTypesOf);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
