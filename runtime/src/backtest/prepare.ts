import type { backtestRequestSchema } from '@slipway/shared/api';
import { versionOf } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import { isZone } from '@slipway/shared/time';
import { readWorkflow, type Workflow } from '@slipway/shared/workflow';
import type { z } from 'zod';
import { readVersion } from '../library/document.ts';
import { findLiveContent, loadParts, readLiveContent } from '../pipeline/index.ts';
import { shelfOf } from '../pipeline/references.ts';
import { findUpload } from '../stores/backtest-uploads.ts';
import type { Environment } from '../stores/environments.ts';
import { findWorkflowVersion } from '../stores/library.ts';
import { findSource } from '../stores/sources.ts';
import { findGraph } from '../stores/versions-reads.ts';
import { liveOf } from '../stores/workflows-reads.ts';
import { type BacktestAsked, type BacktestContent, withReferences } from './content.ts';
import type { HistoryPlaces } from './history-of.ts';
import { partsFor } from './parts.ts';
import { programsOf } from './play-order.ts';
import { openTopic, topicSpans } from './topic-history.ts';
import { usualAnswers } from './usual-answers.ts';

type Request = z.output<typeof backtestRequestSchema>;

/** A backtest that can be stored and played. */
export interface PreparedBacktest {
  readonly name: string;
  readonly asked: BacktestAsked;
  readonly content: BacktestContent;
  readonly afterHash: string;
  readonly beforeHash: string | null;
  readonly draft: boolean;
  readonly upload: string | null;
}

/**
 * Settles all that a backtest is played with, so that it can be played again alike: graphs, variables, reference data,
 * answers and where the history ends. Fails with `invalid-workflow` where a version does not compile, with `not-found`
 * where one, or the history, is not there, and with `invalid-request`.
 */
export async function prepareBacktest(
  places: HistoryPlaces,
  environment: Environment,
  workflow: string,
  request: Request,
  nowMs: number,
): Promise<PreparedBacktest> {
  const { database } = places;
  if (!isZone(request.zone)) throw new Failure('unknown-zone', request.zone);
  const live = readRange(request);
  const simulated = request.answers === 'simulated';
  const replies = simulated ? (request.replies ?? {}) : {};
  const after = await afterOf(places, workflow, request.after);
  const before = await beforeOf(places, environment.id, workflow, request.before);
  const graphs = [after, ...(before ? [before] : [])];
  const { find } = await loadParts(database.kysely, environment.id, graphs);
  const held =
    (await findLiveContent(database.kysely, environment.id, environment.live_set)) ?? readLiveContent(undefined);
  const { file, ...ends } = await endsOf(places, environment, request, nowMs);
  const content: BacktestContent = {
    before,
    after,
    variables: { before: held.variables, after: { ...held.variables, ...request.variables } },
    parts: partsFor(graphs, find),
    references: held.references,
    answers: simulated ? { ...(await usualAnswers(database, environment.id, graphs)), ...replies } : {},
    clock: request.clock ?? (live && environment.kind === 'replay' ? 'log' : 'due'),
    nightly: { minute: minuteOf(request.nightlyAt), timeZone: request.zone },
    ...ends,
  };
  const references = await shelfOf(database).load(environment.id, content.references);
  programsOf(withReferences(environment.id, content, references, { answered: [] }));
  const { history, answers, nightlyAt, zone } = request;
  return {
    name: after.name,
    asked: {
      ...{ history, answers, nightlyAt, zone, file },
      live: request.before === 'live',
      variables: request.variables ?? {},
      replies,
    },
    content,
    afterHash: versionOf(after),
    beforeHash: before && versionOf(before),
    draft: 'draft' in request.after,
    upload: history.kind === 'upload' ? history.upload : null,
  };
}

/** Whether it is the stored log that is played; its range is checked. */
function readRange({ history }: Request): boolean {
  if (history.kind === 'upload') return false;
  const [from, to] = [instantIn(history.from), instantIn(history.to)];
  if (from !== undefined && to !== undefined && from >= to)
    throw new Failure('invalid-request', 'history: from is not before to');
  return history.kind === 'stored';
}

/** The moment that an end of a range names; undefined where it names none. */
function instantIn(place: string | { readonly at: string } | object | undefined): string | undefined {
  if (typeof place === 'string' || place === undefined) return place;
  return 'at' in place ? place.at : undefined;
}

async function afterOf({ database }: HistoryPlaces, workflow: string, after: Request['after']): Promise<Workflow> {
  if ('draft' in after) return readVersion(after.draft, workflow).workflow;
  return versionIn(database.kysely, workflow, after.version);
}

async function beforeOf(
  { database }: HistoryPlaces,
  environment: string,
  workflow: string,
  before: Request['before'],
): Promise<Workflow | null> {
  if (before === null) return null;
  if (before !== 'live') return versionIn(database.kysely, workflow, before.version);
  const running = (await liveOf(database, environment)).get(workflow);
  return (running && (await findGraph(database, environment, workflow, running.version))) ?? null;
}

async function versionIn(executor: Parameters<typeof findWorkflowVersion>[0], workflow: string, number: number) {
  const row = await findWorkflowVersion(executor, workflow, number);
  if (!row) throw new Failure('not-found', `version ${number}`);
  const read = readWorkflow(JSON.parse(row.graph));
  if (!read.ok) throw new Failure('invalid-workflow', read.problems[0]?.message ?? '', { cause: read.problems });
  return read.workflow;
}

/** Where the history ends, since the log and topics grow on, and up to when time passes behind it. */
async function endsOf(
  places: HistoryPlaces,
  environment: Environment,
  { history }: Request,
  nowMs: number,
): Promise<Pick<BacktestContent, 'ends' | 'spans' | 'untilMs'> & { readonly file: string | null }> {
  const { database, log, topics } = places;
  if (history.kind === 'upload') {
    const upload = await findUpload(database.kysely, environment.id, history.upload);
    if (!upload) throw new Failure('not-found', 'upload');
    return { file: upload.name };
  }
  if (history.kind === 'topic') {
    const source = await findSource(database.kysely, environment.id, history.source);
    if (source?.connector !== 'kafka') throw new Failure('not-found', `source ${history.source}`);
    const reading = await openTopic(source.config, topics);
    try {
      return { file: null, spans: await topicSpans(history, reading) };
    } finally {
      await reading.close();
    }
  }
  const ends: number[] = [];
  for (let partition = 0; partition < environment.partitions; partition += 1)
    ends.push((await log.marks(environment.id, partition)).high);
  // Where time is that of the world, what was due by now has come due.
  const untilMs = history.to === undefined ? nowMs : Math.min(Date.parse(history.to), nowMs);
  return { file: null, ends, ...(environment.kind === 'live' ? { untilMs } : {}) };
}

function minuteOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}
