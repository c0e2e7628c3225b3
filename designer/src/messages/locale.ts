import { type Language, languages } from '@slipway/shared/language';

const KEY = 'slipway-locale';

const isLanguage = (text: unknown): text is Language => languages.some((each) => each === text);

/** What the viewer chose on this machine; otherwise the first of the browser's languages that we speak, else English. */
function chosen(): Language {
  if (typeof navigator === 'undefined' || typeof localStorage === 'undefined') return 'en';
  try {
    const kept = localStorage.getItem(KEY);
    if (isLanguage(kept)) return kept;
  } catch {
    // Storage may be switched off.
  }
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'en';
}

/** The language of this page from its first text to its last: another one is a page loaded anew. */
export const locale: Language = chosen();

/** The tag by which numbers, dates and plurals are written. */
export const localeTag = { en: 'en-GB', de: 'de-DE' }[locale];

/** Remembers another language on this machine, for pages that are loaded from now on. */
export function keepLocale(next: Language): void {
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the next page comes in the language of the browser.
  }
}
