import type { Problem } from '../../problem/index.ts';
import type { NodeOf, Workflow } from '../graph.ts';
import { NODE_KINDS } from '../kinds/catalogue.ts';
import { error } from './problem.ts';

/** Names that a step has of its own beside what the part gives: what it was given, and the end that it reached. */
const TAKEN: ReadonlySet<string> = new Set(['inputs', 'end']);

/** What is wrong with where others come into a workflow. */
export function entryProblems({ entry, nodes }: Workflow): Problem[] {
  if (!entry) return [];
  const node = nodes.find(({ id }) => id === entry.node);
  const twice = entry.inputs.flatMap(({ name }, index) =>
    entry.inputs.findIndex((input) => input.name === name) === index
      ? []
      : [error('duplicate-input', `Two inputs are called “${name}”.`, `/entry/inputs/${index}/name`)],
  );
  const taken = Object.keys(entry.outputs ?? {}).filter((name) => TAKEN.has(name));
  return [
    ...(node && NODE_KINDS[node.kind].input
      ? []
      : [
          error(
            'entry-node',
            node
              ? `“${node.title}” senses: others cannot come in there. Choose the step behind it.`
              : `Others come in at “${entry.node}”, which does not exist.`,
            '/entry/node',
            node?.id,
          ),
        ]),
    ...twice,
    ...taken.map((name) =>
      error('reserved-output', `An output cannot be called “${name}”. Choose another name.`, `/entry/outputs/${name}`),
    ),
    ...(nodes.some(({ kind }) => kind === 'end')
      ? []
      : [
          error('no-end', 'Others run this workflow, but it never ends: draw an End for each way out of it.', '/entry'),
        ]),
  ];
}

/** What can be told of a step without the workflow that it runs. */
export function subflowProblems(workflow: Workflow, node: NodeOf<'subflow'>, path: string): Problem[] {
  const { ends, workflow: called } = node.config;
  const seen = new Set(['in']);
  const twice = ends.flatMap(({ id }, index) => {
    const known = seen.has(id);
    seen.add(id);
    if (!known) return [];
    const message = id === 'in' ? 'No port can be called “in”.' : `“${node.title}” has two ports for the end “${id}”.`;
    return [error('duplicate-end', message, `${path}/ends/${index}/id`, node.id)];
  });
  return called === workflow.id
    ? [
        ...twice,
        error('part-circle', `“${node.title}” would run the workflow that it is in.`, `${path}/workflow`, node.id),
      ]
    : twice;
}
