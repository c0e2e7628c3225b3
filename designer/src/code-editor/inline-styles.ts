/**
 * The page's policy refuses style attributes in HTML. The code editor writes its lines as HTML with such attributes, so
 * they are carried over under another name, and set through the CSSOM, which the policy allows, before anything is drawn.
 */
const CARRIED = 'data-carried-style';

/** The HTML with every `style` attribute of a tag under the other name. Text between tags is never touched. */
export function carryStyles(html: string): string {
  return html.replaceAll(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle="/gi, ` ${CARRIED}="`));
}

/** Sets the carried styles of whatever comes into an element. Answers how to stop. */
export function watchStyles(root: Element): () => void {
  const observer = new MutationObserver((changes) => {
    for (const change of changes)
      for (const added of change.addedNodes)
        if (added instanceof HTMLElement) {
          applyCarried(added);
          for (const inner of added.querySelectorAll<HTMLElement>(`[${CARRIED}]`)) applyCarried(inner);
        }
  });
  observer.observe(root, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function applyCarried(element: HTMLElement): void {
  const carried = element.getAttribute(CARRIED);
  if (carried === null) return;
  element.removeAttribute(CARRIED);
  for (const [name, value] of declarations(carried)) {
    // What the editor has set by itself in the meantime is newer.
    if (element.style.getPropertyValue(name) === '') element.style.setProperty(name, value);
  }
}

/** The declarations of a style attribute as the editor writes them: no quotes, no functions with semicolons. */
export function declarations(style: string): readonly (readonly [string, string])[] {
  return style.split(';').flatMap((each) => {
    const colon = each.indexOf(':');
    return colon < 0 ? [] : [[each.slice(0, colon).trim(), each.slice(colon + 1).trim()] as const];
  });
}
