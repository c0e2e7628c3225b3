import { z } from 'zod';
import { eventTypesOf } from '../event/index.ts';
import { hashOf } from '../json/index.ts';
import { LIMITS } from '../limits/index.ts';
import type { Workflow } from '../workflow/index.ts';

const name = z.string().min(1).max(LIMITS.labelCharacters);

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
});
export type Bundle = z.infer<typeof bundleSchema>;

/** A bundle as a file, with the hash by which a change to it is found. */
export const bundleFileSchema = z.strictObject({
  format: z.literal('slipway-bundle'),
  hash: z.string().length(64),
  bundle: bundleSchema,
});
export type BundleFile = z.infer<typeof bundleFileSchema>;

/** The version that this installation has of a connector; undefined where it has none. */
export type ConnectorVersion = (connector: string) => string | undefined;

/** The bundle of these workflows, one of each id, in an order that does not depend on theirs. */
export function bundleOf(graphs: readonly Workflow[], versionOfConnector: ConnectorVersion): Bundle {
  const connectors = new Set(graphs.flatMap((graph) => (graph.connections ?? []).map((each) => each.connector)));
  return {
    formatVersion: 1,
    workflows: graphs.toSorted((a, b) => compare(a.id, b.id)) as Record<string, unknown>[],
    slots: slotsOf(graphs),
    connectors: [...connectors].sort().map((id) => ({ id, version: versionOfConnector(id) ?? 'none' })),
    variables: variablesOf(graphs),
    eventTypes: [...new Set(graphs.flatMap(listened))].sort(),
  };
}

/** What a bundle is called and compared by: the hash of its canonical JSON. */
export function bundleHash(bundle: Bundle): string {
  return hashOf(bundle);
}

export function bundleFile(bundle: Bundle): BundleFile {
  return { format: 'slipway-bundle', hash: bundleHash(bundle), bundle };
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
