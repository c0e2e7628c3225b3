import type { Page } from 'playwright-core';
import { de } from '../../designer/src/messages/de/index.ts';
import { en } from '../../designer/src/messages/en/index.ts';

/** Texts that are the same in both languages, or stand for a word of either, tell nothing. */
const german = new Set<string>(Object.values(de));
const english = new Set(Object.values<string>(en).filter((text) => /\p{L}{3}/u.test(text) && !german.has(text)));

/** What a page shows and what its parts are called, without what people wrote themselves and without code. */
const TEXTS_OF_PAGE = `(() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const inside = node.parentElement;
    if (inside.checkVisibility() && !inside.closest('bdi, code, pre, textarea, .monaco-editor, [lang]:not(html)'))
      found.push(node.textContent.trim());
  }
  for (const each of document.querySelectorAll('[aria-label], [title], [placeholder]'))
    for (const name of ['aria-label', 'title', 'placeholder']) found.push((each.getAttribute(name) ?? '').trim());
  return { language: document.documentElement.lang, texts: found };
})()`;

/** Fails when a page that was opened in German shows, or names by a label, one of our texts in English. */
export async function speaksGerman(page: Page): Promise<void> {
  const { language, texts } = await page.evaluate<{ language: string; texts: string[] }>(TEXTS_OF_PAGE);
  if (language !== 'de') throw new Error(`the page says that its language is ${language}`);
  const left = [...new Set(texts.filter((text) => english.has(text)))];
  if (left.length > 0) throw new Error(`still in English: ${left.join(' | ')}`);
}
