import { connectors } from '@slipway/connectors';
import { EVENT_TYPES } from '@slipway/shared/event';
import { FUNCTIONS, signature } from '@slipway/shared/expression';
import { FAILURES } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { UNITS } from '@slipway/shared/unit';
import { configSchemas, NODE_KINDS, nodeKinds, WORKFLOW_PROBLEMS, workflowJsonSchema } from '@slipway/shared/workflow';
import { z } from 'zod';

/** The reference pages of `docs/reference/` by file name, made from what the code says of itself. */
export function referencePages(): Readonly<Record<string, string>> {
  return {
    'connectors.md': connectorsPage(),
    'events.md': eventsPage(),
    'expressions.md': expressionsPage(),
    'failures.md': failuresPage(),
    'limits.md': limitsPage(),
    'node-kinds.md': nodeKindsPage(),
    'problems.md': problemsPage(),
    'units.md': unitsPage(),
    'workflow.schema.json': `${JSON.stringify(workflowJsonSchema(), null, 2)}\n`,
  };
}

function page(title: string, intro: string, ...parts: readonly string[]): string {
  const note = '<!-- Written by `npm run reference` from the code; edit the code instead. -->';
  return `# ${title}\n\n${note}\n\n${intro}\n\n${parts.join('\n\n')}\n`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => escaped(cell)).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function escaped(cell: string): string {
  return cell
    .replaceAll('|', '\\|')
    .replaceAll('\n', ' ')
    .replace(/(?<!`)__/g, '\\_\\_');
}

const code = (text: string | number) => `\`${text}\``;

function failuresPage(): string {
  const rows = Object.entries(FAILURES).map(([name, facts]) => [
    code(name),
    String(facts.status),
    facts.retry ? 'yes' : 'no',
    facts.title,
  ]);
  const intro =
    'Every failure that the API answers, that stands on a dead letter or that an action ended with. A code keeps its meaning for good.';
  return page('Failure codes', intro, table(['code', 'HTTP status', 'trying again can help', 'what it says'], rows));
}

function problemsPage(): string {
  const rows = Object.entries(WORKFLOW_PROBLEMS).map(([name, says]) => [code(name), says]);
  const intro =
    'Every problem that a workflow can have. With an error it is saved as a draft and not released; warnings can be released. A code keeps its meaning for good.';
  return page('Problems of a workflow', intro, table(['code', 'what it means and what to do'], rows));
}

function limitsPage(): string {
  const rows = Object.entries(LIMITS).map(([name, value]) => [code(name), value.toLocaleString('en-US')]);
  return page('Limits', 'Every bound of the product. The unit stands last in a name.', table(['limit', 'value'], rows));
}

function nodeKindsPage(): string {
  const parts = nodeKinds.map((kind) => {
    const facts = NODE_KINDS[kind];
    const ports = facts.input ? 'Has an input port.' : 'Has no input port: it looks at every event of a subject.';
    const fields = fieldRows(configSchemas[kind]);
    return [
      `## ${facts.title} (${code(kind)})`,
      `${facts.purpose} Family: ${facts.family}. ${ports}${facts.waits ? ' A run can wait here.' : ''}`,
      table(['setting', 'required', 'shape'], fields),
    ].join('\n\n');
  });
  return page('Node kinds', 'The steps that a workflow is drawn with, and how each is configured.', ...parts);
}

function eventsPage(): string {
  const rows = Object.values(EVENT_TYPES)
    .filter((type) => !type.internal)
    .map((type) => [
      code(type.type),
      type.title,
      type.subjectKinds.join(', ') || 'any',
      type.classifier ? 'yes' : '',
      requiredFields(type.data),
    ]);
  const intro =
    'The canonical events. Where *classifier* says yes, `data.classifier` is `PLN`, `EST`, `ACT` or `REQ`, and a planned or estimated instant stands in `data.at`.';
  return page('Events', intro, table(['type', 'what happened', 'about', 'classifier', 'required in `data`'], rows));
}

const GROUPS: Readonly<Record<(typeof FUNCTIONS)[keyof typeof FUNCTIONS]['group'], string>> = {
  time: 'Instants, durations and clocks',
  calendar: 'Business time',
  place: 'Places, zones and routes',
  unit: 'Units',
  number: 'Numbers',
  list: 'Lists and objects',
  text: 'Texts',
  value: 'Values of any type',
};

function expressionsPage(): string {
  const parts = Object.entries(GROUPS).map(([group, title]) => {
    const rows = Object.entries(FUNCTIONS)
      .filter(([, spec]) => spec.group === group)
      .map(([name, spec]) => [code(signature(name, spec)), spec.result, spec.help, code(spec.example)]);
    return `## ${title}\n\n${table(['function', 'result', 'what it gives', 'example'], rows)}`;
  });
  const intro =
    'The functions of the expression language (CEL syntax; all numbers are doubles). `f(a, b)` may be written `a.f(b)`; what is optional has a `?`.';
  return page('Functions in expressions', intro, ...parts);
}

function unitsPage(): string {
  const rows = Object.entries(UNITS).map(([name, unit]) => [code(name), unit.name, unit.symbol, unit.quantity]);
  const intro =
    'The units that `convert` and `celsius` know, by their codes in UN/ECE Recommendation 20. A unit converts into the others of its quantity.';
  return page('Units', intro, table(['code', 'name', 'symbol', 'quantity'], rows));
}

function connectorsPage(): string {
  const parts = connectors.map((connector) => {
    const operations = Object.entries(connector.operations).map(([name, operation]) => [
      code(name),
      operation.description,
      code(operation.idempotency),
      `${operation.timeoutMs / 1000} s`,
    ]);
    return [
      `## ${connector.title} (${code(connector.id)} ${connector.version})`,
      connector.description,
      ...(operations.length > 0
        ? [
            table(['connection setting', 'required', 'shape'], fieldRows(connector.connection.schema)),
            table(['operation', 'what it does', 'when delivered again', 'time limit'], operations),
          ]
        : []),
      ...Object.keys(connector.sources).map((name) => `Source: ${code(name)}.`),
    ].join('\n\n');
  });
  return page('Connectors', 'What ships, and how each operation is kept from acting twice.', ...parts);
}

interface JsonSchema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

function jsonSchemaOf(schema: z.ZodType): JsonSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
}

function fieldRows(schema: z.ZodType): string[][] {
  const { properties = {}, required = [] } = jsonSchemaOf(schema);
  return Object.entries(properties).map(([name, field]) => [
    code(name),
    required.includes(name) ? 'yes' : '',
    shapeOf(field),
  ]);
}

function requiredFields(schema: z.ZodType): string {
  return (jsonSchemaOf(schema).required ?? []).map(code).join(', ');
}

function shapeOf(schema: JsonSchema): string {
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(shapeOf))].join(' or ');
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ');
  if (schema.const !== undefined) return code(String(schema.const));
  if (schema.type === 'array') return `list of ${shapeOf(schema.items ?? {})}`;
  if (schema.type === 'object') {
    const names = Object.keys(schema.properties ?? {});
    return names.length > 0 ? `{ ${names.join(', ')} }` : 'object';
  }
  return schema.type ? String(schema.type) : 'any value';
}
