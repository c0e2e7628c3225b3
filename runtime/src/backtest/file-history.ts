import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { checkEvent } from '@slipway/shared/event';
import { canonicalJson } from '@slipway/shared/json';
import type { HistoryText } from './order.ts';

const PAGE = 5_000;

/** A history from a file, and how many of its lines are no events. */
export interface FileHistory {
  readonly records: readonly HistoryText[];
  readonly refused: readonly { readonly line: number; readonly code: string; readonly detail: string }[];
}

/**
 * Reads canonical events as JSON lines, each known when its `recordedtime` says so, else when it happened. They are put in
 * the order in which they were known. Lines that are no events are told and left out.
 */
export async function readHistoryFile(path: string): Promise<FileHistory> {
  const records: HistoryText[] = [];
  const refused: { line: number; code: string; detail: string }[] = [];
  let line = 0;
  for await (const text of createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    const checked = eventOf(text);
    if (!checked.ok) {
      refused.push({ line, code: checked.code, detail: checked.detail });
      continue;
    }
    const { event } = checked;
    const atMs = Date.parse(event.recordedtime ?? event.time);
    records.push({ key: event.subject, value: canonicalJson(event), atMs });
  }
  return { records: records.sort((a, b) => a.atMs - b.atMs), refused };
}

function eventOf(text: string) {
  try {
    const checked = checkEvent({ specversion: '1.0', ...JSON.parse(text) });
    if (checked.ok) return { ok: true, event: checked.event } as const;
    return { ok: false, code: checked.failure.code, detail: checked.failure.detail } as const;
  } catch {
    return { ok: false, code: 'invalid-json', detail: 'the line is no JSON object' } as const;
  }
}

/** Records as pages. */
export async function* inPages(records: readonly HistoryText[]): AsyncGenerator<readonly HistoryText[]> {
  for (let from = 0; from < records.length; from += PAGE) yield records.slice(from, from + PAGE);
}
