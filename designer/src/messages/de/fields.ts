import type { fields as en } from '../en/fields.ts';

/** Expression fields and mapping, in German. */
export const fields: Readonly<Record<keyof typeof en, string>> = {};
