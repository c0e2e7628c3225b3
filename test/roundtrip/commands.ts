import { nodeKinds } from '@slipway/shared/workflow';
import * as edit from '@slipway/shared/workflow/edit';

type Draft = edit.Draft;

/** One edit as a hand would do it: which step, port or wire it is about comes from numbers, so that it can be repeated. */
export interface AnyEdit {
  readonly command: keyof typeof EDITS;
  readonly numbers: readonly [number, number, number];
}

/** Every command of the editor, on whatever of the draft the numbers point at. */
export const EDITS = {
  addNode: (draft, [a, x, y]) => edit.addNode(draft, { kind: at(nodeKinds, a) ?? 'end', at: [x, y] }),
  removeNodes: (draft, [a]) => edit.removeNodes(draft, ids(draft, a)),
  setTitle: (draft, [a, b]) => edit.setTitle(draft, id(draft, a), `Title ${b}`),
  setDescription: (draft, [a, b]) => edit.setDescription(draft, id(draft, a), b % 3 === 0 ? '' : `Text ${b}`),
  setConfig: (draft, [a, b]) => edit.setConfig(draft, id(draft, a), { outcome: `Number ${b}` }),
  setConfigField: (draft, [a, b]) =>
    edit.setConfigField(draft, id(draft, a), 'retry', b % 3 === 0 ? undefined : { attempts: b }),
  renameNode: (draft, [a, b]) => edit.renameNode(draft, id(draft, a), `renamed${b}`),
  connect: (draft, [a, b, c]) => edit.connect(draft, { from: port(draft, a, c), to: `${id(draft, b)}.in` }),
  disconnect: (draft, [a]) => edit.disconnect(draft, wires(draft, a)),
  reconnect: (draft, [a, b]) => reconnected(draft, a, b),
  addAfter: (draft, [a, b, c]) =>
    edit.addAfter(draft, port(draft, a, c), { kind: at(nodeKinds, b) ?? 'end', at: [a, b] }),
  insertOnEdge: (draft, [a, b]) => inserted(draft, a, b),
  moveNodes: (draft, [a, x, y]) => edit.moveNodes(draft, { [id(draft, a)]: [x, y] }),
  settlePlaces: (draft, [a, b]) => edit.settlePlaces(draft, { [id(draft, a)]: [b, b] }),
  alignNodes: (draft, [a]) =>
    edit.alignNodes(
      draft,
      edit.nodesOf(draft).map((node) => node.id),
      at(ALIGNMENTS, a) ?? 'row',
    ),
  addNote: (draft, [x, y]) => edit.addNote(draft, { text: `Note ${x}`, at: [x, y] }),
  editNote: (draft, [a, b]) => edit.editNote(draft, at(edit.notesOf(draft), a)?.id ?? '', `Text ${b}`),
  pasteSteps: (draft, [a, b, c]) => edit.pasteSteps(draft, edit.copySteps(draft, [id(draft, a), id(draft, b)]), [c, c]),
  setField: (draft, [a, b]) => edit.setField(draft, at(FIELDS, a) ?? 'owner', b % 3 === 0 ? undefined : `Value ${b}`),
  setSetting: (draft, [a, b]) =>
    edit.setSetting(draft, a % 2 === 0 ? 'runs' : 'cooldown', b % 3 === 0 ? undefined : `${b}`),
  declareSlot: (draft, [a]) => edit.declareSlot(draft, `slot-${a % 5}`, 'http'),
  declareVariable: (draft, [a]) => edit.declareVariable(draft, { name: `variable${a % 5}`, type: 'number' }),
} satisfies Record<string, (draft: Draft, numbers: readonly [number, number, number]) => Draft>;

const ALIGNMENTS = ['column', 'row', 'spread-across', 'spread-down'] as const;
const FIELDS = ['name', 'description', 'owner'] as const;

/** The edit as a command of the document. */
export function commandOf({ command, numbers }: AnyEdit): (draft: Draft) => Draft {
  return (draft) => EDITS[command](draft, numbers);
}

function at<T>(list: readonly T[], number: number): T | undefined {
  return list.length === 0 ? undefined : list[Math.abs(Math.trunc(number)) % list.length];
}

function id(draft: Draft, number: number): string {
  return at(edit.nodesOf(draft), number)?.id ?? 'nobody';
}

function ids(draft: Draft, number: number): readonly string[] {
  return [id(draft, number), at(edit.notesOf(draft), number)?.id ?? 'nobody'];
}

function port(draft: Draft, node: number, number: number): string {
  const from = id(draft, node);
  return `${from}.${at(edit.portsIn(draft, from), number) ?? 'out'}`;
}

function wires(draft: Draft, number: number): readonly edit.Wire[] {
  const wire = at(edit.edgesOf(draft), number);
  return wire ? [wire] : [];
}

function reconnected(draft: Draft, wire: number, node: number): Draft {
  const found = at(edit.edgesOf(draft), wire);
  return found ? edit.reconnect(draft, found, { from: found.from, to: `${id(draft, node)}.in` }) : draft;
}

function inserted(draft: Draft, wire: number, kind: number): Draft {
  const found = at(edit.edgesOf(draft), wire);
  return found ? edit.insertOnEdge(draft, found, { kind: at(nodeKinds, kind) ?? 'end', at: [0, 0] }) : draft;
}
