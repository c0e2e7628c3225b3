import type { WorkflowNode } from '../graph.ts';

/** A text in a node's configuration that is compiled, with its JSON pointer inside `config`. */
export type ConfigText =
  | { readonly kind: 'expression' | 'template' | 'duration'; readonly path: string; readonly value: string }
  | { readonly kind: 'condition'; readonly path: string; readonly value: unknown };

/** Every text of a node that is compiled: validation checks them, the compiler compiles the same ones. */
export function textsOf(node: WorkflowNode): readonly ConfigText[] {
  switch (node.kind) {
    case 'trigger':
      return [...condition('/when', node.config.when), ...expression('/per', node.config.per)];
    case 'deadline':
      return [
        ...expression('/per', node.config.per),
        ...expression('/due', node.config.due),
        ...duration('/grace', node.config.grace),
        ...condition('/met/when', node.config.met.when),
        ...expression('/met/at', node.config.met.at),
      ];
    case 'condition':
      return condition('/when', node.config.when);
    case 'set':
      return Object.entries(node.config.values).flatMap(([name, value]) => expression(`/values/${name}`, value));
    case 'action':
      return [
        ...templatesIn('/input', node.config.input),
        ...duration('/timeout', node.config.timeout),
        ...duration('/retry/first', node.config.retry?.first),
        ...duration('/retry/most', node.config.retry?.most),
      ];
    case 'exception':
      return [
        ...(typeof node.config.severity === 'string' ? [] : expression('/severity/cel', node.config.severity.cel)),
        ...template('/title', node.config.title),
        ...template('/summary', node.config.summary),
        ...expression('/key', node.config.key),
        ...(node.config.evidence ?? []).flatMap((row, index) => [
          ...template(`/evidence/${index}/value`, row.value),
          ...template(`/evidence/${index}/expected`, row.expected),
        ]),
      ];
    case 'wait':
      return [
        ...condition('/for/when', node.config.for?.when),
        ...expression('/until', node.config.until),
        ...duration('/timeout', node.config.timeout),
      ];
    case 'end':
      return [];
  }
}

/** Every string of a mapping is a template; a string that is one `${…}` alone keeps the type of its value. */
function templatesIn(path: string, value: unknown): ConfigText[] {
  if (typeof value === 'string') return template(path, value);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    templatesIn(`${path}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, item),
  );
}

const expression = (path: string, value: string | undefined): ConfigText[] =>
  value === undefined ? [] : [{ kind: 'expression', path, value }];
const template = (path: string, value: string | undefined): ConfigText[] =>
  value === undefined ? [] : [{ kind: 'template', path, value }];
const duration = (path: string, value: string | undefined): ConfigText[] =>
  value === undefined ? [] : [{ kind: 'duration', path, value }];
const condition = (path: string, value: unknown): ConfigText[] =>
  value === undefined ? [] : [{ kind: 'condition', path, value }];
