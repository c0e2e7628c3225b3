import { useEffect } from 'react';
import { groupPicked, nameGroup } from './grouping.ts';
import type { Hand } from './hand.ts';
import { type Intent, intentAnywhere, intentOnCanvas } from './keys.ts';
import { pickAll, pickFocused, pickNextWire, walk } from './picking.ts';
import type { Pixels } from './sight.ts';

interface KeyTools {
  readonly hand: Hand;
  readonly frame: () => HTMLElement | null;
  readonly cards: () => readonly { readonly id: string; readonly position: Pixels }[];
  /** Puts the focus into the inspector. */
  readonly onInspect: () => void;
}

const TYPED_INTO = 'input, textarea, select, [contenteditable], .monaco-editor';
const LAYER = '[role="dialog"], [role="menu"], [role="alertdialog"]';

/** Listens for the keys of the editor: some anywhere, most while the canvas has the focus or nothing has. */
export function useKeys(tools: KeyTools): void {
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      const target = e.target instanceof HTMLElement ? e.target : document.body;
      if (e.defaultPrevented || target.closest(TYPED_INTO) || target.closest(LAYER)) return;
      const intent = (isOnCanvas(target, tools.frame()) ? intentOnCanvas(e) : undefined) ?? intentAnywhere(e);
      if (!intent || !follow(intent, tools)) return;
      e.preventDefault();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [tools]);
}

/** A button on the canvas keeps its own keys. */
function isOnCanvas(target: HTMLElement, frame: HTMLElement | null): boolean {
  if (target === document.body) return true;
  return frame?.contains(target) === true && target.closest('button, a') === null;
}

/** Whether the key was used. */
function follow(intent: Intent, { hand, cards, onInspect }: KeyTools): boolean {
  switch (intent.do) {
    case 'walk':
      walk(hand, intent.key, cards(), intent.adding);
      return true;
    case 'group':
      groupPicked(hand);
      return true;
    case 'name':
      nameGroup(hand);
      return true;
    case 'nudge':
      hand.nudge(intent.by);
      return true;
    case 'inspect':
      onInspect();
      return true;
    case 'leave':
      hand.editor.document.select({});
      return true;
    case 'all':
      pickAll(hand);
      return true;
    case 'wire':
      pickNextWire(hand);
      return true;
    case 'extend':
      pickFocused(hand);
      return true;
    default:
      hand[intent.do]();
      return true;
  }
}
