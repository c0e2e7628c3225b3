import { compileCondition } from '../condition/index.ts';
import { placeProblems } from '../expression/index.ts';
import { isObject } from '../json/object.ts';
import type { Problem } from '../problem/index.ts';
import type { Workflow, WorkflowNode } from './graph.ts';
import { textsOf } from './kinds/texts.ts';

type Named = Workflow['conditions'];

/** What is wrong with the named conditions of a workflow, whether a step uses them or not. */
export function namedProblems(named: Named, names: readonly string[]): Problem[] {
  return Object.entries(named ?? {}).flatMap(([name, condition]) => {
    const result = compileCondition(condition, { named, variables: names });
    const pointer = `/conditions/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return placeProblems(result.ok ? result.warnings : result.problems, pointer);
  });
}

/**
 * A step with the conditions that it refers to by name written out, each keeping its name for the trace. So the meaning of
 * a step does not hang on what stands elsewhere: where a named condition changes, the step has changed.
 */
export function withNamedConditions<Node extends WorkflowNode>(node: Node, named: Named): Node {
  if (!named) return node;
  let { config }: { config: unknown } = node;
  for (const text of textsOf(node))
    if (text.kind === 'condition') config = replaced(config, text.path.split('/').slice(1), named);
  return config === node.config ? node : ({ ...node, config } as Node);
}

/** The value with the condition at a pointer written out. */
function replaced(value: unknown, [key, ...further]: readonly string[], named: NonNullable<Named>): unknown {
  if (key === undefined) return written(value, named);
  if (Array.isArray(value))
    return value.map((each, at) => (String(at) === key ? replaced(each, further, named) : each));
  if (!isObject(value)) return value;
  return { ...value, [key]: replaced(value[key], further, named) };
}

function written(condition: unknown, named: NonNullable<Named>): unknown {
  if (!isObject(condition)) return condition;
  const { condition: name, all, any, not } = condition;
  if (typeof name === 'string' && Object.hasOwn(named, name)) return { all: [written(named[name], named)], name };
  if (Array.isArray(all)) return { ...condition, all: all.map((each) => written(each, named)) };
  if (Array.isArray(any)) return { ...condition, any: any.map((each) => written(each, named)) };
  return not === undefined ? condition : { ...condition, not: written(not, named) };
}
