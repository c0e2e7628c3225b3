import { ANYTHING, BOOLEAN, INSTANT, NUMBER, TEXT, type Type, type TypeScope } from '../../expression/index.ts';
import type { Workflow, WorkflowNode } from '../graph.ts';
import { anyEventType, eventTypeOf } from './event-type.ts';
import { subjectTypeOf } from './subject-type.ts';
import { tableType } from './table-type.ts';

/** The types of everything that the texts of a workflow can name; `event` may be any event here. */
export function surroundingsOf(workflow: Workflow): TypeScope {
  const subject = subjectTypeOf(workflow.subject);
  const declared = (ids: readonly string[], called: string): Type => ({
    kind: 'map',
    fields: Object.fromEntries(ids.map((id) => [id, ANYTHING])),
    called,
  });
  return {
    subject,
    previous: { ...subject, called: 'the subject before' },
    trigger: ANYTHING,
    vars: {
      kind: 'map',
      fields: Object.fromEntries((workflow.variables ?? []).map(({ name, type }) => [name, variableTypes[type]])),
      // A variable that is not declared is told by its own check.
      told: true,
    },
    zones: declared(
      (workflow.zones ?? []).map(({ id }) => id),
      'the zones of the workflow',
    ),
    calendars: declared(
      (workflow.calendars ?? []).map(({ id }) => id),
      'the calendars of the workflow',
    ),
    nodes: {
      kind: 'map',
      fields: Object.fromEntries(workflow.nodes.map((node) => [node.id, outputType(node)])),
      called: 'the steps of the workflow',
    },
    now: INSTANT,
    key: ANYTHING,
    ...(workflow.entry ? { inputs: inputsType(workflow.entry.inputs) } : {}),
    event: anyEventType([...new Set(workflow.nodes.flatMap(mentioned))].sort()),
  };
}

/** What the workflows that run this one give it. */
function inputsType(inputs: NonNullable<Workflow['entry']>['inputs']): Type {
  const fields = Object.fromEntries(inputs.map(({ name, type }) => [name, variableTypes[type]]));
  return { kind: 'map', fields, called: 'the inputs of the workflow' };
}

/** What later steps read of a step. */
function outputType(node: WorkflowNode): Type {
  return node.kind === 'table' ? tableType(node) : ANYTHING;
}

/** The event types that a node names anywhere. */
function mentioned(node: WorkflowNode): readonly string[] {
  switch (node.kind) {
    case 'trigger':
    case 'window':
    case 'hold':
    case 'missing':
      return node.config.on ?? [];
    case 'deadline':
      return [...node.config.met.on, ...(node.config.start?.on ?? [])];
    case 'wait':
      return node.config.for?.on ?? [];
    case 'exception':
      return node.config.clear?.on ?? [];
    default:
      return [];
  }
}

const variableTypes = { number: NUMBER, string: TEXT, boolean: BOOLEAN } as const;

/** The same for one text of a node: with the event that it sees, and each field of that event under its own name. */
export function scopeAt(surroundings: TypeScope, node: WorkflowNode, path: string): TypeScope {
  const types = eventsAt(node, path);
  const event = types ? eventTypeOf(types) : (surroundings.event ?? ANYTHING);
  const own = node.kind === 'set' ? Object.keys(node.config.values) : node.kind === 'action' ? ['action'] : [];
  return {
    ...event.fields,
    ...Object.fromEntries(own.map((name) => [name, ANYTHING])),
    ...surroundings,
    event,
  };
}

/** The types of the events that a text is evaluated for; undefined where it may be any. */
function eventsAt(node: WorkflowNode, path: string): readonly string[] | undefined {
  switch (node.kind) {
    case 'trigger':
    case 'window':
    case 'hold':
      return node.config.on;
    case 'missing':
      return path === '/per' ? node.config.on : undefined;
    case 'deadline':
      if (path.startsWith('/met/')) return node.config.met.on;
      return path.startsWith('/start/') ? node.config.start?.on : undefined;
    case 'wait':
      return path.startsWith('/for/') ? node.config.for?.on : undefined;
    case 'exception':
      return path.startsWith('/clear/') ? node.config.clear?.on : undefined;
    default:
      return undefined;
  }
}
