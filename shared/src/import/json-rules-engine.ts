import { compileCondition } from '../condition/index.ts';
import { hasErrors, type Problem } from '../problem/index.ts';
import { readWorkflow, validate, type Workflow } from '../workflow/index.ts';
import { takeOverCondition } from './condition.ts';
import { error, type ForeignRule, readRules } from './rules-file.ts';

/** How the workflow is called that rules are taken into, and which events it looks at. */
export interface RulesImportOptions {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly subject?: string | undefined;
  readonly on?: readonly string[] | undefined;
}

/** A workflow that answers as the rules do, or what stands in its way. */
export type RulesImport =
  | { readonly ok: true; readonly workflow: Workflow; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/**
 * Makes a workflow of rules of json-rules-engine: one trigger, and for each rule a condition, its event's params as
 * values, and an end of the event's type. What cannot be taken over is refused by name.
 */
export function importRules(raw: unknown, options: RulesImportOptions = {}): RulesImport {
  const { rules, named, problems } = readRules(raw);
  const found: Problem[] = [...problems];
  const inOrder = rules.toSorted((a, b) => b.priority - a.priority);
  const taken = inOrder.map((rule) => {
    const path = `${rule.path}/conditions`;
    if (rule.conditions === undefined) found.push(error('rule-shape', 'A rule needs conditions.', path));
    const condition = takeOverCondition(rule.conditions, path, { named, problems: found, parts: 0 });
    const compiled = compileCondition(condition);
    for (const each of compiled.ok ? compiled.warnings : compiled.problems)
      found.push({ ...each, path: `${path}${each.path ?? ''}` });
    return { rule, condition };
  });
  if (hasErrors(found)) return { ok: false, problems: found };
  const read = readWorkflow(graphOf(taken, options));
  if (!read.ok) return { ok: false, problems: read.problems };
  const own = validate(read.workflow).filter(({ severity }) => severity === 'error');
  return own.length > 0 ? { ok: false, problems: own } : { ok: true, workflow: read.workflow, problems: found };
}

interface Taken {
  readonly rule: ForeignRule;
  readonly condition: unknown;
}

function graphOf(taken: readonly Taken[], options: RulesImportOptions) {
  const { id = 'imported-rules', name = 'Imported rules', subject = 'shipment', on = ['*'] } = options;
  const parts = taken.map(partsOf);
  const trigger = { id: 'event', kind: 'trigger', title: 'An event comes', config: { on: [...on] } };
  const nodes = [trigger, ...parts.flatMap((part) => part.nodes)];
  return {
    formatVersion: 1,
    id,
    name,
    description: 'Taken over from rules of json-rules-engine. Draw what is to be done in front of the ends.',
    subject,
    settings: { runs: 'parallel' },
    nodes: nodes.map(({ config, ...node }, index) => ({ ...node, number: index + 1, config })),
    edges: parts.flatMap((part) => part.edges),
    layout: Object.fromEntries([['event', [0, 0]], ...parts.flatMap((part) => part.places)]),
  };
}

function partsOf({ rule, condition }: Taken, index: number) {
  const [rule_, values, end] = [`rule${index + 1}`, `values${index + 1}`, `end${index + 1}`];
  const { params } = rule.event;
  const nodes = [
    { id: rule_, kind: 'condition', title: rule.name, config: { when: condition } },
    ...(params
      ? [
          {
            id: values,
            kind: 'set',
            title: `What ${rule.event.type} tells`.slice(0, 200),
            config: { values: { params: celOf(params) } },
          },
        ]
      : []),
    { id: end, kind: 'end', title: rule.event.type.slice(0, 200), config: { outcome: rule.event.type.slice(0, 200) } },
  ];
  const edges = [
    { from: 'event.out', to: `${rule_}.in` },
    ...(params
      ? [
          { from: `${rule_}.yes`, to: `${values}.in` },
          { from: `${values}.out`, to: `${end}.in` },
        ]
      : [{ from: `${rule_}.yes`, to: `${end}.in` }]),
  ];
  return { nodes, edges, places: nodes.map(({ id }, row) => [id, [index * 240, 130 * (row + 1)]] as const) };
}

/** JSON written as an expression: what JSON can say, CEL says with the same signs. */
function celOf(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(celOf).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, item]) => `${JSON.stringify(key)}: ${celOf(item)}`)
      .join(', ')}}`;
  return JSON.stringify(value);
}
