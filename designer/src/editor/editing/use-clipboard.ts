import { type Place, readSteps } from '@slipway/shared/workflow/edit';
import { useEffect } from 'react';
import { t, tn } from '../../messages/t.ts';
import { copied } from './changes.ts';
import type { Hand } from './hand.ts';

const PASTE_BY = 40;

/**
 * Copy, cut and paste of what is picked, as JSON on the system's clipboard: into another workflow or a text too.
 * `alone`: whether the view is also meant while nothing has the focus.
 */
export function useClipboard(hand: Hand, frame: () => HTMLElement | null, alone = true): void {
  useEffect(() => {
    let pasted = 0;
    const take = (e: ClipboardEvent, cuts: boolean) => {
      if (isElsewhere(frame(), alone)) return;
      const { graph, selection } = hand.editor.document.state;
      const steps = copied(graph, selection);
      if (!steps || !e.clipboardData) return;
      e.clipboardData.setData('text/plain', JSON.stringify(steps, null, 2));
      e.preventDefault();
      pasted = 0;
      if (cuts) hand.remove();
      else hand.say(tn('editor.copied', steps.nodes.length + steps.notes.length));
    };
    const paste = (e: ClipboardEvent) => {
      if (isElsewhere(frame(), alone)) return;
      const steps = readSteps(e.clipboardData?.getData('text/plain') ?? '');
      if (!steps) return hand.say(t('editor.paste-none'));
      e.preventDefault();
      pasted += 1;
      hand.paste(steps, shift(hand, steps, pasted));
    };
    const copy = (e: ClipboardEvent) => take(e, false);
    const cut = (e: ClipboardEvent) => take(e, true);
    document.addEventListener('copy', copy);
    document.addEventListener('cut', cut);
    document.addEventListener('paste', paste);
    return () => {
      document.removeEventListener('copy', copy);
      document.removeEventListener('cut', cut);
      document.removeEventListener('paste', paste);
    };
  }, [hand, frame, alone]);
}

/** Whether the clipboard belongs to a text or field: a selected sentence, an input, another panel. */
function isElsewhere(frame: HTMLElement | null, alone: boolean): boolean {
  const active = document.activeElement;
  if (!active || active === document.body ? !alone : !frame?.contains(active)) return true;
  if (active?.closest('input, textarea, [contenteditable]')) return true;
  const selection = document.getSelection();
  return selection !== null && !selection.isCollapsed && selection.toString() !== '';
}

/** A little aside of where they came from; from another workflow, into the middle of what is seen. */
function shift(hand: Hand, steps: { readonly layout: Readonly<Record<string, Place>> }, times: number): Place {
  const { nodes } = hand.editor.document.state.graph;
  const places = Object.entries(steps.layout);
  const [first] = places;
  if (!first || nodes.some((node) => node.id === first[0])) return [PASTE_BY * times, PASTE_BY * times];
  const [x, y] = hand.look.middle();
  return [x - Math.min(...places.map(([, place]) => place[0])), y - Math.min(...places.map(([, place]) => place[1]))];
}
