import { isFailure } from '@slipway/shared/failure';
import { readJson } from '@slipway/shared/json';
import { LIMITS } from '@slipway/shared/limits';
import type { Draft } from '@slipway/shared/workflow/edit';

export type ReadText = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly message: string };

/** A draft as it is written: in its own order of fields, so that what was not touched keeps its bytes. */
export function textOf(draft: Draft): string {
  return `${JSON.stringify(draft, null, 2)}\n`;
}

/** Reads what was typed, as strictly as the server does; a draft is any object. */
export function readText(text: string): ReadText {
  try {
    const read = readJson(text, { bytes: LIMITS.requestBytes, keys: Number.POSITIVE_INFINITY });
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { ok: true, draft: read as Draft };
    return { ok: false, message: '' };
  } catch (failure) {
    if (!isFailure(failure)) throw failure;
    return { ok: false, message: failure.detail };
  }
}

/** Whether a text says what a draft says, in whatever spaces and lines. */
export function saysTheSame(text: string, draft: Draft): boolean {
  const read = readText(text);
  return read.ok && JSON.stringify(read.draft) === JSON.stringify(draft);
}
