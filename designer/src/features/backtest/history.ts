import type {
  BacktestHistory,
  BacktestItem,
  BacktestReply,
  BacktestRequest,
  BacktestSources,
} from '@slipway/shared/api';

export const presetDays = [7, 30, 90] as const;

/** What is to be played and against what, as somebody chooses it; what an answer needs and is not chosen is empty. */
export interface Choice {
  /** The draft, or a version. */
  readonly after: 'draft' | number;
  readonly before: 'live' | number | null;
  readonly kind: BacktestHistory['kind'];
  /** Days back from the newest record; `last` as many as are said, `between` takes the two ends, `all` everything. */
  readonly span: (typeof presetDays)[number] | 'last' | 'all' | 'between' | 'offsets';
  readonly last: { readonly count: number; readonly unit: LastUnit };
  /** Days, as a date field has them, or an instant within one. */
  readonly from: string;
  readonly to: string;
  /** Of a topic, as `0:1200, 1:980`: partition and offset; what is not named has no end. */
  readonly offsets: { readonly from: string; readonly to: string };
  readonly source: string;
  readonly upload: { readonly id: string; readonly name: string } | null;
  readonly answers: 'recorded' | 'simulated';
  /** What simulated systems answer where something is said of it, by step. */
  readonly replies: Readonly<Record<string, BacktestReply>>;
  readonly nightlyAt: string;
  /** Set anew on the changed side. */
  readonly variables: Readonly<Record<string, unknown>>;
}

export const lastUnits = ['hours', 'days'] as const;
type LastUnit = (typeof lastUnits)[number];

export const FIRST_CHOICE: Choice = {
  after: 'draft',
  before: 'live',
  kind: 'stored',
  span: 30,
  last: { count: 6, unit: 'hours' },
  from: '',
  to: '',
  offsets: { from: '', to: '' },
  source: '',
  upload: null,
  // A changed rule asks at other moments, to which the history holds no answer of its own.
  answers: 'simulated',
  replies: {},
  nightlyAt: '02:00',
  variables: {},
};

const DAY_MS = 86_400_000;
const UNIT_MS = { hours: 3_600_000, days: DAY_MS } as const;

/** Takes over what an earlier backtest was asked, so that it can be run again. */
export function choiceOf(item: BacktestItem, upload: Choice['upload'] = null): Choice {
  const { history, before, after } = item;
  const days = { from: dayOf(history.from, 0), to: dayOf(history.to, 1) };
  const { offsets } = history;
  return {
    ...FIRST_CHOICE,
    after: after.draft || after.version === null ? 'draft' : after.version,
    before: before === null ? null : before.live || before.version === null ? 'live' : before.version,
    kind: history.kind,
    span: offsets ? 'offsets' : days.from === '' && days.to === '' ? 'all' : 'between',
    ...days,
    offsets: { from: offsetsText(offsets?.from ?? null), to: offsetsText(offsets?.to ?? null) },
    source: history.source ?? '',
    upload,
    answers: item.answers,
    nightlyAt: item.nightly.at,
    variables: item.variables,
    replies: item.replies,
  };
}

/** The day that an end of a range is the border of, `back` before it; an instant within a day is kept as it is. */
function dayOf(instant: string | null, back: 0 | 1): string {
  if (instant === null) return '';
  const ms = Date.parse(instant);
  return ms % DAY_MS === 0 ? new Date(ms - back).toISOString().slice(0, 10) : instant;
}

type Offsets = Readonly<Record<string, number>>;

/** `0:1200, 1:980` as offsets by partition; undefined where it is none, or names a partition twice. */
export function readOffsets(text: string): Offsets | undefined {
  const places = text.split(/[\s,;]+/).filter((each) => each !== '');
  const offsets = new Map<string, number>();
  for (const place of places) {
    const [, partition = '', offset = ''] = /^(\d{1,6}):(\d{1,15})$/.exec(place) ?? [];
    if (partition === '' || offsets.has(partition)) return undefined;
    offsets.set(partition, Number(offset));
  }
  return Object.fromEntries(offsets);
}

