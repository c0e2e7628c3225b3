import { eventType, eventTypesOf } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import type { Problem } from '../../problem/index.ts';
import { parseDuration } from '../../time/index.ts';
import { type NodeOf, splitEnd, type Workflow, type WorkflowNode } from '../graph.ts';
import { toldKind } from '../told-kind.ts';
import { internalType, typeProblems } from './declared.ts';
import { subflowProblems } from './entry.ts';
import { error, warning } from './problem.ts';

/** Settings that do not fit together, of the nodes that decide, act and wait. */
export function actProblems(workflow: Workflow, node: WorkflowNode, path: string): readonly Problem[] {
  switch (node.kind) {
    case 'switch':
      return named(node, node.config.cases, `${path}/cases`, 'case', ['else', 'in']);
    case 'exception':
      return exceptionProblems(workflow, node, path);
    case 'wait':
      return waitProblems(node, path);
    case 'emit':
      return emitProblems(workflow, node, path);
    case 'estimate':
      return estimateProblems(workflow, node, path);
    case 'join':
      return joinProblems(workflow, node, path);
    case 'subflow':
      return subflowProblems(workflow, node, path);
    default:
      return [];
  }
}

/** Every case and every choice is a port: each needs a name of its own. */
function named(
  node: WorkflowNode,
  items: readonly { readonly id: string }[],
  path: string,
  what: string,
  taken: readonly string[] = [],
): Problem[] {
  const seen = new Set<string>(taken);
  return items.flatMap(({ id }, index) => {
    const twice = seen.has(id);
    seen.add(id);
    const other = taken.includes(id) ? `“${id}” is another port` : `two are called “${id}”`;
    return twice
      ? [
          error(
            `duplicate-${what}`,
            `“${node.title}”: ${other}. Give each ${what} a name of its own.`,
            `${path}/${index}/id`,
            node.id,
          ),
        ]
      : [];
  });
}

function exceptionProblems(workflow: Workflow, node: NodeOf<'exception'>, path: string): Problem[] {
  const { choices = [], sla, clear } = node.config;
  const found = [
    ...named(node, choices, `${path}/choices`, 'choice'),
    ...typeProblems(node, clear?.on ?? [], `${path}/clear/on`),
  ];
  if (sla && !sla.acknowledge && !sla.resolve)
    found.push(
      warning(
        'empty-sla',
        `“${node.title}” promises nothing: say how soon it is taken up or closed.`,
        `${path}/sla`,
        node.id,
        {
          title: 'Remove the promise',
          patch: [{ op: 'remove', path: `${path}/sla` }],
        },
      ),
    );
  if (sla?.acknowledge && sla.resolve && longer(sla.acknowledge, sla.resolve))
    found.push(
      warning(
        'sla-order',
        `“${node.title}” may be closed before it is taken up: the first promise is the longer one.`,
        `${path}/sla`,
        node.id,
      ),
    );
  return [...found, ...deadPorts(workflow, node, path)];
}

/** A case may have been opened by another node for the same type: only where none can say so is the port never taken. */
function deadPorts(workflow: Workflow, node: NodeOf<'exception'>, path: string): Problem[] {
  const alike = workflow.nodes.filter((each) => each.kind === 'exception' && each.config.type === node.config.type);
  const dead = (port: string, can: (config: NodeOf<'exception'>['config']) => boolean, lacks: string) =>
    workflow.edges.some((edge) => edge.from === `${node.id}.${port}`) &&
    !alike.some((each) => each.kind === 'exception' && can(each.config))
      ? [warning('dead-port', `“${node.title}” never leaves by ${port}: ${lacks}.`, path, node.id)]
      : [];
  return [
    ...dead('breached', ({ sla }) => Boolean(sla?.acknowledge ?? sla?.resolve), 'it promises nothing'),
    ...dead('cleared', ({ clear }) => clear !== undefined, 'it does not say when it clears'),
  ];
}

function waitProblems(node: NodeOf<'wait'>, path: string): Problem[] {
  const { for: awaited, until, timeout } = node.config;
  const found = typeProblems(node, awaited?.on ?? [], `${path}/for/on`);
  if (awaited || until || timeout) return found;
  return [
    error(
      'endless-wait',
      `“${node.title}” waits for nothing, and for ever. Say for what, until when, or how long.`,
      path,
      node.id,
    ),
  ];
}

