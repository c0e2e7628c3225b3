import { useEffect } from 'react';

/** Dialogs and the canvas give the focus back themselves, a moment later; only what nobody cares for is cared for here. */
const PATIENCE_MS = 80;
const TAKES_FOCUS =
  'input:not([type="hidden"], :disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled), a[href], [tabindex="0"]';

/** When what had the focus is gone (a row that was removed, a page that was left), the nearest thing around it gets it. */
export function useKeptFocus(): void {
  useEffect(() => {
    let trail: readonly Element[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isLost = () => trail[0]?.isConnected === false && document.activeElement === document.body;
    const remember = (e: FocusEvent) => {
      clearTimeout(timer);
      trail = e.target instanceof Element ? outwards(e.target) : [];
    };
    const observer = new MutationObserver(() => {
      if (!isLost()) return;
      clearTimeout(timer);
      timer = setTimeout(() => isLost() && heirOf(trail)?.focus({ preventScroll: true }), PATIENCE_MS);
    });
    document.addEventListener('focusin', remember);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      clearTimeout(timer);
      observer.disconnect();
      document.removeEventListener('focusin', remember);
    };
  }, []);
}

function outwards(element: Element): readonly Element[] {
  const trail: Element[] = [];
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) trail.push(one);
  return trail;
}

/** The first thing that takes the focus, as near to what is gone as there is one; else the screen as a whole. */
function heirOf(trail: readonly Element[]): HTMLElement | null {
  const screen = document.querySelector<HTMLElement>('main');
  for (const place of trail) {
    if (place === screen) break;
    const heir = place.isConnected ? place.querySelector<HTMLElement>(TAKES_FOCUS) : null;
    if (heir) return heir;
  }
  return screen;
}
