import type { versions as en } from '../en/versions.ts';

/** Versions, differences, the printed page, in German. */
export const versions: Readonly<Record<keyof typeof en, string>> = {};
