import type { Problem } from '../../problem/index.ts';
import { inputProblems, type NodeOf, type Workflow } from '../../workflow/index.ts';

/** What does not fit between a step and the workflow that it runs. Paths are those of the step's configuration. */
export function fitProblems(
  caller: Workflow,
  node: NodeOf<'subflow'>,
  part: Workflow,
  slots: ReadonlyMap<string, string>,
): readonly Problem[] {
  if (!part.entry)
    return [error('no-entry', `“${part.name}” has no entry: no other workflow can run it.`, '/workflow')];
  const found: Problem[] = [];
  if (part.subject !== caller.subject)
    found.push(
      error(
        'part-subject',
        `“${part.name}” is about a ${part.subject}, this workflow about a ${caller.subject}.`,
        '/workflow',
      ),
    );
  for (const { slot, connector } of part.connections ?? []) {
    const other = slots.get(slot);
    if (other !== undefined && other !== connector)
      found.push(
        error(
          'part-slot',
          `“${part.name}” takes the connection “${slot}” for ${connector}; here it is ${other}.`,
          '/workflow',
        ),
      );
  }
  found.push(...inputProblems(caller, node, part.entry), ...endProblems(node, part));
  return found;
}

/** Ends and ports are the same: an end without one would lose its tokens, a port without one is never taken. */
function endProblems(node: NodeOf<'subflow'>, part: Workflow): Problem[] {
  const ends = part.nodes.filter((each) => each.kind === 'end');
  const lacking = ends.filter((end) => !node.config.ends.some(({ id }) => id === end.id));
  const gone = node.config.ends.flatMap(({ id }, index) => (ends.some((end) => end.id === id) ? [] : [{ id, index }]));
  return [
    ...lacking.map((end) =>
      error(
        'missing-end',
        `“${part.name}” ends at “${end.title}” too, for which “${node.title}” has no port.`,
        '/ends',
      ),
    ),
    ...gone.map(({ id, index }) =>
      error('unknown-end', `“${part.name}” has no end “${id}”: the port is never taken.`, `/ends/${index}/id`),
    ),
  ];
}

function error(code: string, message: string, path: string): Problem {
  return { code, severity: 'error', message, path };
}
