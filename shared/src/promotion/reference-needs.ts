import type { Problem } from '../problem/index.ts';
import type { Reference } from '../reference/index.ts';
import type { Workflow } from '../workflow/index.ts';

/** What a step reads of the reference data of its environment. */
export interface ReferenceNeed {
  readonly id: string;
  readonly kind: Reference['kind'];
  readonly nodeId: string;
  readonly title: string;
  readonly path: string;
  /** Of a table: how many values its key is given, and the columns that are read by name. */
  readonly keys: number;
  readonly columns: readonly string[];
  /** Of a transit model: the factors that it is given. */
  readonly factors: readonly string[];
}

/** What the steps of a graph read, in its order; those of its parts are theirs. */
export function referenceNeeds(graph: Workflow): readonly ReferenceNeed[] {
  return graph.nodes.flatMap((node, index): ReferenceNeed[] => {
    const at = { nodeId: node.id, title: node.title };
    const path = `/nodes/${index}/config`;
    if (node.kind === 'lookup') {
      const { table, key, fields = [] } = node.config;
      return [
        { ...at, id: table, kind: 'table', path: `${path}/table`, keys: key.length, columns: fields, factors: [] },
      ];
    }
    if (node.kind !== 'estimate') return [];
    const { model, by } = node.config;
    return [
      { ...at, id: model, kind: 'transit', path: `${path}/model`, keys: 0, columns: [], factors: Object.keys(by) },
    ];
  });
}

/** Why a step could not read this reference; undefined where it can. */
export function referenceLack(
  need: Pick<ReferenceNeed, 'kind' | 'keys' | 'columns' | 'factors'>,
  reference: Reference | undefined,
): string | undefined {
  if (!reference) return need.kind === 'table' ? 'there is no such table' : 'there is no such transit model';
  if (reference.kind === 'table') {
    if (need.kind !== 'table') return 'it is a table, and the step wants a transit model';
    const { key } = reference;
    if (key.length !== need.keys) return `its key is ${key.join(', ')}, and the step gives ${need.keys} of them`;
    const lacking = need.columns.filter((name) => !reference.columns.some((column) => column.name === name));
    return lacking.length > 0 ? `it has no column ${lacking.join(', ')}` : undefined;
  }
  if (need.kind !== 'transit') return 'it is a transit model, and the step wants a table';
  // A factor that the step does not give only makes the estimate more general.
  const lacking = need.factors.filter((factor) => !reference.factors.includes(factor));
  return lacking.length > 0 ? `it does not go by ${lacking.join(', ')}` : undefined;
}

/** The steps of a graph that could not read what they need. */
export function referenceProblems(
  graph: Workflow,
  references: Readonly<Record<string, Reference>>,
): readonly Problem[] {
  return referenceNeeds(graph).flatMap((need): Problem[] => {
    const reference = Object.hasOwn(references, need.id) ? references[need.id] : undefined;
    const lack = referenceLack(need, reference);
    if (lack === undefined) return [];
    const { id, title, nodeId, path } = need;
    const code = reference ? 'wrong-reference' : 'missing-reference';
    return [{ code, severity: 'error', message: `“${title}” reads “${id}”: ${lack}.`, nodeId, path }];
  });
}
