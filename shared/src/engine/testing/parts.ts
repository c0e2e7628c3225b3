import { readWorkflow, type Workflow } from '../../workflow/index.ts';
import type { Given } from '../compile/index.ts';
import { graphOf } from './desk.ts';

type Nodes = Parameters<typeof graphOf>[0];

/** A workflow that others run, in short. */
export function part(
  id: string,
  entry: {
    readonly node: string;
    readonly inputs?: readonly object[];
    readonly outputs?: Readonly<Record<string, string>>;
  },
  nodes: Nodes,
  wires: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Workflow {
  const { node, inputs = [], outputs } = entry;
  const raw = graphOf(nodes, wires, {
    id,
    name: id,
    entry: { node, inputs, ...(outputs ? { outputs } : {}) },
    ...more,
  });
  const read = readWorkflow(raw);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return read.workflow;
}

/** A step that runs a part; `ends` are its ports. */
export const run = (workflow: string, ends: readonly string[], inputs: Readonly<Record<string, string>> = {}) =>
  ['subflow', { workflow, inputs, ends: ends.map((id) => ({ id, label: id })) }] as const;

/** What finds these parts, whatever version is asked for. */
export function finds(...parts: readonly Workflow[]): Given {
  return { workflow: (id) => parts.find((each) => each.id === id) };
}
