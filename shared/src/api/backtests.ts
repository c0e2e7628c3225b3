import { z } from 'zod';
import { sideSchema } from '../backtest/report.ts';
import { instantSchema } from '../event/envelope.ts';
import { FAILURES } from '../failure/index.ts';
import { LIMITS } from '../limits/index.ts';
import { graphSchema } from './graph.ts';
import { authorSchema, documentSchema } from './library.ts';
import { pageQuerySchema } from './page.ts';

const replyAfter = z
  .int()
  .min(0)
  .max(366 * 86_400_000);

const offsetsSchema = z.record(z.string().regex(/^\d{1,6}$/), z.int().min(0));

/** A place in a topic: of every partition the record at an instant, or of some partitions an offset. */
const topicPlaceSchema = z.union([z.strictObject({ at: instantSchema }), z.strictObject({ offsets: offsetsSchema })]);

/**
 * Which history is played. `stored` is the log of the environment: what lies before `from` is played too, so that the state
 * of every subject is right at `from`, and does not count. `topic` is that of a source of the environment, read beside it
 * and with its mapping; `to` is not part of the range. `upload` is a file that was sent before.
 */
export const backtestHistorySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stored'), from: instantSchema.optional(), to: instantSchema.optional() }),
  z.strictObject({
    kind: z.literal('topic'),
    source: z.string().min(1).max(200),
    from: topicPlaceSchema.optional(),
    to: topicPlaceSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('upload'), upload: z.string().min(1).max(100) }),
]);
export type BacktestHistory = z.infer<typeof backtestHistorySchema>;

/** What a system answers to a step, after how long: with an output, or by failing with a code of FAILURES. */
const replySchema = z.union([
  z.strictObject({ afterMs: replyAfter, output: z.unknown() }),
  z.strictObject({
    afterMs: replyAfter,
    code: z.string().refine((code) => Object.hasOwn(FAILURES, code), { error: 'A code of the table of failures.' }),
  }),
]);
export type BacktestReply = z.infer<typeof replySchema>;
/** By step. */
const repliesSchema = z.record(z.string().min(1).max(200), replySchema);

const versionNumber = z.int().min(1).max(1_000_000);

/**
 * POST …/workflows/:workflow/backtests → 202 Backtest. `after` is a graph as it is being edited, or a version of the library.
 * `before` is what the environment runs, a version, or null: compared with nothing. `recorded` answers actions as the history
 * does, and those that it has no answer to not at all; `simulated` answers these as the same step was answered last, else as
 * its connector would, or as `replies` says of the step. Variables are those of the environment; `variables` sets some anew on the changed side.
 */
export const backtestRequestSchema = z.strictObject({
  after: z.union([z.strictObject({ draft: documentSchema }), z.strictObject({ version: versionNumber })]),
  before: z.union([z.literal('live'), z.strictObject({ version: versionNumber }), z.null()]).default('live'),
  history: backtestHistorySchema,
  answers: z.enum(['recorded', 'simulated']).default('recorded'),
  replies: repliesSchema.optional(),
  /** When timers fire: `log`, with the next record of their partition, as a replay's; `due`, as they are due. */
  clock: z.enum(['log', 'due']).optional(),
  /** When the nightly batch looks that the decisions are compared with, and in which zone. */
  nightlyAt: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
    .default('02:00'),
  zone: z.string().min(1).max(100).default('UTC'),
  variables: z.record(z.string(), z.unknown()).optional(),
});
export type BacktestRequest = z.input<typeof backtestRequestSchema>;

export const backtestStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type BacktestState = (typeof backtestStates)[number];

export const backtestVerdicts = ['more', 'fewer', 'different'] as const;

const verdictCounts = z.object({
  more: z.int(),
  fewer: z.int(),
  different: z.int(),
  same: z.int(),
});

