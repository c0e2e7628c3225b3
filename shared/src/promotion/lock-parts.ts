import { versionOf } from '../engine/index.ts';
import type { Workflow } from '../workflow/index.ts';

/** A workflow whose steps say which version of which part they run, and those parts, each after what it is made of. */
export interface Locked {
  readonly graph: Workflow;
  readonly parts: readonly Workflow[];
}

/**
 * Writes into every step that names one of `parts` the version that is meant. `renamed` are new ids of parts whose own one
 * is taken. Parts that contain each other cannot be locked: their steps stay as they are, for validation to say so.
 */
export function lockParts(
  graph: Workflow,
  parts: readonly Workflow[],
  renamed: Readonly<Record<string, string>> = {},
): Locked {
  const known = new Map(parts.map((part) => [part.id, part]));
  const locked = new Map<string, Workflow>();
  const under = new Set<string>();
  const lock = (workflow: Workflow): Workflow => ({
    ...workflow,
    nodes: workflow.nodes.map((node) => {
      if (node.kind !== 'subflow') return node;
      const made = place(node.config.workflow);
      return made ? { ...node, config: { ...node.config, workflow: made.id, version: versionOf(made) } } : node;
    }),
  });
  const place = (id: string): Workflow | undefined => {
    const part = known.get(id);
    const done = locked.get(id);
    if (done || !part || under.has(id)) return done;
    under.add(id);
    const made = { ...lock(part), id: renamed[id] ?? id };
    under.delete(id);
    locked.set(id, made);
    return made;
  };
  return { graph: lock(graph), parts: [...locked.values()] };
}
