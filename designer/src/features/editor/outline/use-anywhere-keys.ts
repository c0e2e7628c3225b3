import { useEffect } from 'react';
import type { Hand } from '../../../editor/editing/hand.ts';
import { intentAnywhere } from '../../../editor/editing/keys.ts';
import type { OutlineSight } from './sight.ts';

const TYPED_INTO = 'input, textarea, select, [contenteditable], .monaco-editor';
const LAYER = '[role="dialog"], [role="menu"], [role="alertdialog"]';

/** The keys that mean something anywhere in the editor, while the outline is there without the canvas. */
export function useAnywhereKeys(hand: Hand<OutlineSight>, alone: boolean): void {
  useEffect(() => {
    if (!alone) return;
    const listen = (e: KeyboardEvent) => {
      const target = e.target instanceof HTMLElement ? e.target : document.body;
      if (e.defaultPrevented || target.closest(TYPED_INTO) || target.closest(LAYER)) return;
      const intent = intentAnywhere(e);
      if (intent?.do !== 'undo' && intent?.do !== 'redo' && intent?.do !== 'search') return;
      e.preventDefault();
      hand[intent.do]();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [hand, alone]);
}
