import type { BacktestItem } from '@slipway/shared/api';
import { versionOf } from '@slipway/shared/engine';
import { FAILURES, type FailureCode } from '@slipway/shared/failure';
import { instantFromMs } from '@slipway/shared/time';
import { readWorkflow } from '@slipway/shared/workflow';
import type { Database } from '../database/index.ts';
import { type BacktestHead, versionNumbers } from '../stores/backtests.ts';
import { findDraft } from '../stores/drafts.ts';
import { liveOf } from '../stores/workflows-reads.ts';
import type { BacktestProgress } from './backtests.ts';
import type { BacktestAsked } from './content.ts';

/** What items are read beside their rows, once for a page. */
interface Beside {
  readonly numbers: ReadonlyMap<string, number>;
  /** What is live now, and what whoever asks has before them: their draft, else the newest version; by hash. */
  readonly live: string | null;
  readonly own: string | null;
}

/** Makes items of the rows of a workflow, for whoever asks. */
export async function readItems(
  database: Database,
  at: { readonly environment: string; readonly workflow: string; readonly person: string },
): Promise<(row: BacktestHead, progress: BacktestProgress | undefined) => BacktestItem> {
  const { environment, workflow, person } = at;
  const numbers = await versionNumbers(database.kysely, workflow);
  const live = (await liveOf(database, environment)).get(workflow)?.version ?? null;
  const draft = await findDraft(database.kysely, workflow, person);
  const [newest = null] = [...numbers.keys()];
  const beside: Beside = { numbers, live, own: draft ? hashOfDraft(draft.graph) : newest };
  return (row, progress) => itemOf(row, beside, progress);
}

/** Null for a draft that is no workflow: it cannot be what was played. */
function hashOfDraft(graph: string): string | null {
  const read = readWorkflow(JSON.parse(graph));
  return read.ok ? versionOf(read.workflow) : null;
}

function itemOf(row: BacktestHead, beside: Beside, progress: BacktestProgress | undefined): BacktestItem {
  const asked = JSON.parse(row.request) as BacktestAsked;
  const { after_hash: after, before_hash: before } = row;
  const instant = (ms: number | null) => (ms === null ? null : instantFromMs(ms));
  const seconds =
    row.started_at_ms === null || row.ended_at_ms === null ? null : (row.ended_at_ms - row.started_at_ms) / 1_000;
  return {
    id: row.id,
    workflow: row.workflow,
    name: row.name,
    state: row.state,
    after: { version: beside.numbers.get(after) ?? null, draft: row.draft, hash: after },
    before: before === null ? null : { version: beside.numbers.get(before) ?? null, live: asked.live, hash: before },
    history: historyOf(asked),
    variables: asked.variables ?? {},
    answers: asked.answers,
    replies: asked.replies ?? {},
    nightly: { at: asked.nightlyAt, zone: asked.zone },
    progress: progress ?? { events: row.events, of: row.events_of },
    by: { id: row.author, name: row.author_name },
    createdAt: instantFromMs(row.created_at_ms),
    startedAt: instant(row.started_at_ms),
    endedAt: instant(row.ended_at_ms),
    seconds,
    failure: row.code === null ? null : failureOf(row.code as FailureCode, row.detail ?? ''),
    verdicts: row.verdicts === null ? null : JSON.parse(row.verdicts),
    stale: [
      ...(row.draft && beside.own !== after ? (['draft'] as const) : []),
      ...(asked.live && beside.live !== before ? (['live'] as const) : []),
    ],
  };
}

function failureOf(code: FailureCode, detail: string) {
  return { code, title: FAILURES[code].title, detail };
}

function historyOf({ history, file }: BacktestAsked): BacktestItem['history'] {
  const nothing = { from: null, to: null, source: null, file: null, offsets: null };
  if (history.kind === 'upload') return { ...nothing, kind: 'upload', file, words: `the file ${file ?? ''}`.trim() };
  if (history.kind === 'topic') {
    const at = (place: typeof history.from) => (place && 'at' in place ? place.at : null);
    const { source } = history;
    const range = { from: at(history.from), to: at(history.to) };
    const named = (place: typeof history.from) => (place && 'offsets' in place ? place.offsets : null);
    const [from, to] = [named(history.from), named(history.to)];
    const offsets = from || to ? { from, to } : null;
    return { ...nothing, kind: 'topic', ...range, source, offsets, words: `the topic of ${source}${span(range)}` };
  }
  const range = { from: history.from ?? null, to: history.to ?? null };
  return { ...nothing, kind: 'stored', ...range, words: `the stored history${span(range)}` };
}

function span({ from, to }: { readonly from: string | null; readonly to: string | null }): string {
  return `${from === null ? '' : ` from ${from}`}${to === null ? '' : ` to ${to}`}`;
}
