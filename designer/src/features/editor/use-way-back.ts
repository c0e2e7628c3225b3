import { type RefObject, useEffect } from 'react';

const CANVAS = '[data-testid="canvas"], [data-testid="outline"]';
const STOP = '.react-flow__node[tabindex="0"], [role="treeitem"][tabindex="0"]';
/** Where Escape means something else: on the canvas itself, in the code editor, in a list that is open. */
const KEEPS_ESCAPE = `${CANVAS}, .monaco-editor, [aria-expanded="true"]`;

/** Escape leads from the panels back to the canvas or the outline, whichever had it last: to the card or row that had the focus. */
export function useWayBack(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current;
    let last: HTMLElement | undefined;
    const listen = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || !(e.target instanceof Element) || e.target.closest(KEEPS_ESCAPE)) return;
      const canvas = last?.isConnected ? last : element?.querySelector<HTMLElement>(CANVAS);
      (canvas?.querySelector<HTMLElement>(STOP) ?? canvas)?.focus();
    };
    const remember = (e: FocusEvent) => {
      const canvas = e.target instanceof Element ? e.target.closest<HTMLElement>(CANVAS) : null;
      if (canvas) last = canvas;
    };
    element?.addEventListener('keydown', listen);
    element?.addEventListener('focusin', remember);
    return () => {
      element?.removeEventListener('keydown', listen);
      element?.removeEventListener('focusin', remember);
    };
  }, [page]);
}
