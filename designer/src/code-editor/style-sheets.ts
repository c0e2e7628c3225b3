/*
 * Stands in for the code editor's module of the same exports (see vite.config.ts): that one writes style elements, which
 * the page's policy refuses. Constructed style sheets are what the policy has for this.
 */

interface Disposables {
  add(disposable: { dispose(): void }): unknown;
}

interface Observable {
  recomputeInitiallyAndOnChange(store: Disposables, handler: (value: string) => void): unknown;
}

/** What the editor expects of a style element. */
class ConstructedSheet {
  readonly sheet = new CSSStyleSheet();
  className = '';
  #text = '';
  readonly #root: Document | ShadowRoot;

  constructor(container: Node | undefined) {
    const root = container?.getRootNode();
    this.#root = root instanceof ShadowRoot ? root : document;
    this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, this.sheet];
  }

  get textContent(): string {
    return this.#text;
  }

  set textContent(text: string) {
    this.#text = text;
    this.sheet.replaceSync(text);
  }

  remove(): void {
    this.#root.adoptedStyleSheets = this.#root.adoptedStyleSheets.filter((sheet) => sheet !== this.sheet);
  }
}

export function createStyleSheet(
  container?: Node,
  beforeAppend?: (style: ConstructedSheet) => void,
  disposables?: Disposables,
): ConstructedSheet {
  const style = new ConstructedSheet(container);
  beforeAppend?.(style);
  disposables?.add({ dispose: () => style.remove() });
  return style;
}

let shared: ConstructedSheet | undefined;
function sharedSheet(): ConstructedSheet {
  shared ??= createStyleSheet();
  return shared;
}

export function createCSSRule(selector: string, text: string, style: ConstructedSheet = sharedSheet()): void {
  if (text) style.sheet.insertRule(`${selector} {${text}}`, 0);
}

export function removeCSSRulesContainingSelector(name: string, { sheet }: ConstructedSheet = sharedSheet()): void {
  for (let index = sheet.cssRules.length - 1; index >= 0; index--) {
    const rule = sheet.cssRules[index];
    if (rule instanceof CSSStyleRule && rule.selectorText.includes(name)) sheet.deleteRule(index);
  }
}

export function createStyleSheetFromObservable(css: Observable): { dispose(): void } {
  const style = createStyleSheet();
  const held: { dispose(): void }[] = [];
  css.recomputeInitiallyAndOnChange({ add: (each) => held.push(each) }, (text) => {
    style.textContent = text;
  });
  return {
    dispose() {
      for (const each of held) each.dispose();
      style.remove();
    },
  };
}
