import { useEffect } from 'react';

/** Dialogs and the canvas give the focus back themselves, a moment later; only what nobody cares for is cared for here. */
const PATIENCE_MS = 80;
const TAKES_FOCUS =
  'input:not([type="hidden"], :disabled), textarea:not(:disabled), select:not(:disabled), button:not(:disabled), a[href], [tabindex="0"]';

/**
 * When what had the focus is gone (a row that was removed, a page that was left) or takes none (a button at work), the
 * nearest thing around it gets it. A button that has done its work gets it back.
 */
export function useKeptFocus(): void {
  useEffect(() => {
    const keeper = new FocusKeeper();
    const remember = (e: FocusEvent) => keeper.remember(e.target);
    document.addEventListener('focusin', remember);
    return () => {
      document.removeEventListener('focusin', remember);
      keeper.stop();
    };
  }, []);
}

class FocusKeeper {
  #trail: readonly Element[] = [];
  /** The button at work, and who has the focus meanwhile. */
  #away: { readonly from: Element; readonly to: Element } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = new MutationObserver(() => this.#look());

  constructor() {
    this.#observer.observe(document.body, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['disabled'],
    });
  }

  remember(target: EventTarget | null): void {
    clearTimeout(this.#timer);
    if (target !== this.#away?.to) this.#away = undefined;
    this.#trail = target instanceof Element ? outwards(target) : [];
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#observer.disconnect();
  }

  #look(): void {
    const { from, to } = this.#away ?? {};
    if (from instanceof HTMLElement && from.matches(':enabled') && document.activeElement === to) {
      this.#away = undefined;
      from.focus({ preventScroll: true });
      return;
    }
    if (!this.#isLost()) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#find(), PATIENCE_MS);
  }

  #isLost(): boolean {
    const [last] = this.#trail;
    // The browser takes the focus from what was switched off only when it draws next.
    const hasNone = document.activeElement === document.body || document.activeElement === last;
    return last !== undefined && hasNone && !takesFocus(last);
  }

  #find(): void {
    if (!this.#isLost()) return;
    const [last] = this.#trail;
    const heir = heirOf(this.#trail);
    if (last?.isConnected && heir) this.#away = { from: last, to: heir };
    heir?.focus({ preventScroll: true });
  }
}

const takesFocus = (element: Element) => element.isConnected && !element.matches(':disabled');

function outwards(element: Element): readonly Element[] {
  const trail: Element[] = [];
  for (let one: Element | null = element; one && one !== document.body; one = one.parentElement) trail.push(one);
  return trail;
}

/** What takes the focus as near as there is something: what follows, else the first; at last the screen as a whole. */
function heirOf(trail: readonly Element[]): HTMLElement | null {
  const screen = document.querySelector<HTMLElement>('main');
  const [last] = trail;
  for (const place of trail) {
    if (place === screen) break;
    const heirs = place.isConnected ? [...place.querySelectorAll<HTMLElement>(TAKES_FOCUS)] : [];
    const follows = (heir: Element) =>
      last?.isConnected && last.compareDocumentPosition(heir) & Node.DOCUMENT_POSITION_FOLLOWING;
    const heir = heirs.find(follows) ?? heirs[0];
    if (heir) return heir;
  }
  return screen;
}
