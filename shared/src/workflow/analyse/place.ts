import { compileCondition } from '../../condition/index.ts';
import type { Shape } from '../../condition/part.ts';
import type { Type, TypeScope } from '../../expression/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { textsOf } from '../kinds/texts.ts';
import { scopeAt } from '../types/scope.ts';
import type { TypeOf } from './boxes/index.ts';

/** A condition of a workflow that compiles, where it stands, and what is certain of the fields that it reads. */
export interface Place {
  readonly node: WorkflowNode;
  /** JSON pointer into the workflow. */
  readonly path: string;
  /** The pointer inside the node's configuration: `/when`. */
  readonly within: string;
  readonly json: unknown;
  readonly shape: Shape;
  readonly reads: readonly string[];
  readonly typeOf: TypeOf;
}

/** Every condition of the steps of a workflow. One that does not compile is validation's business. */
export function placesOf(workflow: Workflow, surroundings: TypeScope): readonly Place[] {
  const named = workflow.conditions;
  return workflow.nodes.flatMap((node, index) =>
    textsOf(node).flatMap((text): Place[] => {
      if (text.kind !== 'condition') return [];
      const compiled = compileCondition(text.value, { named });
      if (!compiled.ok) return [];
      const { shape, facts: reads } = compiled.condition;
      const path = `/nodes/${index}/config${text.path}`;
      const typeOf = typesIn(scopeAt(surroundings, node, text.path));
      return [{ node, path, within: text.path, json: text.value, shape, reads, typeOf }];
    }),
  );
}

/** What is certain of a field, as far as a scope tells; nothing where a part of the way is only likely. */
export function typesIn(scope: TypeScope): TypeOf {
  return (path) => {
    const [root = '', ...keys] = path;
    let type: Type | undefined = Object.hasOwn(scope, root) ? scope[root] : undefined;
    for (const key of keys) {
      if (!type || type.likely) return undefined;
      type = type.fields && Object.hasOwn(type.fields, key) ? type.fields[key] : undefined;
    }
    return type?.likely ? undefined : type;
  };
}
