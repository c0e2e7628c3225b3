import type { BacktestItem, BacktestSide, BacktestSubject, LibraryWorkflow } from '@slipway/shared/api';
import { localeTag } from '../../messages/locale.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { type Choice, daysBetween, offsetsText } from './history.ts';

/** What each side of a comparison is called; `before` is null where there is none. */
export interface SideNames {
  readonly before: string | null;
  readonly after: string;
}

type Sides = Pick<BacktestItem, 'after' | 'before'> & Partial<Pick<BacktestItem, 'variables'>>;

/** `v12 live` and `v15 draft`: a draft by the version that it was begun upon, as far as that is still known. */
export function sideNames(
  { after, before, variables = {} }: Sides,
  mine: LibraryWorkflow['mine'] | undefined,
): SideNames {
  const name = afterName(after, mine?.base ?? null);
  const changes = Object.entries(variables).map(([variable, value]) =>
    t('backtest.side.variable', { name: variable, value: JSON.stringify(value) }),
  );
  return {
    before: before && beforeName(before),
    after: changes.length === 0 ? name : t('backtest.side.with', { version: name, changes: listed(changes) }),
  };
}

/** The same for one that is looked at: a draft that has changed since is no longer known by its version. */
export function namesOf(one: Sides & Pick<BacktestItem, 'stale'>, { mine }: Pick<LibraryWorkflow, 'mine'>): SideNames {
  return sideNames(one, one.stale.includes('draft') ? null : mine);
}

function beforeName({ version, live }: NonNullable<Sides['before']>): string {
  if (version === null) return t('backtest.side.live-unknown');
  const name = t('version', { version });
  return live ? t('backtest.side.live', { version: name }) : name;
}

function afterName({ version }: Sides['after'], base: number | null): string {
  if (version !== null) return t('version', { version });
  return base === null
    ? t('backtest.side.draft')
    : t('backtest.side.draft-of', { version: t('version', { version: base }) });
}

/** What one side did with a subject, in the words of the workflow's author where it has some. */
export function didWords({ kind, text, actions }: BacktestSide): string {
  if (text !== null && text !== '') return text;
  return kind === 'acted' ? tn('backtest.did.acted', actions) : t(`backtest.did.${kind}`);
}

const dayFormat = new Intl.DateTimeFormat(localeTag, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const yearFormat = new Intl.DateTimeFormat(localeTag, {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});

interface Range {
  readonly from: string | null;
  readonly to: string | null;
}

/** `20 Oct to 19 Nov, 30 days`; a year only where it is not the one of the end. */
export function rangeWords({ from, to }: Range): string {
  if (from === null && to === null) return t('backtest.history.all');
  if (from === null) return t('backtest.history.until', { to: yearFormat.format(new Date(to ?? '')) });
  if (to === null) return t('backtest.history.since', { from: yearFormat.format(new Date(from)) });
  const format = from.slice(0, 4) === to.slice(0, 4) ? dayFormat : yearFormat;
  const range = t('backtest.history.range', {
    from: format.format(new Date(from)),
    to: format.format(new Date(to)),
  });
  const hours = Math.round((Date.parse(to) - Date.parse(from)) / HOUR_MS);
  if (hours < 24) return tn('backtest.history.range-hours', hours, { range });
  return tn('backtest.history.range-days', daysBetween(from, to), { range });
}
const HOUR_MS = 3_600_000;

/** Offsets as they are named; an end that is not named is that of the topic. */
function offsetWords({ from, to }: Choice['offsets']): string {
  const [first, last] = [
    from.trim() || t('backtest.history.topic-first'),
    to.trim() || t('backtest.history.topic-last'),
  ];
  return t('backtest.history.offset-range', { from: first, to: last });
}

/** Which history was played: what was found in it where that is known, else what was asked for. */
export function historyWords({ history }: Pick<BacktestItem, 'history'>, found: Range | null | undefined): string {
  if (history.file !== null) return history.file;
  if (history.offsets) {
    const { from, to } = history.offsets;
    return `${history.source}, ${offsetWords({ from: offsetsText(from), to: offsetsText(to) })}`;
  }
  const range = rangeWords({ from: history.from ?? found?.from ?? null, to: history.to ?? found?.to ?? null });
  return history.source === null ? range : `${history.source}, ${range}`;
}

/** A range as its two days. */
export const rangeDays = (from: string, to: string): { readonly from: string; readonly to: string } => ({
  from: yearFormat.format(new Date(from)),
  to: yearFormat.format(new Date(to)),
});

/** Which history is chosen and has not been played yet. */
export function choiceWords(choice: Choice): string {
  const { kind, source, upload } = choice;
  if (kind === 'upload') return upload?.name ?? t('backtest.history.upload');
  const range = spanWords(choice);
  return kind === 'topic' ? `${source || t('backtest.history.topic')}, ${range}` : range;
}

function spanWords({ span, last, from, to, offsets }: Choice): string {
  if (typeof span === 'number') return t('backtest.history.days', { count: span });
  if (span === 'last') return tn(`backtest.history.last-${last.unit}`, last.count);
  if (span === 'offsets') return offsetWords(offsets);
  return span === 'all' ? t('backtest.history.all') : rangeWords({ from: from || null, to: to || null });
}

/** Where a shipment goes; null where the history tells of neither end. */
export function laneOf({ origin, destination }: Pick<BacktestSubject, 'origin' | 'destination'>): string | null {
  if (origin !== null && destination !== null) return `${origin} → ${destination}`;
  return origin ?? destination;
}

/** Hours with one digit behind the point while that says something. */
export const hoursText = (hours: number): string =>
  formatNumber(Math.abs(hours) < 100 ? Math.round(hours * 10) / 10 : Math.round(hours));

const list = new Intl.ListFormat(localeTag, { type: 'conjunction' });
/** Words as a sentence lists them: `a, b and c`. */
export const listed = (words: readonly string[]): string => list.format(words);

const clockFormat = new Intl.DateTimeFormat(localeTag, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
/** The clock time of a step to the second, where the viewer is. */
export const stepTime = (at: string): string => clockFormat.format(new Date(at));

/** The name of a kind of subject in a heading. */
export function columnOf(subject: string): string {
  return subject === 'shipment' || subject === 'order' || subject === 'equipment' || subject === 'carrier'
    ? t(`backtest.column.${subject}`)
    : t('backtest.column.subject');
}

export const changedWords = (subject: string, count: number): string =>
  tn(subject === 'shipment' ? 'backtest.changed.shipment' : 'backtest.changed.subject', count);
