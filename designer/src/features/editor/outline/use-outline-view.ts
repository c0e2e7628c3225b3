import { useEffect, useRef, useState } from 'react';
import type { editorViews } from '../../../search.ts';
import { keepBeside, keepView, keptBeside } from './kept.ts';

type View = (typeof editorViews)[number];

const TYPED_INTO = 'input, textarea, select, [contenteditable], .monaco-editor';
const LAYER = '[role="dialog"], [role="menu"], [role="alertdialog"]';

export interface OutlineView {
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
  /** Whether the view that comes now has to take the focus: it was asked for by a key in the one that goes. */
  readonly takesFocus: boolean;
  /** The outline, or back to the canvas; the focus goes along. */
  readonly toggle: () => void;
}

/** How the viewer goes between outline and canvas: by the key O, and as was kept. */
export function useOutlineView(view: View, show: (view: View) => void): OutlineView {
  const [beside, setBeside] = useState(keptBeside);
  const taking = useRef(false);
  const toggle = () => {
    taking.current = true;
    show(view === 'outline' ? 'canvas' : 'outline');
  };
  const latest = useRef(toggle);
  useEffect(() => {
    latest.current = toggle;
  });
  useEffect(() => keepView(view), [view]);
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      const target = e.target instanceof HTMLElement ? e.target : document.body;
      if (e.key.toLowerCase() !== 'o' || e.ctrlKey || e.metaKey || e.altKey || e.shiftKey || e.defaultPrevented) return;
      if (target.closest(TYPED_INTO) || target.closest(LAYER)) return;
      e.preventDefault();
      latest.current();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const onBeside = (next: boolean) => {
    keepBeside(next);
    setBeside(next);
  };
  return { beside, onBeside, takesFocus: taking.current, toggle };
}
