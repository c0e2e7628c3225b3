import { answeredBy } from '@slipway/shared/backtest';
import { Failure } from '@slipway/shared/failure';
import type { Database } from '../database/index.ts';
import { type EventLog, partitionOf } from '../event-log/index.ts';
import { listAnswered } from '../stores/backtest-answers.ts';
import { findUpload, readUploadPage } from '../stores/backtest-uploads.ts';
import { findSource } from '../stores/sources.ts';
import type { BacktestAsked, BacktestContent } from './content.ts';
import { rangeOf } from './content.ts';
import { logHistory } from './log-history.ts';
import type { HistoryText } from './order.ts';
import {
  openTopic,
  type TopicAccess,
  type TopicReading,
  type TopicSpans,
  topicHistory,
  topicSpans,
} from './topic-history.ts';

/** What histories are read from. */
export interface HistoryPlaces {
  readonly database: Database;
  readonly log: EventLog;
  readonly topics: TopicAccess;
}

/** Which history. */
export interface Wanted {
  readonly environment: string;
  readonly workflow: string;
  readonly asked: BacktestAsked;
  readonly content: Pick<BacktestContent, 'ends' | 'spans' | 'clock'>;
  /** Only the records of this subject, and what moves the clock for it. */
  readonly only?: string;
}

/** A history that can be read once. */
export interface OpenedHistory {
  readonly pages: AsyncIterable<readonly HistoryText[]>;
  /** How many records it has; null where nobody knows. */
  readonly of: number | null;
  /** Actions that it answers itself. */
  readonly answered: readonly string[];
  /** How many records were no events, so far. */
  refused(): number;
  close(): Promise<void>;
}

/** Opens what a backtest is played over. Fails with `not-found` where it is gone, and with `unavailable`. */
export async function openHistory(places: HistoryPlaces, wanted: Wanted): Promise<OpenedHistory> {
  const { history } = wanted.asked;
  if (history.kind === 'stored') return openStored(places, wanted);
  if (history.kind === 'upload') return openUpload(places, wanted, history.upload);
  return openSource(places, wanted, history);
}

async function openStored({ database, log }: HistoryPlaces, wanted: Wanted): Promise<OpenedHistory> {
  const { environment, workflow, asked, content, only } = wanted;
  const { toMs } = rangeOf(asked);
  const partition = only === undefined ? undefined : partitionOf(only, await log.partitions(environment));
  const range = {
    environment,
    ...(toMs === undefined ? {} : { toMs }),
    ...(content.ends ? { ends: content.ends } : {}),
    ...(partition === undefined ? {} : { partition }),
  };
  const pages = logHistory(log, range);
  return {
    pages: only === undefined ? pages : about(only, pages, content.clock),
    of: await lengthOf(log, environment, content.ends),
    answered: await listAnswered(database.kysely, environment, workflow),
    refused: () => 0,
    close: async () => {},
  };
}

async function lengthOf(log: EventLog, environment: string, ends: readonly number[] | undefined): Promise<number> {
  let sum = 0;
  for (let partition = 0; partition < (await log.partitions(environment)); partition += 1) {
    const { low, high } = await log.marks(environment, partition);
    sum += Math.max(0, (ends?.[partition] ?? high) - low);
  }
  return sum;
}

async function openUpload(places: HistoryPlaces, wanted: Wanted, id: string): Promise<OpenedHistory> {
  const { environment, content, only } = wanted;
  const upload = await findUpload(places.database.kysely, environment, id);
  if (!upload) throw new Failure('not-found', 'upload');
  const answered: string[] = [];
  for await (const page of uploadPages(places.database, environment, id)) answered.push(...answeredIn(page));
  const pages = uploadPages(places.database, environment, id);
  return {
    pages: only === undefined ? pages : about(only, pages, content.clock),
    of: upload.events,
    answered,
    refused: () => upload.refused,
    close: async () => {},
  };
}

async function* uploadPages(
  database: Database,
  environment: string,
  upload: string,
): AsyncGenerator<readonly HistoryText[]> {
  for (let page = 0; ; page += 1) {
    const text = await readUploadPage(database.kysely, environment, { upload, page });
    if (text === undefined) return;
    yield JSON.parse(text) as HistoryText[];
  }
}

async function openSource(
  { database, topics }: HistoryPlaces,
  { environment, content, only }: Wanted,
  history: Extract<BacktestAsked['history'], { readonly kind: 'topic' }>,
): Promise<OpenedHistory> {
  const source = await findSource(database.kysely, environment, history.source);
  if (source?.connector !== 'kafka') throw new Failure('not-found', `source ${history.source}`);
  const reading = await openTopic(source.config, topics);
  let refused = 0;
  const spans = content.spans ?? (await spansOf(history, reading));
  const pages = topicHistory(reading, { spans, onRefused: () => (refused += 1) });
  return {
    pages: only === undefined ? pages : about(only, pages, content.clock),
    of: sumOf(spans),
    answered: [],
    refused: () => refused,
    close: () => reading.close(),
  };
}

/** Leaves no connection behind where they cannot be settled. */
async function spansOf(
  history: Extract<BacktestAsked['history'], { readonly kind: 'topic' }>,
  reading: TopicReading,
): Promise<TopicSpans> {
  try {
    return await topicSpans(history, reading);
  } catch (error) {
    await reading.close();
    throw error;
  }
}

function sumOf(spans: TopicSpans): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** The records of one subject; where the log has the clock, of the others that their time has come. */
async function* about(
  subject: string,
  pages: AsyncIterable<readonly HistoryText[]>,
  clock: BacktestContent['clock'],
): AsyncGenerator<readonly HistoryText[]> {
  for await (const page of pages) {
    const own: HistoryText[] = [];
    for (const record of page) {
      if (record.key === subject) own.push(record);
      else if (clock === 'log') own.push({ ...record, key: '', value: '' });
    }
    yield own;
  }
}

/** Actions that records answer. */
export function answeredIn(records: readonly HistoryText[]): readonly string[] {
  return records.flatMap(({ value }) => {
    const action = value.includes('"action.') ? answeredBy(JSON.parse(value)) : undefined;
    return action === undefined ? [] : [action];
  });
}
