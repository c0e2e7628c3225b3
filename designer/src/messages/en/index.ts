import { first } from './first.ts';
import { further } from './further.ts';

/**
 * Every text that people see, by key. `{name}` stands for a value. A key ending in `.one` or `.other` is a plural form.
 * The other language is an object of the same keys, in ../de.
 */
export const en = { ...first, ...further } as const satisfies Readonly<Record<string, string>>;
