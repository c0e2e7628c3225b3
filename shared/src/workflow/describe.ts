import { describeCondition } from '../condition/index.ts';
import { describeDuration, parseDuration } from '../time/index.ts';
import type { Workflow, WorkflowNode } from './graph.ts';

/** The one line of English on a node's card: what the step does, from its configuration. Empty for an unknown id. */
export function describeNode(workflow: Workflow, nodeId: string): string {
  const node = workflow.nodes.find((candidate) => candidate.id === nodeId);
  return node ? sentence(node) : '';
}

function sentence(node: WorkflowNode): string {
  switch (node.kind) {
    case 'trigger':
      return node.config.when
        ? `${list(node.config.on)} when ${describeCondition(node.config.when)}`
        : `On ${list(node.config.on)}`;
    case 'deadline':
      return `No ${list(node.config.met.on)} by ${readable(node.config.due)}${node.config.grace ? `, ${duration(node.config.grace)} grace` : ''}`;
    case 'condition':
      return describeCondition(node.config.when);
    case 'set':
      return list(Object.keys(node.config.values));
    case 'action':
      return `${node.config.slot} · ${node.config.operation}${node.config.retry ? `, ${node.config.retry.attempts} attempts` : ''}`;
    case 'exception':
      return [
        typeof node.config.severity === 'string' ? capital(node.config.severity) : 'Computed severity',
        node.config.assignee ? `for ${node.config.assignee}` : '',
        node.config.choices?.length ? `asks: ${node.config.choices.map((choice) => choice.label).join(' or ')}` : '',
      ]
        .filter(Boolean)
        .join(', ');
    case 'wait':
      return [
        node.config.for
          ? `${list(node.config.for.on)}${node.config.for.when ? `, ${describeCondition(node.config.for.when)}` : ''}`
          : '',
        node.config.until ? `until ${readable(node.config.until)}` : '',
        node.config.timeout ? `at most ${duration(node.config.timeout)}` : '',
      ]
        .filter(Boolean)
        .join(', ');
    case 'end':
      return node.config.outcome;
  }
}

/** An expression as people read it: `subject.commitment.deliverBy` is “commitment deliver by”. */
function readable(expression: string): string {
  const days = /^addDays\((.+),\s*([^,()]+)\)$/.exec(expression.trim());
  if (days?.[1] && days[2]) return `${readable(days[1])} + ${readable(days[2])} days`;
  return expression
    .replace(/subject\.lines\[key\]\./g, 'line ')
    .replace(/\b(subject|event\.data|vars)\./g, '')
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
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
