import type { Expression } from '../../expression/index.ts';
import { compileTable } from '../../table/index.ts';
import {
  type ConfigOf,
  Memory,
  type NodeKind,
  portsOf,
  type Workflow,
  type WorkflowNode,
  withNamedConditions,
} from '../../workflow/index.ts';
import type { Compiled, CompiledNode, CompiledSense, Frame } from '../program.ts';
import type { Drawing } from './expand.ts';
import { wiresTo } from './joins.ts';
import { condition, expression, mapping, matcher, milliseconds, optional, template } from './texts.ts';

/** What some kinds ask of the graph around them. */
type Drawn = Pick<Drawing, 'wires' | 'ways'>;

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

type Named = Workflow['conditions'];

/** Compiles a node of a workflow that `validate` finds no error in; `named` are the conditions that it may refer to. */
export function compileNode(node: WorkflowNode, named: Named, drawn: Drawn, frame: Frame | undefined): CompiledNode {
  const make = () => {
    const written = withNamedConditions(node, named);
    const { id, title, kind, config } = written;
    const compile = kinds[kind] as (config: unknown, node: WorkflowNode, drawn: Drawn) => unknown;
    return { id, title, kind, config, is: compile(config, written, drawn) } as CompiledNode;
  };
  // What comes to a join by which wire is a question about the whole drawing.
  const made = node.kind === 'join' ? make() : compiled.recall(node, [named, ...wiredOf(node, drawn)], make);
  return frame ? { ...made, frame } : made;
}

const compiled = new Memory<CompiledNode>();

/** What a node is made of beside itself: of a case, which of its ports lead somewhere. */
function wiredOf(node: WorkflowNode, { wires }: Drawn): readonly unknown[] {
  return node.kind === 'exception' ? portsOf(node).map((port) => wires.has(`${node.id}.${port}`)) : [];
}

