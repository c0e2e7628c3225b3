import { first } from './en/first.ts';
import type { en } from './en/index.ts';
import { locale, localeTag } from './locale.ts';
import { adopt } from './said.ts';

export type MessageKey = keyof typeof en;
type Values = Readonly<Record<string, string | number>>;

let messages: Readonly<Partial<Record<MessageKey, string>>> = first;
const plurals = new Intl.PluralRules(localeTag);

/** Fetches the texts of the page's language; to be waited for before the first of them is shown. */
export async function fetchMessages(): Promise<void> {
  if (locale !== 'de') return;
  const { de, said } = await import('./de/index.ts');
  messages = de;
  adopt(said);
}

let further: Promise<void> | undefined;

/** Fetches what screens say that are not the first; to be waited for before one of them is shown. German comes whole. */
export function fetchFurtherMessages(): Promise<void> {
  further ??= locale === 'de' ? Promise.resolve() : add();
  return further;
}

async function add(): Promise<void> {
  const module = await import('./en/further.ts');
  messages = { ...first, ...module.further };
}

/** The message of a key, with `{name}` replaced by the value of that name. Values are text, never markup. */
export function t(key: MessageKey, values: Values = {}): string {
  return (messages[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}.other` ? Base : never) : never;

/** The form of a message for a count, which it may show as `{count}`. */
export function tn(key: PluralKey, count: number, values: Values = {}): string {
  const exact: MessageKey = `${key}.other`;
  const form = `${key}.${plurals.select(count)}`;
  return t(isKey(form) ? form : exact, { count: formatNumber(count), ...values });
}

/** The message of a key made at run time (a state, a kind), or the fallback when the catalogue has none. */
export function tOr(key: string, fallback: string): string {
  return isKey(key) ? t(key) : fallback;
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(messages, key);
}

const numbers = new Intl.NumberFormat(localeTag);
export const formatNumber = (value: number): string => numbers.format(value);
