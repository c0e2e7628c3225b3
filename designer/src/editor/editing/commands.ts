import { groupOf, groupsOf } from '@slipway/shared/workflow/edit';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBoxMultiple,
  IconBoxOff,
  IconCopy,
  IconCursorText,
  IconFocusCentered,
  IconMaximize,
  IconNote,
  IconPlugConnected,
  IconPlus,
  IconSearch,
  IconTrash,
  IconWand,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { t, tn } from '../../messages/t.ts';
import type { Command } from '../../shell/commands/command.ts';
import { iconOf } from '../node-kinds/index.ts';
import { allKinds, type Choice } from './choices.ts';
import { dissolveGroup, groupPicked, nameGroup, pickGroup } from './grouping.ts';
import type { Hand } from './hand.ts';
import type { Look } from './look.ts';
import { pickAll } from './picking.ts';

/** What the hand can do with the workflow and with what is picked in it, for the command bar. */
export function handCommands(hand: Hand): readonly Command[] {
  return [...stepCommands(hand), ...editCommands(hand), ...groupCommands(hand)];
}

/** What can be done with the picture. */
export function lookCommands(look: Look, tidy: () => void): readonly Command[] {
  return [
    command('view.fit', 'view', t('canvas.fit'), () => look.showAll(), { icon: IconMaximize }),
    command('view.zoom-in', 'view', t('canvas.zoom-in'), () => look.zoom(1), { icon: IconZoomIn }),
    command('view.zoom-out', 'view', t('canvas.zoom-out'), () => look.zoom(-1), { icon: IconZoomOut }),
    command('view.zoom-picked', 'view', t('hands.zoom-picked'), () => look.showPicked(), { icon: IconFocusCentered }),
    command('edit.tidy', 'edit', t('canvas.tidy'), tidy, { icon: IconWand }),
  ];
}

function stepCommands(hand: Hand): readonly Command[] {
  const { graph } = hand.editor.document.state;
  return [
    command('edit.add', 'step', t('picker.add'), () => hand.add(), { keys: ['N'], icon: IconPlus }),
    command('edit.connect', 'step', t('hands.connect'), () => hand.connect(), {
      keys: ['C'],
      icon: IconPlugConnected,
      refused: picked(hand) === 1 ? undefined : t('picker.pick-first'),
    }),
    command('edit.search', 'step', t('picker.search'), () => hand.search(), { keys: ['/'], icon: IconSearch }),
    ...allKinds(graph).map((choice) =>
      command(
        `edit.add.${choice.id}`,
        'step',
        t('hands.add-kind', { title: choice.title }),
        () => hand.addNext(choice),
        {
          hint: choice.hint,
          icon: iconFor(choice),
        },
      ),
    ),
  ];
}

function editCommands(hand: Hand): readonly Command[] {
  const { undo, redo, selection } = hand.editor.document.state;
  const cards = selection.nodes.length + selection.notes.length;
  const none = cards + selection.wires.length === 0 ? t('hands.nothing-picked') : undefined;
  return [
    command(
      'edit.undo',
      'edit',
      undo === null ? t('hands.undo') : t('editor.undo', { label: undo }),
      () => hand.undo(),
      {
        keys: ['Ctrl', 'Z'],
        icon: IconArrowBackUp,
        refused: undo === null ? t('editor.undo-none') : undefined,
      },
    ),
    command(
      'edit.redo',
      'edit',
      redo === null ? t('hands.redo') : t('editor.redo', { label: redo }),
      () => hand.redo(),
      {
        keys: ['Ctrl', 'Y'],
        icon: IconArrowForwardUp,
        refused: redo === null ? t('editor.redo-none') : undefined,
      },
    ),
    command('edit.duplicate', 'edit', t('select.duplicate'), () => hand.duplicate(), {
      keys: ['Ctrl', 'D'],
      icon: IconCopy,
      refused: cards === 0 ? t('hands.nothing-picked') : undefined,
    }),
    command('edit.remove', 'edit', t('select.remove'), () => hand.remove(), {
      keys: ['Delete'],
      icon: IconTrash,
      refused: none,
    }),
    command('edit.all', 'edit', t('hands.pick-all'), () => pickAll(hand), {
      keys: ['Ctrl', 'A'],
      icon: IconMaximize,
    }),
  ];
}

function groupCommands(hand: Hand): readonly Command[] {
  const { graph, selection } = hand.editor.document.state;
  const [node] = selection.nodes;
  const group = node === undefined ? undefined : groupOf(graph, node);
  const refused = selection.nodes.length === 0 ? t('hands.group-pick-first') : undefined;
  return [
    command('edit.group', 'edit', t('hands.group'), () => groupPicked(hand), {
      keys: ['G'],
      icon: IconBoxMultiple,
      refused,
    }),
    command('edit.regroup', 'edit', t('hands.regroup'), () => hand.regroup(), {
      keys: ['Shift', 'G'],
      icon: IconBoxMultiple,
      refused,
    }),
    ...(group
      ? [
          command(
            'edit.rename-group',
            'edit',
            t('hands.rename-this-group', { title: group.title }),
            () => nameGroup(hand),
            {
              keys: ['F2'],
              icon: IconCursorText,
            },
          ),
          command(
            'edit.ungroup',
            'edit',
            t('hands.ungroup-this', { title: group.title }),
            () => dissolveGroup(hand, group.id),
            {
              icon: IconBoxOff,
            },
          ),
        ]
      : []),
    ...groupsOf(graph).map((one) =>
      command(
        `edit.pick-group.${one.id}`,
        'edit',
        t('hands.pick-group', { title: one.title }),
        () => {
          pickGroup(hand, one.id, false);
          hand.look.refocus(hand.editor.document.state.selection);
        },
        { hint: tn('hands.group-steps', one.nodes.length), icon: IconBoxMultiple },
      ),
    ),
  ];
}

type More = Pick<Command, 'keys' | 'icon' | 'hint' | 'refused'>;

function command(id: string, group: Command['group'], title: string, run: () => void, more: More): Command {
  return { id, group, title, run, ...more };
}

function picked(hand: Hand): number {
  const { nodes, wires } = hand.editor.document.state.selection;
  return nodes.length + wires.length;
}

function iconFor({ what }: Choice): Command['icon'] {
  if (what.is === 'kind') return iconOf(what);
  return what.is === 'note' ? IconNote : undefined;
}
