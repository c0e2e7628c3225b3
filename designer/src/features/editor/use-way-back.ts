import { type RefObject, useEffect } from 'react';

const CANVAS = '[data-testid="canvas"]';
/** Where Escape means something else: on the canvas itself, in the code editor, in a list that is open. */
const KEEPS_ESCAPE = `${CANVAS}, .monaco-editor, [aria-expanded="true"]`;

/** Escape leads from the panels around the canvas back to it: to the card that had the focus last. */
export function useWayBack(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = page.current;
    const listen = (e: KeyboardEvent) => {
      if (e.key !== 'Escape' || !(e.target instanceof Element) || e.target.closest(KEEPS_ESCAPE)) return;
      const canvas = element?.querySelector<HTMLElement>(CANVAS);
      (canvas?.querySelector<HTMLElement>('.react-flow__node[tabindex="0"]') ?? canvas)?.focus();
    };
    element?.addEventListener('keydown', listen);
    return () => element?.removeEventListener('keydown', listen);
  }, [page]);
}
