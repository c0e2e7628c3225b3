import { describeCondition } from '../condition/index.ts';
import { EVENT_TYPES } from '../event/index.ts';
import { describeExpression, words } from '../expression/index.ts';
import { describeDuration, parseDuration } from '../time/index.ts';
import type { NodeOf, Workflow, WorkflowNode } from './graph.ts';
import type { Aggregate } from './kinds/sense.ts';

/** The one line of English on a node's card: what the step does, from its configuration. Empty for an unknown id. */
export function describeNode(workflow: Workflow, nodeId: string): string {
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId);
  return node ? sentence(node, workflow) : '';
}

function sentence(node: WorkflowNode, workflow: Workflow): string {
  switch (node.kind) {
    case 'trigger':
      return node.config.when
        ? `${titles(node.config.on)} when ${describeCondition(node.config.when)}`
        : `On ${titles(node.config.on)}`;
    case 'deadline': {
      const grace = node.config.grace ? `, ${duration(node.config.grace)} grace` : '';
      return `${titles(node.config.met.on)}: due ${readable(node.config.due, workflow)}${grace}`;
    }
    case 'hold': {
      const until = node.config.until ? `, until ${describeCondition(node.config.until)}` : '';
      return `${describeCondition(node.config.while)} for ${duration(node.config.for)}${until}`;
    }
    case 'window':
      return windowSentence(node.config);
    case 'missing': {
      const during = node.config.while ? ` while ${describeCondition(node.config.while)}` : '';
      return `No ${titles(node.config.on)} for ${duration(node.config.for)}${during}`;
    }
    case 'schedule': {
      const when =
        'cron' in node.config.at
          ? `At ${node.config.at.cron} (${node.config.at.timeZone ?? 'UTC'})`
          : `Every ${duration(node.config.at.every)}`;
      return node.config.when ? `${when} when ${describeCondition(node.config.when)}` : when;
    }
    case 'switch':
      return list(node.config.cases.map((each) => each.label));
    case 'emit':
      return `${titles([node.config.type])} about ${about(node.config.subject, workflow)}`;
    case 'join': {
      const ways = { all: 'All ways', any: 'The first way' };
      const { need, timeout } = node.config;
      const until = timeout ? `, at most ${duration(timeout)}` : '';
      return `${typeof need === 'number' ? `${need} ways` : ways[need]}${until}`;
    }
    case 'condition':
      return describeCondition(node.config.when);
    case 'set':
      return list(Object.keys(node.config.values));
    case 'table':
      return `${list(node.config.outputs.map((output) => output.label))} by ${list(node.config.inputs.map((input) => input.label))}`;
    case 'lookup':
      return `${node.config.table} by ${list(node.config.key.map((key) => readable(key, workflow)))}`;
    case 'estimate':
      return `Arrival by ${node.config.model}, from ${readable(node.config.since, workflow)}`;
    case 'subflow':
      return node.config.workflow;
    case 'action':
      return `${node.config.slot} · ${node.config.operation}${node.config.retry ? `, ${node.config.retry.attempts} attempts` : ''}`;
    case 'exception':
      return [
        typeof node.config.severity === 'string'
          ? `${capital(node.config.severity)} case`
          : 'Case of computed severity',
        node.config.assignee ? `for the ${node.config.assignee}` : '',
        node.config.choices?.length ? `asks: ${list(node.config.choices.map((choice) => choice.label))}` : '',
        node.config.sla?.resolve ? `closed within ${duration(node.config.sla.resolve)}` : '',
        node.config.clear ? `clears when ${describeCondition(node.config.clear.when)}` : '',
      ]
        .filter(Boolean)
        .join(', ');
    case 'wait': {
      const awaited = node.config.for;
      return [
        awaited ? `${titles(awaited.on)}${awaited.when ? `, ${describeCondition(awaited.when)}` : ''}` : '',
        node.config.until ? `until ${readable(node.config.until, workflow)}` : '',
        node.config.timeout ? `at most ${duration(node.config.timeout)}` : '',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'end':
      return node.config.outcome;
  }
}

const AGGREGATES: Partial<Record<Aggregate, string>> = {
  distinct: 'different values',
  avg: 'mean',
  min: 'least',
  max: 'most',
  rate: 'change',
};
const COMPARED = {
  greaterThan: 'more than',
  greaterThanInclusive: 'at least',
  lessThan: 'less than',
  lessThanInclusive: 'at most',
} as const;

/** What is counted, over what, and when that is too much: “count of Shock in 1 d, at least 10”. */
function windowSentence(config: NodeOf<'window'>['config']): string {
  const of = ` of ${config.value ? describeExpression(config.value) : titles(config.on)}`;
  const over =
    'sliding' in config.over
      ? `in ${duration(config.over.sliding)}`
      : 'tumbling' in config.over
        ? `each ${duration(config.over.tumbling)}`
        : 'session' in config.over
          ? `until ${duration(config.over.session)} of silence`
          : 'in the phase';
  const { operator, value } = config.threshold;
  const limit = typeof value === 'number' ? String(value) : describeExpression(value.cel);
  return `${AGGREGATES[config.aggregate] ?? words([config.aggregate])}${of} ${over}, ${COMPARED[operator]} ${limit}`;
}

/** Another subject is mostly written as its kind and a field: `"carrier:" + subject.carrier` is “the carrier”. */
function about(subject: string, workflow: Workflow): string {
  const kind = /^\s*(["'])([\w-]+):\1\s*\+/.exec(subject)?.[2];
  return kind ? `the ${kind}` : readable(subject, workflow);
}

/** Event types by the titles that the catalogue gives them; a pattern or a type of the user's own by its name. */
function titles(types: readonly string[]): string {
  return list(types.map((type) => (Object.hasOwn(EVENT_TYPES, type) ? (EVENT_TYPES[type]?.title ?? type) : type)));
}

/** An expression as people read it: `addDays(subject.lines[key].deliverBy, vars.days)` is “7 days after line deliver by”. */
function readable(expression: string, workflow: Workflow): string {
  const text = expression.trim();
  const days = /^addDays\((.+),\s*([^,()]+)\)$/.exec(text);
  if (days?.[1] && days[2]) return `${amount(days[2].trim(), workflow)} days after ${readable(days[1], workflow)}`;
  const line = /^subject\.lines\[key\]\.(\w+)$/.exec(text);
  return line?.[1] ? `line ${words([line[1]])}` : describeExpression(text);
}

function amount(text: string, workflow: Workflow): string {
  const variable = workflow.variables?.find((each) => text === `vars.${each.name}`);
  return variable?.default === undefined ? text : String(variable.default);
}

function duration(text: string): string {
  try {
    return describeDuration(parseDuration(text));
  } catch {
    return text;
  }
}

function list(items: readonly string[]): string {
  return items.length > 1 ? `${items.slice(0, -1).join(', ')} or ${items.at(-1)}` : (items[0] ?? '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
