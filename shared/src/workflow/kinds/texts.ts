import type { NodeOf, WorkflowNode } from '../graph.ts';

/** A text in a node's configuration that is compiled, with its JSON pointer inside `config`. */
export type ConfigText =
  | { readonly kind: 'expression' | 'template' | 'duration'; readonly path: string; readonly value: string }
  | { readonly kind: 'condition'; readonly path: string; readonly value: unknown };

/** Every text of a node that is compiled: validation checks them, the compiler compiles the same ones. */
export function textsOf(node: WorkflowNode): readonly ConfigText[] {
  switch (node.kind) {
    case 'trigger':
      return [
        ...condition('/when', node.config.when),
        ...expression('/per', node.config.per),
        ...duration('/warmUp', node.config.warmUp),
      ];
    case 'hold':
      return [
        ...expression('/per', node.config.per),
        ...duration('/warmUp', node.config.warmUp),
        ...condition('/while', node.config.while),
        ...duration('/for', node.config.for),
        ...condition('/until', node.config.until),
        ...duration('/maxGap', node.config.maxGap),
      ];
    case 'window':
      return windowTexts(node.config);
    case 'missing':
      return [
        ...condition('/when', node.config.when),
        ...expression('/per', node.config.per),
        ...duration('/warmUp', node.config.warmUp),
        ...duration('/for', node.config.for),
        ...condition('/while', node.config.while),
      ];
    case 'schedule':
      return [
        ...('every' in node.config.at ? duration('/at/every', node.config.at.every) : []),
        ...expression('/per', node.config.per),
        ...condition('/when', node.config.when),
      ];
    case 'deadline':
      return [
        ...expression('/per', node.config.per),
        ...condition('/start/when', node.config.start?.when),
        ...expression('/due', node.config.due),
        ...duration('/grace', node.config.grace),
        ...condition('/met/when', node.config.met.when),
        ...expression('/met/at', node.config.met.at),
      ];
    case 'condition':
      return condition('/when', node.config.when);
    case 'switch':
      return node.config.cases.flatMap((each, index) => condition(`/cases/${index}/when`, each.when));
    case 'set':
      return Object.entries(node.config.values).flatMap(([name, value]) => expression(`/values/${name}`, value));
    case 'table':
      return node.config.inputs.flatMap((input, index) => expression(`/inputs/${index}/expression`, input.expression));
    case 'lookup':
      return node.config.key.flatMap((key, index) => expression(`/key/${index}`, key));
    case 'estimate':
      return [
        ...expression('/since', node.config.since),
        ...Object.entries(node.config.by).flatMap(([name, value]) => expression(`/by/${name}`, value)),
        ...templatesIn('/emit/data', node.config.emit?.data),
      ];
    case 'subflow':
      return Object.entries(node.config.inputs).flatMap(([name, value]) => expression(`/inputs/${name}`, value));
    case 'action':
      return [
        ...templatesIn('/input', node.config.input),
        ...duration('/timeout', node.config.timeout),
        ...duration('/retry/first', node.config.retry?.first),
        ...duration('/retry/most', node.config.retry?.most),
        ...templatesIn('/compensation/input', node.config.compensation?.input),
      ];
    case 'exception':
      return [
        ...(typeof node.config.severity === 'string' ? [] : expression('/severity/cel', node.config.severity.cel)),
        ...template('/title', node.config.title),
        ...template('/summary', node.config.summary),
        ...template('/impact', node.config.impact),
        ...expression('/key', node.config.key),
        ...expression('/parent', node.config.parent),
        ...duration('/sla/acknowledge', node.config.sla?.acknowledge),
        ...duration('/sla/resolve', node.config.sla?.resolve),
        ...condition('/clear/when', node.config.clear?.when),
        ...duration('/clear/hold', node.config.clear?.hold),
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
    case 'emit':
      return [...expression('/subject', node.config.subject), ...templatesIn('/data', node.config.data)];
    case 'join':
      return duration('/timeout', node.config.timeout);
    case 'end':
      return [];
  }
}

function windowTexts(config: NodeOf<'window'>['config']): readonly ConfigText[] {
  const { over, threshold } = config;
  return [
    ...expression('/per', config.per),
    ...duration('/warmUp', config.warmUp),
    ...condition('/when', config.when),
    ...expression('/value', config.value),
    ...duration('/rateOf', config.rateOf),
    ...('sliding' in over ? duration('/over/sliding', over.sliding) : []),
    ...('tumbling' in over ? duration('/over/tumbling', over.tumbling) : []),
    ...('session' in over ? duration('/over/session', over.session) : []),
    ...(typeof threshold.value === 'number' ? [] : expression('/threshold/value/cel', threshold.value.cel)),
    ...duration('/maxGap', config.maxGap),
  ];
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
