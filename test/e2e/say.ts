import { de } from '../../designer/src/messages/de/index.ts';
import { en } from '../../designer/src/messages/en/index.ts';

/** What a control is called in the language of the page. */
export type Say = (key: keyof typeof en, values?: Readonly<Record<string, string>>) => string;

/** The texts of the designer as a browser of a locale shows them. */
export function sayIn(locale: string): Say {
  const messages: Readonly<Record<string, string>> = locale.startsWith('de') ? de : en;
  return (key, values = {}) => (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
