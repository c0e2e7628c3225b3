import { type CompiledCondition, compileCondition } from '../condition/index.ts';
import { compileExpression, compileTemplate, type Expression, type Template } from '../expression/index.ts';
import { hashText } from '../json/index.ts';
import { hasErrors, type Problem } from '../problem/index.ts';
import { parseDuration } from '../time/index.ts';
import { canonicalText, NODE_KINDS, portsOf, validate, type Workflow, type WorkflowNode } from '../workflow/index.ts';
import type { Compiled, CompiledMapping, CompiledNode, Program } from './program.ts';

export type CompileResult =
  | { readonly ok: true; readonly program: Program; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

/**
 * Compiles a workflow with the variables of its environment (what is not given takes its default). A workflow with
 * errors does not compile; warnings come along.
 */
export function compile(workflow: Workflow, variables: Readonly<Record<string, unknown>> = {}): CompileResult {
  const problems = [...validate(workflow), ...variableProblems(workflow, variables)];
  if (hasErrors(problems)) return { ok: false, problems };
  const wires = new Map<string, string[]>();
  for (const edge of workflow.edges) {
    const target = edge.to.slice(0, edge.to.indexOf('.'));
    wires.set(edge.from, [...(wires.get(edge.from) ?? []), target]);
  }
  const nodes = workflow.nodes.map((node) => compileNode(node, wires));
  return {
    ok: true,
    problems,
    program: {
      workflow,
      id: workflow.id,
      version: versionOf(workflow),
      variables: Object.fromEntries(
        (workflow.variables ?? []).map((variable) => [
          variable.name,
          Object.hasOwn(variables, variable.name) ? variables[variable.name] : variable.default,
        ]),
      ),
      settings: {
        runs: workflow.settings?.runs ?? 'one',
        cooldownMs: workflow.settings?.cooldown ? parseDuration(workflow.settings.cooldown) : 0,
        retracts: workflow.settings?.wrongFiring !== 'ignore',
        reopens: workflow.settings?.closedEarly !== 'ignore',
      },
      nodes: new Map(nodes.map((node) => [node.id, node])),
      senses: nodes.filter((node) => NODE_KINDS[node.kind].family === 'sense'),
      wires,
    },
  };
}

/** The version of a workflow: the hash of its canonical text, shortened to 16 hexadecimal digits. */
export function versionOf(workflow: Workflow): string {
  return hashText(canonicalText(workflow)).slice(0, 16);
}

function variableProblems(workflow: Workflow, given: Readonly<Record<string, unknown>>): Problem[] {
  return (workflow.variables ?? []).flatMap((variable, index): Problem[] => {
    const value = Object.hasOwn(given, variable.name) ? given[variable.name] : variable.default;
    const path = `/variables/${index}`;
    if (value === undefined)
      return [
        {
          code: 'missing-variable',
          severity: 'error',
          message: `The variable “${variable.name}” has no value here and no default.`,
          path,
        },
      ];
    if (value !== null && typeof value !== variable.type)
      return [
        {
          code: 'wrong-variable',
          severity: 'error',
          message: `The variable “${variable.name}” must be a ${variable.type}.`,
          path,
        },
      ];
    return [];
  });
}

function compileNode(node: WorkflowNode, wires: ReadonlyMap<string, readonly string[]>): CompiledNode {
  const { id, title } = node;
  switch (node.kind) {
    case 'trigger':
      return {
        id,
        title,
        kind: 'trigger',
        config: node.config,
        is: {
          matches: matcher(node.config.on),
          rising: node.config.fire === 'rising',
          late: node.config.late === true,
          ...optional('when', node.config.when, condition),
          ...optional('per', node.config.per, expression),
        },
      };
    case 'deadline': {
      const { met } = node.config;
      return {
        id,
        title,
        kind: 'deadline',
        config: node.config,
        is: {
          due: expression(node.config.due),
          graceMs: milliseconds(node.config.grace, 0),
          matches: matcher(met.on),
          ...optional('per', node.config.per, expression),
          ...optional('when', met.when, condition),
          ...optional('at', met.at, expression),
        },
      };
    }
    case 'condition':
      return { id, title, kind: 'condition', config: node.config, is: { when: condition(node.config.when) } };
    case 'set':
      return {
        id,
        title,
        kind: 'set',
        config: node.config,
        is: { values: Object.entries(node.config.values).map(([name, text]) => [name, expression(text)] as const) },
      };
    case 'action':
      return { id, title, kind: 'action', config: node.config, is: action(node.config) };
    case 'exception':
      return {
        id,
        title,
        kind: 'exception',
        config: node.config,
        is: {
          severity:
            typeof node.config.severity === 'string' ? node.config.severity : expression(node.config.severity.cel),
          title: template(node.config.title),
          evidence: (node.config.evidence ?? []).map((row) => ({
            label: row.label,
            value: template(row.value),
            ...optional('expected', row.expected, template),
          })),
          stays: portsOf(node).some((port) => port !== 'opened' && wires.has(`${id}.${port}`)),
          ...optional('summary', node.config.summary, template),
          ...optional('key', node.config.key, expression),
        },
      };
    case 'wait': {
      const when = node.config.for?.when;
      const compiled = when === undefined ? undefined : condition(when);
      return {
        id,
        title,
        kind: 'wait',
        config: node.config,
        is: {
          matches: node.config.for ? matcher(node.config.for.on) : () => false,
          readsEvent: compiled?.facts.some((fact) => fact === 'event' || fact.startsWith('event.')) ?? true,
          ...(compiled ? { when: compiled } : {}),
          ...optional('until', node.config.until, expression),
          ...(node.config.timeout ? { timeoutMs: parseDuration(node.config.timeout) } : {}),
        },
      };
    }
    case 'end':
      return { id, title, kind: 'end', config: node.config, is: {} };
  }
}

function action(config: Extract<WorkflowNode, { kind: 'action' }>['config']): Compiled['action'] {
  return {
    input: mapping(config.input),
    attempts: config.retry?.attempts ?? 5,
    firstRetryMs: milliseconds(config.retry?.first, SECOND_MS),
    mostRetryMs: milliseconds(config.retry?.most, HOUR_MS),
    ...(config.timeout ? { timeoutMs: parseDuration(config.timeout) } : {}),
  };
}

function mapping(value: unknown): CompiledMapping {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return { kind: 'list', items: value.map(mapping) };
  if (typeof value === 'object' && value !== null)
    return { kind: 'object', fields: Object.entries(value).map(([key, item]) => [key, mapping(item)] as const) };
  return { kind: 'constant', value };
}

/** A string that is one `${…}` alone keeps the type of its value; any other is a text. */
function text(value: string): CompiledMapping {
  const alone = value.startsWith('${') && value.endsWith('}') ? compileExpression(value.slice(2, -1)) : undefined;
  return alone?.ok
    ? { kind: 'expression', expression: alone.expression }
    : { kind: 'template', template: template(value) };
}

/** `shipment.*` means every type that begins with `shipment.`; `*` means every type. */
function matcher(types: readonly string[]): (type: string) => boolean {
  const exact = new Set(types.filter((type) => !type.endsWith('*')));
  const prefixes = types.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1));
  return (type) => exact.has(type) || prefixes.some((prefix) => type.startsWith(prefix));
}

function optional<Name extends string, Value, Made>(
  name: Name,
  value: Value | undefined,
  make: (value: Value) => Made,
) {
  return (value === undefined ? {} : { [name]: make(value) }) as { [K in Name]?: Made };
}

function milliseconds(text: string | undefined, otherwise: number): number {
  return text === undefined ? otherwise : parseDuration(text);
}

/* `validate` has compiled every one of these texts already: one that fails here is a bug. */

function expression(text: string): Expression {
  const result = compileExpression(text);
  if (!result.ok) throw new Error(`expression passed validation but does not compile: ${text}`);
  return result.expression;
}

function template(text: string): Template {
  const result = compileTemplate(text);
  if (!result.ok) throw new Error(`template passed validation but does not compile: ${text}`);
  return result.template;
}

function condition(json: unknown): CompiledCondition {
  const result = compileCondition(json);
  if (!result.ok) throw new Error('condition passed validation but does not compile');
  return result.condition;
}