export const backtestItemSchema = z.object({
  id: z.string(),
  workflow: z.string(),
  /** The name in the graph that was played. */
  name: z.string(),
  state: z.enum(backtestStates),
  /** `version` is the one in the library with just this content, also where it was saved later; null where there is none. */
  after: z.object({ version: z.int().nullable(), draft: z.boolean(), hash: z.string() }),
  before: z.object({ version: z.int().nullable(), live: z.boolean(), hash: z.string() }).nullable(),
  /** `words` says the same in English; `source` names the topic's source, `file` what was uploaded. */
  history: z.object({
    kind: z.enum(['stored', 'topic', 'upload']),
    from: instantSchema.nullable(),
    to: instantSchema.nullable(),
    source: z.string().nullable(),
    file: z.string().nullable(),
    /** Where of a topic offsets were named: by partition. */
    offsets: z.object({ from: offsetsSchema.nullable(), to: offsetsSchema.nullable() }).nullable(),
    words: z.string(),
  }),
  /** What was set anew on the changed side. */
  variables: z.record(z.string(), z.unknown()),
  answers: z.enum(['recorded', 'simulated']),
  /** What was said of simulated answers, by step. */
  replies: repliesSchema,
  nightly: z.object({ at: z.string(), zone: z.string() }),
  /** Records played so far; `of` is null while their number is not known. */
  progress: z.object({ events: z.int(), of: z.int().nullable() }),
  by: authorSchema,
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** How long it played. */
  seconds: z.number().nullable(),
  /** Why it failed: a code of FAILURES; `interrupted` means that its process ended, and that it can be run again. */
  failure: z.object({ code: z.string(), title: z.string(), detail: z.string() }).nullable(),
  /** Null until it is done. */
  verdicts: verdictCounts.nullable(),
  /** What has changed since, so that a new run might say something else: your draft, or what is live. */
  stale: z.array(z.enum(['draft', 'live'])),
});
export type BacktestItem = z.infer<typeof backtestItemSchema>;

/** What it found, without the subjects, which are paged. `changed` counts them; `kept` is how many of them are kept. */
export const backtestFoundSchema = z.object({
  events: z.int(),
  subjects: z.int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  before: sideSchema.nullable(),
  after: sideSchema,
  verdicts: verdictCounts,
  changed: z.int(),
  kept: z.int(),
  /** Records of an upload or a topic that are no events, and were left out. */
  refused: z.int(),
});
export type BacktestFound = z.infer<typeof backtestFoundSchema>;

/** GET …/backtests/:backtest. The graphs are those that were played. */
export const backtestDetailSchema = backtestItemSchema.extend({
  report: backtestFoundSchema.nullable(),
  graphs: z.object({ before: graphSchema.nullable(), after: graphSchema }),
});
export type BacktestDetail = z.infer<typeof backtestDetailSchema>;

/**
 * What one version did about a subject. `text` is in the words of its author: how its runs ended, else the title of its
 * case; null where nothing is to be said but `kind`.
 */
export const backtestSideSchema = z.object({
  kind: z.enum(['nothing', 'ended', 'open', 'case', 'acted', 'failed']),
  text: z.string().nullable(),
  runs: z.int(),
  cases: z.int(),
  actions: z.int(),
  /** How many of its actions nobody answered; missing where it was played before that was counted. */
  unanswered: z.int().optional(),
  /** When it first did something. */
  at: instantSchema.nullable(),
});
export type BacktestSide = z.infer<typeof backtestSideSchema>;

export const backtestSubjectSchema = z.object({
  subject: z.string(),
  /** How people call it, as far as the history tells. */
  label: z.string(),
  origin: z.string().nullable(),
  destination: z.string().nullable(),
  customer: z.string().nullable(),
  cargo: z.string().nullable(),
  carrier: z.string().nullable(),
  verdict: z.enum(backtestVerdicts),
  before: backtestSideSchema,
  after: backtestSideSchema,
  /** How many hours the changed version knew of it before the nightly batch; null where it did nothing. */
  hoursWon: z.number().nullable(),
});
export type BacktestSubject = z.infer<typeof backtestSubjectSchema>;

