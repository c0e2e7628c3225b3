import type { BacktestHistory, BacktestItem, BacktestRequest, BacktestSources } from '@slipway/shared/api';

export const presetDays = [7, 30, 90] as const;

/** What is to be played and against what, as somebody chooses it; what an answer needs and is not chosen is empty. */
export interface Choice {
  /** The draft, or a version. */
  readonly after: 'draft' | number;
  readonly before: 'live' | number | null;
  readonly kind: BacktestHistory['kind'];
  /** Days back from the newest record; `between` takes the two days, `all` everything. */
  readonly span: (typeof presetDays)[number] | 'all' | 'between';
  /** Days, as a date field has them. */
  readonly from: string;
  readonly to: string;
  readonly source: string;
  readonly upload: { readonly id: string; readonly name: string } | null;
  readonly answers: 'recorded' | 'simulated';
  readonly nightlyAt: string;
}

export const FIRST_CHOICE: Choice = {
  after: 'draft',
  before: 'live',
  kind: 'stored',
  span: 30,
  from: '',
  to: '',
  source: '',
  upload: null,
  // A changed rule asks at other moments, to which the history holds no answer of its own.
  answers: 'simulated',
  nightlyAt: '02:00',
};

const DAY_MS = 86_400_000;

/** Takes over what an earlier backtest was asked, so that it can be run again. */
export function choiceOf(item: BacktestItem, upload: Choice['upload'] = null): Choice {
  const { history, before, after } = item;
  // The end is not part of the range: its last day is the one before midnight.
  const last = history.to && new Date(Date.parse(history.to) - 1).toISOString();
  const days = { from: history.from?.slice(0, 10) ?? '', to: last?.slice(0, 10) ?? '' };
  return {
    ...FIRST_CHOICE,
    after: after.draft || after.version === null ? 'draft' : after.version,
    before: before === null ? null : before.live || before.version === null ? 'live' : before.version,
    kind: history.kind,
    span: days.from === '' && days.to === '' ? 'all' : 'between',
    ...days,
    source: history.source ?? '',
    upload,
    answers: item.answers,
    nightlyAt: item.nightly.at,
  };
}

/** What is missing before it can be played. */
export function missing({ kind, source, upload, span, from, to }: Choice): 'source' | 'upload' | 'range' | undefined {
  if (kind === 'topic' && source === '') return 'source';
  if (kind === 'upload' && upload === null) return 'upload';
  if (kind !== 'upload' && span === 'between' && from !== '' && to !== '' && from > to) return 'range';
  return undefined;
}

/** The history as the API takes it. Days are those of UTC, from their first moment to the end of the last. */
export function historyOf(choice: Choice, sources: BacktestSources | undefined, nowMs: number): BacktestHistory {
  if (choice.kind === 'upload') return { kind: 'upload', upload: choice.upload?.id ?? '' };
  const { from, to } = range(choice, newestMs(choice, sources, nowMs));
  if (choice.kind === 'stored') return { kind: 'stored', ...(from ? { from } : {}), ...(to ? { to } : {}) };
  return {
    kind: 'topic',
    source: choice.source,
    ...(from ? { from: { at: from } } : {}),
    ...(to ? { to: { at: to } } : {}),
  };
}

/** A replay's newest record lies in the past, and *the last days* are those before it. */
function newestMs({ kind }: Choice, sources: BacktestSources | undefined, nowMs: number): number {
  const newest = kind === 'stored' ? sources?.stored.to : null;
  return newest ? Math.min(nowMs, Date.parse(newest)) : nowMs;
}

function range({ span, from, to }: Choice, endMs: number): { readonly from?: string; readonly to?: string } {
  if (span === 'all') return {};
  if (span !== 'between') return { from: new Date(endMs - span * DAY_MS).toISOString() };
  return {
    ...(from ? { from: `${from}T00:00:00.000Z` } : {}),
    ...(to ? { to: new Date(Date.parse(`${to}T00:00:00.000Z`) + DAY_MS).toISOString() } : {}),
  };
}

interface Asked {
  readonly choice: Choice;
  readonly after: BacktestRequest['after'];
  readonly sources: BacktestSources | undefined;
  readonly nowMs: number;
  readonly zone: string;
}

export function requestOf({ choice, after, sources, nowMs, zone }: Asked): BacktestRequest {
  const { before, answers, nightlyAt } = choice;
  return {
    after,
    before: typeof before === 'number' ? { version: before } : before,
    history: historyOf(choice, sources, nowMs),
    answers,
    nightlyAt,
    zone,
  };
}

/** How many days lie between two instants, at least one. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));