function emitProblems(workflow: Workflow, node: NodeOf<'emit'>, path: string): Problem[] {
  const { type } = node.config;
  if (internalType(type))
    return [
      error(
        'internal-type',
        `“${type}” is appended by Slipway itself; a step cannot emit it. Choose another type.`,
        `${path}/type`,
        node.id,
      ),
    ];
  if (!eventType(type)) {
    if (!/^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/.test(type))
      return [
        error(
          'unknown-type',
          `No event type is called “${type}”. A type of your own has a dot in it, such as desk.${type.replaceAll(/[^A-Za-z0-9]/g, '') || 'told'}.`,
          `${path}/type`,
          node.id,
        ),
      ];
    return typeProblems(node, [type], `${path}/type`);
  }
  return loops(workflow, node, path);
}

/** What an estimate is told as: a type with a classifier, whose instant the step itself gives. */
function estimateProblems(workflow: Workflow, node: NodeOf<'estimate'>, path: string): Problem[] {
  const { emit } = node.config;
  if (!emit) return [];
  if (!eventType(emit.type)?.classifier)
    return [
      error(
        'no-estimate-type',
        `“${emit.type}” cannot be estimated: choose a type that has planned, estimated and actual times, such as transport.arrived.`,
        `${path}/emit/type`,
        node.id,
      ),
    ];
  const given = ['classifier', 'at'].filter((name) => emit.data && Object.hasOwn(emit.data, name));
  const overwritten = given.map((name) =>
    warning(
      'unused-setting',
      `“${node.title}” says itself what “${name}” is: the one given is not used.`,
      `${path}/emit/data/${name}`,
      node.id,
      { title: 'Remove it', patch: [{ op: 'remove', path: `${path}/emit/data/${name}` }] },
    ),
  );
  return [...overwritten, ...selfWaking(workflow, node, { type: emit.type, path: `${path}/emit/type` })];
}

/** An event of another kind of subject cannot wake the workflow that tells it. */
function loops(workflow: Workflow, node: NodeOf<'emit'>, path: string): Problem[] {
  const kind = toldKind(node.config.subject);
  if (kind !== undefined && kind !== workflow.subject) return [];
  return selfWaking(workflow, node, { type: node.config.type, path: `${path}/type` });
}

/** A workflow that wakes itself: it emits what it listens to, and cannot be seen to tell another kind of subject. */
function selfWaking(workflow: Workflow, node: WorkflowNode, told: { type: string; path: string }): Problem[] {
  const heard = workflow.nodes.find((each) => listens(each, told.type));
  if (!heard) return [];
  return [
    warning(
      'notify-loop',
      `“${node.title}” emits what “${heard.title}” listens to: if it tells a ${workflow.subject}, the workflow wakes itself (at most ${LIMITS.hops} times).`,
      told.path,
      node.id,
    ),
  ];
}

function listens(node: WorkflowNode, type: string): boolean {
  if (node.kind !== 'trigger' && node.kind !== 'window' && node.kind !== 'hold') return false;
  return (node.config.on ?? []).some((pattern) => pattern === type || eventTypesOf(pattern).includes(type));
}

function joinProblems(workflow: Workflow, node: NodeOf<'join'>, path: string): Problem[] {
  const { need, timeout } = node.config;
  const wires = workflow.edges.filter((edge) => splitEnd(edge.to).nodeId === node.id).length;
  const found: Problem[] = [];
  if (wires > LIMITS.fanOut)
    found.push(error('fan-in', `More than ${LIMITS.fanOut} wires lead to “${node.title}”.`, path, node.id));
  if (typeof need === 'number' && need > wires)
    found.push(
      error(
        'join-need',
        `“${node.title}” needs ${need} ways, but ${wires} ${wires === 1 ? 'leads' : 'lead'} to it.`,
        `${path}/need`,
        node.id,
        {
          title: 'Need all of them',
          patch: [{ op: 'replace', path: `${path}/need`, value: 'all' }],
        },
      ),
    );
  else if (wires === 1)
    found.push(warning('lonely-join', `One wire leads to “${node.title}”: there is nothing to join.`, path, node.id));
  if (timeout === undefined && workflow.edges.some((edge) => edge.from === `${node.id}.timeout`))
    found.push(warning('dead-port', `“${node.title}” never leaves by timeout: it has none.`, path, node.id));
  return found;
}

function longer(one: string, other: string): boolean {
  try {
    return parseDuration(one) > parseDuration(other);
  } catch {
    // What is no duration is told elsewhere.
    return false;
  }
}