/** One compiler per kind: a missing one does not compile. */
const kinds: { readonly [K in NodeKind]: (config: ConfigOf<K>, node: WorkflowNode, drawn: Drawn) => Compiled[K] } = {
  trigger: (config) => ({
    ...sense(config, config.on),
    rising: config.fire === 'rising',
    late: config.late === true,
    ...optional('when', config.when, condition),
  }),
  hold: (config) => ({
    ...sense(config, config.on ?? ['*']),
    samples: config.on !== undefined,
    while: condition(config.while),
    forMs: milliseconds(config.for, 0),
    minSamples: config.minSamples ?? 1,
    ...optional('until', config.until, condition),
    ...optional('maxGapMs', config.maxGap, (text) => milliseconds(text, 0)),
  }),
  window,
  deadline: (config) => ({
    ...sense(config, config.met.on),
    due: expression(config.due),
    graceMs: milliseconds(config.grace, 0),
    ...optional('start', config.start, (start) => ({
      ...optional('matches', start.on, matcher),
      ...optional('when', start.when, condition),
    })),
    ...optional('calendar', config.calendar, (id) => id),
    ...optional('when', config.met.when, condition),
    ...optional('at', config.met.at, expression),
  }),
  missing: (config) => ({
    ...sense(config, config.on),
    forMs: milliseconds(config.for, 0),
    ...optional('when', config.when, condition),
    ...optional('while', config.while, condition),
  }),
  schedule: (config) => ({
    ...sense(config, []),
    at:
      'cron' in config.at
        ? { kind: 'cron', cron: config.at.cron, timeZone: config.at.timeZone ?? 'UTC' }
        : { kind: 'every', ms: milliseconds(config.at.every, 0) },
    ...optional('when', config.when, condition),
  }),
  condition: (config) => ({ when: condition(config.when) }),
  switch: (config) => ({ cases: config.cases.map((each) => ({ id: each.id, when: condition(each.when) })) }),
  set: (config) => ({ values: Object.entries(config.values).map(([name, text]) => [name, expression(text)] as const) }),
  table: (config) => compileTable(config, expression),
  lookup: (config) => ({ key: config.key.map(expression) }),
  estimate: (config) => ({
    since: expression(config.since),
    by: Object.entries(config.by).map(([name, text]) => [name, expression(text)] as const),
    data: mapping(config.emit?.data ?? {}),
  }),
  subflow: (config) => ({
    inputs: Object.entries(config.inputs).map(([name, text]) => [name, expression(text)] as const),
  }),
  action: (config) => ({
    input: mapping(config.input),
    attempts: config.retry?.attempts ?? 5,
    firstRetryMs: milliseconds(config.retry?.first, SECOND_MS),
    mostRetryMs: milliseconds(config.retry?.most, HOUR_MS),
    ...optional('timeoutMs', config.timeout, (text) => milliseconds(text, 0)),
    ...optional('compensation', config.compensation, (given) => ({
      operation: given.operation,
      input: mapping(given.input),
    })),
  }),
  exception: (config, node, { wires }) => ({
    severity: typeof config.severity === 'string' ? config.severity : expression(config.severity.cel),
    title: template(config.title),
    evidence: (config.evidence ?? []).map((row) => ({
      label: row.label,
      value: template(row.value),
      ...optional('expected', row.expected, template),
    })),
    stays: portsOf(node).some((port) => port !== 'opened' && wires.has(`${node.id}.${port}`)),
    closes: portsOf(node).some((port) => !['opened', 'breached'].includes(port) && wires.has(`${node.id}.${port}`)),
    ...optional('summary', config.summary, template),
    ...optional('impact', config.impact, mapping),
    ...optional('key', config.key, expression),
    ...optional('parent', config.parent, expression),
    ...optional('acknowledgeMs', config.sla?.acknowledge, (text) => milliseconds(text, 0)),
    ...optional('resolveMs', config.sla?.resolve, (text) => milliseconds(text, 0)),
    ...optional('calendar', config.sla?.calendar, (id) => id),
    ...optional('clear', config.clear, (clear) => ({
      matches: matcher(clear.on ?? ['*']),
      when: condition(clear.when),
      holdMs: milliseconds(clear.hold, 0),
    })),
  }),
  wait: (config) => {
    const when = config.for?.when === undefined ? undefined : condition(config.for.when);
    return {
      matches: config.for ? matcher(config.for.on) : () => false,
      readsEvent: when?.facts.some((fact) => fact === 'event' || fact.startsWith('event.')) ?? true,
      ...(when ? { when } : {}),
      ...optional('until', config.until, expression),
      moves: config.until !== undefined && readsWhatStays(expression(config.until)),
      ...optional('timeoutMs', config.timeout, (text) => milliseconds(text, 0)),
    };
  },
  emit: (config) => ({ subject: expression(config.subject), data: mapping(config.data) }),
  join: (config, node, { ways }) => {
    const wires = wiresTo(ways, node.id);
    const need = config.need === 'all' ? wires.size : config.need === 'any' ? 1 : config.need;
    return { need, wires, ...optional('timeoutMs', config.timeout, (text) => milliseconds(text, 0)) };
  },
  end: () => ({}),
};

const MOVING: ReadonlySet<string> = new Set(['subject', 'vars', 'nodes', 'trigger', 'key', 'calendars', 'zones']);

/** Whether an expression says the same until something else is known: it reads neither the clock nor the event. */
function readsWhatStays({ paths }: Expression): boolean {
  return paths.every((path) => MOVING.has(path.split('.')[0] ?? ''));
}

function sense(
  config: {
    readonly per?: string | undefined;
    readonly phase?: readonly string[] | undefined;
    readonly warmUp?: string | undefined;
  },
  on: readonly string[],
): CompiledSense {
  return {
    matches: matcher(on),
    warmUpMs: milliseconds(config.warmUp, 0),
    ...optional('per', config.per, expression),
    ...optional('phases', config.phase, (phases) => new Set(phases)),
  };
}

function window(config: ConfigOf<'window'>): Compiled['window'] {
  const { over, threshold } = config;
  return {
    ...sense(config, config.on),
    rateMs: milliseconds(config.rateOf, HOUR_MS),
    over:
      'sliding' in over
        ? { kind: 'sliding', ms: milliseconds(over.sliding, 0) }
        : 'session' in over
          ? { kind: 'session', ms: milliseconds(over.session, 0) }
          : 'tumbling' in over
            ? { kind: 'tumbling', ms: milliseconds(over.tumbling, 0), timeZone: over.timeZone ?? 'UTC' }
            : { kind: 'phase' },
    threshold: typeof threshold.value === 'number' ? threshold.value : expression(threshold.value.cel),
    minSamples: config.minSamples ?? 1,
    full: config.full === true,
    ...optional('when', config.when, condition),
    ...optional('value', config.value, expression),
    ...optional('maxGapMs', config.maxGap, (text) => milliseconds(text, 0)),
  };
}
