import { groupsOf } from '@slipway/shared/workflow/edit';
import { dissolveGroup, groupPicked, nameGroup } from '../../../editor/editing/grouping.ts';
import type { Hand } from '../../../editor/editing/hand.ts';
import { goTo as goToCard, pickAll, pickFocused } from '../../../editor/editing/picking.ts';
import { t } from '../../../messages/t.ts';
import type { OutlineIntent } from './outline-keys.ts';
import type { OutlineRow } from './rows.ts';
import type { OutlineSight } from './sight.ts';

/** What following a key needs beside the hand. */
export interface OutlineTools {
  readonly hand: Hand<OutlineSight>;
  /** The rows that are seen, in their order. */
  readonly rows: readonly OutlineRow[];
  readonly folded: ReadonlySet<string>;
  readonly fold: (row: string, folds: boolean) => void;
  readonly onInspect: () => void;
  readonly onMenu: (row: string) => void;
}

type Doing = (row: OutlineRow, tools: OutlineTools) => void;

/** Does what a key asks for on a row. */
export function follow(intent: OutlineIntent, row: OutlineRow, tools: OutlineTools): void {
  if (intent.do === 'move') move(intent, row, tools);
  else DOINGS[intent.do](row, tools);
}

const DOINGS: Readonly<Record<Exclude<OutlineIntent['do'], 'move'>, Doing>> = {
  unfold: (row, tools) => {
    if (row.opens && tools.folded.has(row.id)) tools.fold(row.id, false);
    else {
      const next = tools.rows[tools.rows.indexOf(row) + 1];
      if (next && next.parent === row.id) goTo(next, tools, false);
    }
  },
  fold: (row, tools) => {
    const above = tools.rows.find((one) => one.id === row.parent);
    if (row.opens && !tools.folded.has(row.id)) tools.fold(row.id, true);
    else if (above) goTo(above, tools, false);
  },
  enter,
  leave: (row, { hand }) => pick(row, hand, false),
  menu: (row, tools) => tools.onMenu(row.id),
  name: (row, { hand }) => name(row, hand),
  group: (_row, { hand }) => groupPicked(hand),
  regroup: (_row, { hand }) => hand.regroup(),
  extend: (row, { hand }) => {
    if (row.is === 'step' || row.is === 'note' || row.is === 'member') pickFocused(hand);
  },
  all: (_row, { hand }) => pickAll(hand),
  undo: (_row, { hand }) => hand.undo(),
  redo: (_row, { hand }) => hand.redo(),
  duplicate: (_row, { hand }) => hand.duplicate(),
  search: (_row, { hand }) => hand.search(),
  lead: (row, { hand }) => {
    if (row.is === 'port' && row.lead) hand.leadElsewhere(row.lead.wire);
    else hand.say(t('hands.no-wire-here'));
  },
  add: (row, { hand }) => add(row, hand),
  connect: (row, { hand }) => {
    if (row.is === 'port' || row.is === 'fork') hand.connectPort(row.node, row.port);
    else hand.connect();
  },
  remove: (row, { hand }) => remove(row, hand),
};

function move(
  { to, adding }: Extract<OutlineIntent, { readonly do: 'move' }>,
  row: OutlineRow,
  tools: OutlineTools,
): void {
  const { rows } = tools;
  const at = rows.indexOf(row);
  const last = rows.length - 1;
  const index = to === 'first' ? 0 : to === 'last' ? last : at + (to === 'next' ? 1 : to === 'previous' ? -1 : to);
  const next = rows[Math.max(0, Math.min(last, index))];
  if (next) goTo(next, tools, adding);
}

/** Goes to a row: what it stands for is picked, or picked too. */
export function goTo(row: OutlineRow, { hand }: Pick<OutlineTools, 'hand'>, adding: boolean): void {
  pick(row, hand, adding);
  hand.look.go(row.id);
}

/** Picks what a row stands for. A port stands for its step: that is what the inspector shows. */
export function pick(row: OutlineRow, { editor }: Hand, adding: boolean): void {
  const { selection, graph } = editor.document.state;
  const nodes =
    row.is === 'step' || row.is === 'member' || row.is === 'port' || row.is === 'fork'
      ? [row.node]
      : row.is === 'group'
        ? (groupsOf(graph).find(({ id }) => id === row.group)?.nodes ?? [])
        : [];
  const notes = row.is === 'note' ? [row.note] : [];
  editor.document.select(
    adding
      ? {
          nodes: [...new Set([...selection.nodes, ...nodes])],
          notes: [...new Set([...selection.notes, ...notes])],
        }
      : { nodes, notes },
  );
}

function enter(row: OutlineRow, tools: OutlineTools): void {
  const { hand } = tools;
  if (row.is === 'workflow' || row.is === 'step') {
    pick(row, hand, false);
    // The form is drawn anew for what was picked just now.
    requestAnimationFrame(tools.onInspect);
  } else if (row.is === 'member') goToCard(hand, row.node);
  else if (row.is === 'port' && row.lead) goToCard(hand, row.lead.node);
  else if (row.is === 'port') hand.addAtPort(row.node, row.port);
  else if (row.is === 'group' || row.is === 'note') name(row, hand);
  else if (row.opens) tools.fold(row.id, !tools.folded.has(row.id));
}

function name(row: OutlineRow, hand: Hand): void {
  if (row.is === 'step') hand.naming.set(row.node);
  else if (row.is === 'group') hand.naming.set(row.group);
  else if (row.is === 'note') hand.naming.set(row.note);
  else if (row.is === 'member') nameGroup(hand);
}

function add(row: OutlineRow, hand: Hand): void {
  if (row.is === 'port' && row.lead) hand.addInWire(row.lead.wire);
  else if (row.is === 'port' || row.is === 'fork') hand.addAtPort(row.node, row.port);
  else hand.add();
}

function remove(row: OutlineRow, hand: Hand<OutlineSight>): void {
  if (row.is === 'port' && row.lead) hand.unwire(row.lead.wire);
  else if (row.is === 'group') dissolveGroup(hand, row.group);
  else if (row.is === 'member') hand.regroup();
  else if (row.is === 'step' || row.is === 'note') hand.remove();
  else hand.say(t('hands.nothing-picked'));
}
