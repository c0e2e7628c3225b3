import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { BacktestReport } from '@slipway/shared/backtest';
import { writeCsv } from '@slipway/shared/csv';
import type { Given } from '@slipway/shared/engine';
import { Failure } from '@slipway/shared/failure';
import type { Workflow } from '@slipway/shared/workflow';
import {
  type Answers,
  answeredIn,
  type BacktestOrder,
  type HistoryText,
  inPages,
  logHistory,
  partsFor,
  readHistoryFile,
  runBacktest,
  simulatedAnswers,
  usualAnswers,
} from '../backtest/index.ts';
import { findLiveContent, hold } from '../pipeline/index.ts';
import { findEnvironment } from '../stores/environments.ts';
import { findGraph } from '../stores/versions-reads.ts';
import { liveOf } from '../stores/workflows-reads.ts';
import { type Context, withStorage } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';
import { givenFor, readWorkflowFiles } from './workflow-files.ts';

export interface BacktestCommand {
  /** The file of the changed workflow, and of the one that it is compared with. */
  readonly after: string;
  readonly before?: string | undefined;
  /** Where the history comes from: an environment of the data directory, or a file of events. */
  readonly environment?: string | undefined;
  readonly history?: string | undefined;
  /** Variables of the changed side, as `name=value`. */
  readonly set: readonly string[];
  readonly from?: string | undefined;
  readonly csv?: string | undefined;
  readonly answers?: string | undefined;
}

/** What is compared, and over what. */
interface Prepared {
  readonly before: Workflow | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly given: Given;
  readonly clock: 'log' | 'due';
  readonly answered: readonly string[];
  /** What systems would answer where the history has no answer. */
  readonly answers: (graphs: readonly Workflow[]) => Promise<Answers>;
  readonly pages: () => AsyncIterable<readonly HistoryText[]>;
  readonly refused: number;
}

/** Plays a history on two versions of a workflow and tells who fires more, less or differently. Does nothing to anybody. */
export async function backtestFiles(context: Context, command: BacktestCommand, output: Output): Promise<ExitCode> {
  const { workflow: after, given } = readWorkflow(command.after);
  const written = command.before === undefined ? null : readWorkflow(command.before).workflow;
  if (command.history !== undefined)
    return compare(await fromFile(command.history, written, given), after, command, output);
  const { environment } = command;
  if (environment === undefined) throw new Failure('invalid-request', 'name an environment, or a file with --history');
  return withStorage(context, async ({ database, log }) => {
    const found = await findEnvironment(database.kysely, environment);
    const content = found && (await findLiveContent(database.kysely, environment, found.live_set));
    if (!found || !content) throw new Failure('not-found', `environment ${environment}`);
    const held = await hold(database, environment, content);
    const live = (await liveOf(database, environment)).get(after.id);
    const running = live ? await findGraph(database, environment, after.id, live.version) : undefined;
    const pages = () => logHistory(log, { environment });
    const answered: string[] = [];
    for await (const page of pages()) answered.push(...answeredIn(page));
    const prepared: Prepared = {
      before: written ?? running ?? null,
      variables: held.given.variables ?? {},
      given: { ...held.given, workflow: (id, version) => held.find(id, version) ?? given.workflow?.(id, version) },
      clock: found.kind === 'replay' ? 'log' : 'due',
      answered,
      answers: (graphs) => usualAnswers(database, environment, graphs),
      pages,
      refused: 0,
    };
    return compare(prepared, after, command, output);
  });
}

async function fromFile(path: string, before: Workflow | null, given: Given): Promise<Prepared> {
  const { records, refused } = await readHistoryFile(path);
  const pages = () => inPages(records);
  const answers = async (graphs: readonly Workflow[]) => simulatedAnswers(graphs);
  const answered = answeredIn(records);
  return { before, variables: {}, given, clock: 'due', answered, answers, pages, refused: refused.length };
}

