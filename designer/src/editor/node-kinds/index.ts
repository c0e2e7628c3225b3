import type { Graph } from '@slipway/shared/api';
import { NODE_KINDS, type NodeFamily, type NodeKind } from '@slipway/shared/workflow';
import { mainPort, portsOfDraft } from '@slipway/shared/workflow/edit';
import { type Icon, IconMail, IconQuestionMark } from '@tabler/icons-react';
import { kindSaid } from '../../messages/said.ts';
import { action } from './action.ts';
import { condition } from './condition.ts';
import { deadline } from './deadline.ts';
import { emit } from './emit.ts';
import { end } from './end.ts';
import { estimate } from './estimate.ts';
import { exception } from './exception.ts';
import type { KindFace } from './face.ts';
import { hold } from './hold.ts';
import { join } from './join.ts';
import { lookup } from './lookup.ts';
import { missing } from './missing.ts';
import { schedule } from './schedule.ts';
import { set } from './set.ts';
import { subflow } from './subflow.ts';
import { choose } from './switch.ts';
import { table } from './table.ts';
import { trigger } from './trigger.ts';
import { wait } from './wait.ts';
import { window } from './window.ts';

export type { KindFace } from './face.ts';
export type GraphNode = Graph['nodes'][number];

const FACES: Record<NodeKind, KindFace> = {
  trigger,
  hold,
  window,
  deadline,
  missing,
  schedule,
  condition,
  switch: choose,
  set,
  table,
  lookup,
  estimate,
  subflow,
  action,
  exception,
  wait,
  emit,
  join,
  end,
};
const UNKNOWN: KindFace = { icon: IconQuestionMark, counted: 'node.counted.set', main: null };

function isKnown(kind: string): kind is NodeKind {
  return Object.hasOwn(FACES, kind);
}

/** The face of a step; a kind of a later version is drawn as a plain card with a question mark. */
export function faceOf(node: GraphNode): KindFace {
  if (!isKnown(node.kind)) return UNKNOWN;
  return isMail(node) ? { ...FACES.action, icon: IconMail } : FACES[node.kind];
}

/** What a kind is called, and what it is for. */
export function kindWords(kind: NodeKind): { readonly title: string; readonly purpose: string } {
  const [title, purpose] = kindSaid(kind) ?? [NODE_KINDS[kind].title, NODE_KINDS[kind].purpose];
  return { title, purpose };
}

/** The icon of a kind that is to be added. */
export function iconOf({
  kind,
  operation,
}: {
  readonly kind: NodeKind;
  readonly operation?: { readonly slot: string };
}): Icon {
  return kind === 'action' && operation && /mail/i.test(operation.slot) ? IconMail : FACES[kind].icon;
}

export function familyOf(node: GraphNode): NodeFamily {
  return isKnown(node.kind) ? NODE_KINDS[node.kind].family : 'end';
}

/** The ports that a step has by its kind and configuration; none where its configuration cannot be read. */
export function portsOf(node: GraphNode): readonly string[] {
  return portsOfDraft(node.kind, node.config);
}

/** The ports that nobody should leave free: by which a run begins, the main one, and where something went wrong. */
export function wantedPorts(
  node: GraphNode,
  ports: readonly { readonly name: string; readonly wired: boolean }[],
): readonly string[] {
  if (!isKnown(node.kind)) return NONE;
  const { opening, failing } = NODE_KINDS[node.kind];
  const main = mainPort(ports.map((port) => port.name));
  const free = ports.filter((port) => !port.wired).map((port) => port.name);
  const wanted = free.filter((port) => port === main || opening.includes(port) || failing.includes(port));
  return wanted.length === 0 ? NONE : wanted;
}
const NONE: readonly string[] = [];

export function hasInput(node: GraphNode): boolean {
  return !isKnown(node.kind) || NODE_KINDS[node.kind].input;
}

function isMail(node: GraphNode): boolean {
  const config = node.config as { readonly slot?: unknown } | null;
  return node.kind === 'action' && typeof config?.slot === 'string' && /mail/i.test(config.slot);
}
