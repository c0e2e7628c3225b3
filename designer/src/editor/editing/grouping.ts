import { groupOf, groupsOf, nextGroupId } from '@slipway/shared/workflow/edit';
import { t, tn } from '../../messages/t.ts';
import type { Selection } from '../document.ts';
import { groupChange, regroupChange, titleChange, ungroupChange } from './changes.ts';
import type { Hand } from './hand.ts';

/** Puts a frame around the picked steps, and asks what it is called. */
export function groupPicked(hand: Hand): void {
  const { graph, selection } = hand.editor.document.state;
  if (selection.nodes.length === 0) {
    hand.say(t('hands.group-pick-first'));
    return;
  }
  const id = nextGroupId(graph);
  if (hand.perform(groupChange(selection.nodes))) hand.naming.set(id);
}

/** Does what was picked from the list of groups. */
export function followGroupChoice(hand: Hand, group: string | null): void {
  if (group === 'new') {
    groupPicked(hand);
    return;
  }
  const { graph, selection } = hand.editor.document.state;
  hand.perform(regroupChange(graph, selection.nodes, group));
  hand.look.refocus(selection);
}

/** The group that is picked: all of its steps are, and nothing else. */
export function pickedGroup(hand: Hand): string | undefined {
  const { graph, selection } = hand.editor.document.state;
  return groupPickedIn(groupsOf(graph), selection);
}

/** As `pickedGroup`, of these groups. */
export function groupPickedIn(
  groups: readonly { readonly id: string; readonly nodes: readonly string[] }[],
  { nodes, notes }: Selection,
): string | undefined {
  if (notes.length > 0) return undefined;
  return groups.find((group) => group.nodes.length === nodes.length && group.nodes.every((id) => nodes.includes(id)))
    ?.id;
}

/** Asks for the title of the picked group, or of the one that the picked step stands in. */
export function nameGroup(hand: Hand): void {
  const { graph, selection } = hand.editor.document.state;
  const [node] = selection.nodes;
  const group = pickedGroup(hand) ?? (node === undefined ? undefined : groupOf(graph, node)?.id);
  if (group === undefined) hand.say(t('hands.no-group'));
  else hand.naming.set(group);
}

/** Takes the frame away; its steps stay, picked. */
export function dissolveGroup(hand: Hand, group: string): void {
  const { graph } = hand.editor.document.state;
  const nodes = groupsOf(graph).find((one) => one.id === group)?.nodes ?? [];
  hand.perform({ ...ungroupChange(graph, group), select: { nodes } });
  hand.look.refocus(hand.editor.document.state.selection);
}

/** Picks the steps of a group, so that what is done next is done with all of them. */
export function pickGroup(hand: Hand, group: string, adding: boolean): void {
  const { graph, selection } = hand.editor.document.state;
  const nodes = groupsOf(graph).find((one) => one.id === group)?.nodes ?? [];
  hand.editor.document.select(
    adding ? { ...selection, nodes: [...new Set([...selection.nodes, ...nodes])] } : { nodes },
  );
  hand.say(tn('hands.group-picked', nodes.length));
}

/** Gives a title that was written in the view; an empty one changes nothing. */
export function giveTitle(hand: Hand, id: string, title: string): void {
  hand.naming.set(null);
  hand.perform(titleChange(hand.editor.document.state.graph, id, title.trim()));
}