async function compare(
  { before, variables, given, clock, answered, answers, pages, refused }: Prepared,
  after: Workflow,
  command: BacktestCommand,
  output: Output,
): Promise<ExitCode> {
  const fromMs = command.from === undefined ? undefined : Date.parse(command.from);
  if (Number.isNaN(fromMs)) throw new Failure('invalid-request', `--from ${command.from} is no date`);
  const { answers: how = 'recorded' } = command;
  if (how !== 'recorded' && how !== 'simulated')
    throw new Failure('invalid-request', `--answers ${how}: recorded or simulated`);
  const graphs = [after, ...(before ? [before] : [])];
  const order: BacktestOrder = {
    environment: command.environment ?? 'backtest',
    before,
    after,
    variables: { before: variables, after: { ...variables, ...settings(after, command.set) } },
    references: Object.values(given.references ?? {}),
    parts: partsFor(graphs, given.workflow),
    answers: how === 'simulated' ? await answers(graphs) : {},
    answered,
    clock,
    ...(fromMs === undefined ? {} : { fromMs }),
  };
  const began = performance.now();
  const report = await runBacktest(order, pages(), { threads: availableParallelism() });
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  if (command.csv !== undefined) await writeFile(command.csv, csvOf(report));
  output.answer({ ok: true, ...report, refused, seconds }, inWords(report, refused, seconds));
  return EXIT.ok;
}

function readWorkflow(path: string): { readonly workflow: Workflow; readonly given: Given } {
  const files = readWorkflowFiles(path);
  const [file] = files;
  if (!file?.workflow) throw new Failure('invalid-workflow', path, { cause: file?.problems ?? [] });
  return { workflow: file.workflow, given: givenFor(file, files) };
}

/** `name=value` as the workflow declares the variable. Fails with `invalid-request`. */
function settings({ variables = [] }: Workflow, set: readonly string[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    set.map((text) => {
      const [name = '', value = ''] = [text.slice(0, text.indexOf('=')), text.slice(text.indexOf('=') + 1)];
      const type = variables.find((each) => each.name === name)?.type;
      if (type === undefined) throw new Failure('invalid-request', `the workflow has no variable “${name}”`);
      return [name, type === 'string' ? value : JSON.parse(value)];
    }),
  );
}

const SHOWN = 20;

/** What of the counts is too low, and what to do about it. */
function unansweredWords({ before, after }: BacktestReport): readonly string[] {
  const steps = [...new Set([before, after].flatMap((side) => Object.keys(side?.unanswered ?? {})))];
  if (steps.length === 0) return [];
  const count = (side: BacktestReport['before']) => String(side ? unanswered(side) : '–');
  return [
    `  unanswered questions ${count(before)} → ${count(after)}, of ${steps.join(', ')}: what is behind them was not reached.`,
  ];
}

function unanswered({ unanswered = {} }: BacktestReport['after']): number {
  return Object.values(unanswered).reduce((total, each) => total + each, 0);
}

function inWords(report: BacktestReport, refused: number, seconds: number) {
  const { events, subjects, from, to, before, after, verdicts, changed } = report;
  const count = (side: BacktestReport['after'] | null, what: 'runs' | 'cases' | 'actions') =>
    String(side?.[what] ?? '–');
  const { median, cases } = after.hoursWon;
  return [
    `${events} events about ${subjects} subjects, ${from ?? '–'} to ${to ?? '–'}, in ${seconds} s${refused ? `; ${refused} lines are no events` : ''}.`,
    ...(['runs', 'cases', 'actions'] as const).map(
      (what) => `  ${what.padEnd(8)} ${count(before, what)} → ${count(after, what)}`,
    ),
    ...unansweredWords(report),
    `${verdicts.more} fire more, ${verdicts.fewer} fewer, ${verdicts.different} differently, ${verdicts.same} the same.`,
    ...changed
      .slice(0, SHOWN)
      .map(
        ({ subject, verdict, before: was, after: is }) =>
          `  ${verdict.padEnd(9)} ${subject}: ${was.runs.length} → ${is.runs.length} runs, ${was.cases.length} → ${is.cases.length} cases`,
      ),
    ...(changed.length > SHOWN ? [`  … and ${changed.length - SHOWN} more; --csv writes them all.`] : []),
    ...(median === null
      ? []
      : [`${cases} cases, half of them at least ${median.toFixed(1)} h sooner than a batch at 02:00 UTC.`]),
  ].join('\n');
}

function csvOf({ changed }: BacktestReport): string {
  const head = [
    'subject',
    'verdict',
    'runs before',
    'runs after',
    'cases before',
    'cases after',
    'actions before',
    'actions after',
    'unanswered before',
    'unanswered after',
  ];
  const rows = changed.map(({ subject, verdict, before, after }) => [
    subject,
    verdict,
    ...(['runs', 'cases', 'actions'] as const).flatMap((what) => [before[what].length, after[what].length]),
    before.unanswered,
    after.unanswered,
  ]);
  return writeCsv([head, ...rows]);
}