/** GET …/backtests/:backtest/subjects: those that fire more first. `search` is part of an id or of what its row shows. */
export const backtestSubjectQuerySchema = pageQuerySchema.extend({
  verdict: z.enum(backtestVerdicts).optional(),
  search: z.string().max(200).optional(),
});
export type BacktestSubjectQuery = z.input<typeof backtestSubjectQuerySchema>;

/** A step of a trace. `text` is what the engine says of it in a few words; `did` is that of its trace. */
export const backtestStepSchema = z.object({
  at: instantSchema,
  node: z.string(),
  title: z.string(),
  kind: z.string(),
  did: z.string(),
  text: z.string().nullable(),
  /** The port it left by, in the author's words where there are some; null where it stays or ends. */
  port: z.string().nullable(),
  values: z.record(z.string(), z.unknown()).optional(),
});
export type BacktestStep = z.infer<typeof backtestStepSchema>;

export const backtestTraceSchema = backtestSideSchema.extend({
  steps: z.array(backtestStepSchema),
  /** Edges that a token moved along, as `edgeId` names them. */
  lit: z.array(z.string()),
  /** When the nightly batch would first have seen it; null where nothing happened. */
  nightlyAt: instantSchema.nullable(),
  /** There were more steps than are told. */
  cut: z.boolean(),
});
export type BacktestTrace = z.infer<typeof backtestTraceSchema>;

/** GET …/backtests/:backtest/subjects/:subject: both sides played again for one subject. */
export const backtestTracesSchema = backtestSubjectSchema.extend({
  traces: z.object({ before: backtestTraceSchema.nullable(), after: backtestTraceSchema }),
  /** The first step, counted from 0, in which the sides differ; null where only what is behind the steps differs. */
  partsAt: z.int().nullable(),
  /** `subject` is stored here too, so that its page can be opened. */
  known: z.boolean(),
});
export type BacktestTraces = z.infer<typeof backtestTracesSchema>;

/**
 * POST …/backtests/uploads: the bytes of a file, at most LIMITS.backtestUploadBytes. `format` says what it is, by default
 * `jsonl` (an event a line); `csv` has a column for each attribute of an event (type, subject, time, …) and one for each
 * value of its data. With `source`, it is read by the mapping of that source.
 */
export const backtestUploadQuerySchema = z.object({
  format: z.enum(['jsonl', 'csv']).default('jsonl'),
  name: z.string().min(1).max(LIMITS.labelCharacters).optional(),
  source: z.string().min(1).max(200).optional(),
});

export const backtestUploadSchema = z.object({
  id: z.string(),
  name: z.string(),
  events: z.int(),
  subjects: z.int(),
  from: instantSchema.nullable(),
  to: instantSchema.nullable(),
  /** How many records are no events, and what is wrong with the first of them. */
  refused: z.int(),
  problems: z.array(z.object({ line: z.int(), code: z.string(), title: z.string(), detail: z.string() })),
});
export type BacktestUpload = z.infer<typeof backtestUploadSchema>;

/** GET …/backtests/sources: what can be played here. */
export const backtestSourcesSchema = z.object({
  stored: z.object({ records: z.int(), from: instantSchema.nullable(), to: instantSchema.nullable() }),
  topics: z.array(z.object({ source: z.string(), topic: z.string() })),
  /** Sources with a mapping by which an uploaded file can be read. */
  mappings: z.array(z.object({ source: z.string(), format: z.enum(['csv', 'jsonl']) })),
});
export type BacktestSources = z.infer<typeof backtestSourcesSchema>;

/** A backtest as others refer to it: the newest one done of a version. */
export const backtestRefSchema = z.object({ id: z.string(), verdicts: verdictCounts, endedAt: instantSchema });
export type BacktestRef = z.infer<typeof backtestRefSchema>;
