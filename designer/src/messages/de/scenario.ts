import type { scenario as en } from '../en/scenario.ts';

/** Scenarios and their tests, in German. */
export const scenario: Readonly<Record<keyof typeof en, string>> = {};
