import { NODE_KINDS, type NodeFamily, type NodeKind, nodeKinds } from '@slipway/shared/workflow';
import {
  canConnect,
  type DraftGraph,
  type DraftNode,
  type Operation,
  operationsOf,
  portsIn,
  type Wire,
} from '@slipway/shared/workflow/edit';
import { t } from '../../messages/t.ts';
import { readEnd } from '../ends.ts';
import { kindWords } from '../node-kinds/index.ts';
import { portLabel } from '../ports.ts';

/** Where something is to be added: at a free place, after a port, or into a wire. */
export type Where =
  | { readonly at: 'anywhere' }
  | { readonly at: 'port'; readonly node: string; readonly port: string }
  | { readonly at: 'wire'; readonly wire: Wire };

/** One line of a list to pick from. */
export interface Choice {
  readonly id: string;
  readonly group: string;
  readonly title: string;
  readonly hint: string;
  readonly family: NodeFamily | 'note';
  readonly what:
    | { readonly is: 'kind'; readonly kind: NodeKind; readonly operation?: Operation }
    | { readonly is: 'step'; readonly node: string }
    | { readonly is: 'port'; readonly port: string }
    | { readonly is: 'note' }
    /** A group to stand in: one that is there, a new one, or none. */
    | { readonly is: 'group'; readonly group: string | 'new' | null };
}

const FAMILIES: readonly NodeFamily[] = ['sense', 'decide', 'act', 'human', 'end'];

/** Everything that can be added, family by family: what the palette shows. */
export function allKinds(graph: DraftGraph): readonly Choice[] {
  const kinds = FAMILIES.flatMap((family) => nodeKinds.filter((kind) => NODE_KINDS[kind].family === family));
  return [...kinds.flatMap((kind) => kindChoices(kind, graph)), noteChoice()];
}

function kindChoices(kind: NodeKind, graph: DraftGraph): readonly Choice[] {
  const { title, purpose } = kindWords(kind);
  const { family } = NODE_KINDS[kind];
  const choice = { group: t(`family.${family}`), family };
  const plain = { ...choice, id: kind, title, hint: purpose, what: { is: 'kind', kind } as const };
  if (kind !== 'action') return [plain];
  const operations = operationsOf(graph);
  if (operations.length === 0) return [plain];
  return operations.map((operation) => ({
    ...choice,
    id: `${kind} ${operation.slot}`,
    title: t('choice.action-at', { title, slot: operation.slot }),
    hint: t('choice.operation', { slot: operation.slot, operation: operation.operation }),
    what: { is: 'kind', kind, operation },
  }));
}

function noteChoice(): Choice {
  return {
    id: 'note',
    group: t('family.canvas'),
    family: 'note',
    title: t('choice.note'),
    hint: t('choice.note-hint'),
    what: { is: 'note' },
  };
}

/** What fits there, the likeliest first. */
export function newChoices(graph: DraftGraph, where: Where): readonly Choice[] {
  const all = allKinds(graph);
  if (where.at === 'anywhere') return all;
  const fitting = all.filter(({ what }) => what.is === 'kind' && fits(what.kind, where));
  if (where.at === 'wire') return fitting;
  const likely = LIKELY[where.port] ?? [];
  const rank = (choice: Choice) => {
    const place = choice.what.is === 'kind' ? likely.indexOf(choice.what.kind) : -1;
    return place < 0 ? likely.length : place;
  };
  return [...fitting].sort((a, b) => rank(a) - rank(b));
}

function fits(kind: NodeKind, where: Where): boolean {
  return NODE_KINDS[kind].input && (where.at !== 'wire' || kind !== 'end');
}

/** What usually comes after a port. */
const LIKELY: Readonly<Record<string, readonly NodeKind[]>> = {
  failed: ['exception', 'wait', 'end'],
  timeout: ['exception', 'action', 'end'],
  no: ['end', 'condition', 'exception'],
  yes: ['action', 'exception'],
  missed: ['exception', 'condition', 'action'],
  met: ['end', 'action'],
  opened: ['action', 'wait'],
  done: ['condition', 'action', 'end'],
  received: ['action', 'end'],
  resolved: ['end', 'action'],
  cleared: ['end', 'action'],
};

/** The steps that a wire from this port may lead to, in the order of their numbers. */
export function targetChoices(graph: DraftGraph, from: string): readonly Choice[] {
  return graph.nodes
    .filter((node) => canConnect(graph, { from, to: `${node.id}.in` }))
    .map((node) => stepChoice(graph, node, t('choice.existing')));
}

/** Every step, for search. */
export function stepChoices(graph: DraftGraph): readonly Choice[] {
  return graph.nodes.map((node) => stepChoice(graph, node, t('choice.steps')));
}

function stepChoice(graph: DraftGraph, node: DraftNode, group: string): Choice {
  const number = typeof node.number === 'number' ? node.number : graph.nodes.indexOf(node) + 1;
  const known: Readonly<Record<string, { readonly title: string; readonly family: NodeFamily }>> = NODE_KINDS;
  const facts = Object.hasOwn(known, node.kind) ? known[node.kind] : undefined;
  return {
    id: `step ${node.id}`,
    group,
    title: t('choice.step', { number, title: node.title }),
    hint: t('choice.step-hint', { kind: facts?.title ?? node.kind, id: node.id }),
    family: facts?.family ?? 'end',
    what: { is: 'step', node: node.id },
  };
}

/** The ports of a step with where each leads. */
export function portChoices(graph: DraftGraph, node: DraftNode): readonly Choice[] {
  return portsIn(graph, node.id).map((port) => {
    const led = graph.edges
      .filter((edge) => edge.from === `${node.id}.${port}`)
      .map((edge) => graph.nodes.find((one) => one.id === readEnd(edge.to).node)?.title ?? edge.to);
    return {
      id: `port ${port}`,
      group: t('choice.ports'),
      title: portLabel(node, port),
      hint: led.length > 0 ? t('choice.leads-to', { titles: led.join(', ') }) : t('choice.free'),
      family: 'end',
      what: { is: 'port', port },
    };
  });
}

/** The choices that have every word of the search somewhere; those whose title begins with it come first. */
export function searched(choices: readonly Choice[], search: string): readonly Choice[] {
  const words = search.trim().toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return choices;
  const found = choices.filter((choice) => {
    const text = `${choice.title} ${choice.hint} ${choice.group}`.toLocaleLowerCase();
    return words.every((word) => text.includes(word));
  });
  const begins = (choice: Choice) => choice.title.toLocaleLowerCase().startsWith(words[0] ?? '');
  return [...found.filter(begins), ...found.filter((choice) => !begins(choice))];
}