export function offsetsText(offsets: Offsets | null): string {
  return Object.entries(offsets ?? {})
    .map(([partition, offset]) => `${partition}:${offset}`)
    .join(', ');
}

/** What is missing before it can be played. */
export function missing(choice: Choice): 'source' | 'upload' | 'range' | 'last' | 'offsets' | undefined {
  const { kind, source, upload, span, from, to, last, offsets } = choice;
  if (kind === 'topic' && source === '') return 'source';
  if (kind === 'upload' && upload === null) return 'upload';
  if (kind === 'upload') return undefined;
  if (span === 'between' && from !== '' && to !== '' && startOf(from) >= endOf(to)) return 'range';
  if (span === 'last' && !(last.count > 0)) return 'last';
  if (span === 'offsets' && !(readOffsets(offsets.from) && readOffsets(offsets.to))) return 'offsets';
  return undefined;
}

/** The history as the API takes it. Days are those of UTC, from their first moment to the end of the last. */
export function historyOf(choice: Choice, sources: BacktestSources | undefined, nowMs: number): BacktestHistory {
  if (choice.kind === 'upload') return { kind: 'upload', upload: choice.upload?.id ?? '' };
  if (choice.kind === 'topic' && choice.span === 'offsets') return topicBetween(choice);
  const { from, to } = range(choice, newestMs(choice, sources, nowMs));
  if (choice.kind === 'stored') return { kind: 'stored', ...(from ? { from } : {}), ...(to ? { to } : {}) };
  return {
    kind: 'topic',
    source: choice.source,
    ...(from ? { from: { at: from } } : {}),
    ...(to ? { to: { at: to } } : {}),
  };
}

function topicBetween({ source, offsets }: Choice): BacktestHistory {
  const place = (text: string) => {
    const named = readOffsets(text) ?? {};
    return Object.keys(named).length > 0 ? { offsets: named } : undefined;
  };
  const [from, to] = [place(offsets.from), place(offsets.to)];
  return { kind: 'topic', source, ...(from ? { from } : {}), ...(to ? { to } : {}) };
}

/** A replay's newest record lies in the past, and *the last days* are those before it. */
function newestMs({ kind }: Choice, sources: BacktestSources | undefined, nowMs: number): number {
  const newest = kind === 'stored' ? sources?.stored.to : null;
  return newest ? Math.min(nowMs, Date.parse(newest)) : nowMs;
}

function range({ span, last, from, to }: Choice, endMs: number): { readonly from?: string; readonly to?: string } {
  if (span === 'all' || span === 'offsets') return {};
  if (span === 'last') return { from: new Date(endMs - last.count * UNIT_MS[last.unit]).toISOString() };
  if (span !== 'between') return { from: new Date(endMs - span * DAY_MS).toISOString() };
  return {
    ...(from ? { from: new Date(startOf(from)).toISOString() } : {}),
    ...(to ? { to: new Date(endOf(to)).toISOString() } : {}),
  };
}

const DAY_CHARACTERS = 10;
/** From a day on, from its first moment; to a day, up to the end of it. */
const startOf = (place: string): number => Date.parse(place);
const endOf = (place: string): number => Date.parse(place) + (place.length === DAY_CHARACTERS ? DAY_MS : 0);

interface Asked {
  readonly choice: Choice;
  readonly after: BacktestRequest['after'];
  readonly sources: BacktestSources | undefined;
  readonly nowMs: number;
  readonly zone: string;
}

export function requestOf({ choice, after, sources, nowMs, zone }: Asked): BacktestRequest {
  const { before, answers, replies, nightlyAt, variables } = choice;
  return {
    after,
    before: typeof before === 'number' ? { version: before } : before,
    history: historyOf(choice, sources, nowMs),
    answers,
    nightlyAt,
    zone,
    ...(Object.keys(variables).length > 0 ? { variables } : {}),
    ...(answers === 'simulated' && Object.keys(replies).length > 0 ? { replies } : {}),
  };
}

/** How many days lie between two instants, at least one. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS));
