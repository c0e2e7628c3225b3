import type { Page } from 'playwright-core';

/** What has the focus, and whether somebody who only has a keyboard can see that. */
export interface Focus {
  /** For messages: what it is and what it says. */
  readonly what: string;
  /** Empty when it is on something, shown, and marked. */
  readonly wrong: string;
}

/** The few things of a page that are looked at; the rest of this program knows no browser. */
interface InPage {
  readonly localName: string;
  readonly textContent: string | null;
  readonly parentElement: InPage | null;
  readonly style: { color: string };
  getAttribute(name: string): string | null;
  matches(selector: string): boolean;
  closest(selector: string): InPage | null;
  getBoundingClientRect(): Record<'top' | 'bottom' | 'left' | 'right' | 'width' | 'height', number>;
  appendChild(element: InPage): InPage;
  remove(): void;
}
interface Look {
  readonly outlineStyle: string;
  readonly outlineWidth: string;
  readonly boxShadow: string;
  readonly borderTopColor: string;
  readonly color: string;
}
declare const document: { activeElement: InPage | null; body: InPage; createElement(name: string): InPage };
declare const innerWidth: number;
declare const innerHeight: number;
declare function getComputedStyle(element: InPage, pseudo?: string): Look;

/** Looks at the focus as a person would: is it on something, is that on the screen, does anything mark it? */
export function readFocus(page: Page): Promise<Focus> {
  return page.evaluate(() => {
    const active = document.activeElement;
    if (!active || active === document.body) return { what: 'nothing', wrong: 'the focus is on nothing' };
    const name = active.getAttribute('aria-label') ?? active.textContent ?? '';
    const what = `${active.localName} ${active.getAttribute('role') ?? ''} “${name.trim().slice(0, 60)}”`;
    const size = active.getBoundingClientRect();
    // What is only there for the browser is drawn by what stands around it.
    const drawn =
      size.width > 2 && size.height > 2
        ? active
        : (active.closest('.monaco-editor, label, [role="menu"]') ?? active.parentElement ?? active);
    const box = drawn.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return { what, wrong: `it has no size: ${box.width} by ${box.height}` };
    const isOnScreen = box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth;
    if (!isOnScreen) return { what, wrong: 'it is outside of the window' };
    const isMarked = ({ outlineStyle, outlineWidth, boxShadow }: Look) =>
      (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
    // The knob of a slider is no element of its own.
    const marks = (element: InPage | null): boolean =>
      element !== null && (isMarked(getComputedStyle(element)) || isMarked(getComputedStyle(element, '::after')));
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'var(--accent)';
    const { color } = getComputedStyle(probe);
    probe.remove();
    const accent = (element: InPage | null) => element !== null && getComputedStyle(element).borderTopColor === color;
    // A caret marks a text that fills its frame; a row marks the button that fills it.
    const caret = active.matches('.monaco-editor textarea, .monaco-editor [role="textbox"]');
    const around = [active, active.parentElement, active.closest('label, tr, li, .react-flow__node, [role="menu"]')];
    const marked = caret || around.some(marks) || accent(active) || accent(active.parentElement);
    return { what, wrong: marked ? '' : 'nothing marks it' };
  });
}

interface InTree extends InPage {
  contains(other: InPage): boolean;
  querySelector(selector: string): InTree | null;
  compareDocumentPosition(other: InPage): number;
}

/** Runs in the page: which key leads from the focus to an element. */
export function wayTo(element: unknown): 'there' | 'Tab' | 'Shift+Tab' {
  const target = element as InTree;
  const active = document.activeElement as InTree | null;
  if (!active || active === target || target.contains(active)) return 'there';
  const stops = 'a, button, input, textarea, select, [tabindex]';
  const stop = target.matches(stops) ? target : (target.querySelector(stops) ?? target);
  const preceding = 2;
  return active.compareDocumentPosition(stop) & preceding ? 'Shift+Tab' : 'Tab';
}
