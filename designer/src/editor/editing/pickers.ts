import {
  type DraftGraph,
  type DraftNode,
  groupOf,
  groupsOf,
  mainPort,
  type Place,
  portsIn,
} from '@slipway/shared/workflow/edit';
import { t, tn } from '../../messages/t.ts';
import type { Selection } from '../document.ts';
import { wantedPorts } from '../node-kinds/index.ts';
import { portLabel } from '../ports.ts';
import { readWire } from './changes.ts';
import { type Choice, newChoices, portChoices, stepChoices, targetChoices, type Where } from './choices.ts';

/** A list that is open for somebody to pick from. */
export interface Picker {
  readonly purpose: 'add' | 'connect' | 'port' | 'reconnect' | 'search' | 'group';
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly where: Where;
  /** The step that the list belongs to, beside which it opens. */
  readonly beside?: string | undefined;
  /** Where a new step is put, when that was pointed at, in units of the canvas. */
  readonly spot?: Place | undefined;
}

/** What can be added: into the picked wire, after the picked step, or anywhere. */
export function addPicker(graph: DraftGraph, selection: Selection): Picker {
  const [wire] = selection.wires;
  if (wire !== undefined) return wirePicker(graph, wire);
  const node = pickedNode(graph, selection);
  const next = node && afterPicker(graph, node);
  if (next) return next;
  const where: Where = { at: 'anywhere' };
  return { purpose: 'add', label: t('picker.add'), choices: newChoices(graph, where), where };
}

/** What can come after a port: a new step, or one that is there. */
export function portPicker(graph: DraftGraph, node: string, port: string, spot?: Place): Picker {
  const where: Where = { at: 'port', node, port };
  const choices = [...newChoices(graph, where), ...targetChoices(graph, `${node}.${port}`)];
  return {
    purpose: 'add',
    label: t('picker.after', { port: labelOf(graph, node, port), title: titleOf(graph, node) }),
    choices,
    where,
    beside: node,
    spot,
  };
}

export function wirePicker(graph: DraftGraph, wire: string): Picker {
  const where: Where = { at: 'wire', wire: readWire(wire) };
  const beside = wire.slice(0, wire.indexOf('.'));
  return { purpose: 'add', label: t('picker.in-wire'), choices: newChoices(graph, where), where, beside };
}

/** Where the picked wire or the picked step can lead; a sentence when nothing can be wired. */
export function connectPicker(graph: DraftGraph, selection: Selection): Picker | string {
  const [wire] = selection.wires;
  if (wire !== undefined) return reconnectPicker(graph, wire);
  const node = pickedNode(graph, selection);
  if (!node) return t('picker.pick-first');
  const choices = portChoices(graph, node);
  const [only] = choices;
  if (!only) return t('picker.no-ports', { title: node.title });
  if (choices.length === 1 && only.what.is === 'port') return targetPicker(graph, node.id, only.what.port);
  const where: Where = { at: 'port', node: node.id, port: '' };
  return { purpose: 'port', label: t('picker.port', { title: node.title }), choices, where, beside: node.id };
}

/** As `portPicker`, with the steps that are there first. */
export function targetPicker(graph: DraftGraph, node: string, port: string): Picker {
  const where: Where = { at: 'port', node, port };
  const choices = [...targetChoices(graph, `${node}.${port}`), ...newChoices(graph, where)];
  return {
    purpose: 'connect',
    label: t('picker.connect', { port: labelOf(graph, node, port) }),
    choices,
    where,
    beside: node,
  };
}

/** The steps that a wire may lead to in place of the one that it does. */
export function reconnectPicker(graph: DraftGraph, wire: string): Picker {
  const { from, to } = readWire(wire);
  const beside = from.slice(0, from.indexOf('.'));
  const choices = targetChoices(graph, from);
  return {
    purpose: 'reconnect',
    label: t('picker.reconnect'),
    choices,
    where: { at: 'wire', wire: { from, to } },
    beside,
  };
}

/** The groups that the picked steps may stand in, a new one first; a sentence when no step is picked. */
export function groupPicker(graph: DraftGraph, { nodes }: Selection): Picker | string {
  if (nodes.length === 0) return t('hands.group-pick-first');
  const choice = (id: string, title: string, hint: string, group: string | null): Choice => ({
    id: `group ${id}`,
    group: t('hands.groups'),
    title,
    hint,
    family: 'end',
    what: { is: 'group', group },
  });
  const count = (size: number) => tn('hands.group-steps', size);
  const inOne = nodes.some((node) => groupOf(graph, node) !== undefined);
  return {
    purpose: 'group',
    label: tn('hands.group-into', nodes.length),
    choices: [
      choice('new', t('hands.group-new'), t('hands.group-new-hint'), 'new'),
      ...groupsOf(graph).map((group) => choice(`= ${group.id}`, group.title, count(group.nodes.length), group.id)),
      ...(inOne ? [choice('none', t('hands.group-leave'), t('hands.group-leave-hint'), null)] : []),
    ],
    where: { at: 'anywhere' },
    beside: nodes[0],
  };
}

export function searchPicker(graph: DraftGraph): Picker {
  return { purpose: 'search', label: t('picker.search'), choices: stepChoices(graph), where: { at: 'anywhere' } };
}

/**
 * What can come after a step when no port was named: at a free port that should lead somewhere, else into the wire of
 * the main port, else at any free port. Undefined for a step that nothing leaves.
 */
function afterPicker(graph: DraftGraph, node: DraftNode): Picker | undefined {
  const wiresOf = (name: string) => graph.edges.filter((edge) => edge.from === `${node.id}.${name}`);
  const ports = portsIn(graph, node.id).map((name) => ({ name, wired: wiresOf(name).length > 0 }));
  const main = mainPort(ports.map((port) => port.name));
  if (main === undefined) return undefined;
  const wanted = wantedPorts(node, ports);
  const port = wanted.includes(main) ? main : wanted[0];
  if (port !== undefined) return portPicker(graph, node.id, port);
  const [wire, another] = wiresOf(main);
  if (wire && !another) return wirePicker(graph, `${wire.from}>${wire.to}`);
  return portPicker(graph, node.id, ports.find((one) => !one.wired)?.name ?? main);
}

function pickedNode(graph: DraftGraph, { nodes }: Selection): DraftNode | undefined {
  return nodes.length === 1 ? graph.nodes.find((one) => one.id === nodes[0]) : undefined;
}

function labelOf(graph: DraftGraph, node: string, port: string): string {
  const found = graph.nodes.find((one) => one.id === node);
  return found ? portLabel(found, port) : port;
}

function titleOf(graph: DraftGraph, node: string): string {
  return graph.nodes.find((one) => one.id === node)?.title ?? node;
}
