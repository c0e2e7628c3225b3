import {
  type BacktestStep,
  type BacktestSubject,
  type BacktestTrace,
  type BacktestTraces,
  edgeId,
} from '@slipway/shared/api';
import { hoursWon, type NightlyBatch, type TracedStep } from '@slipway/shared/backtest';
import type { Program } from '@slipway/shared/engine';
import { LIMITS } from '@slipway/shared/limits';
import { instantFromMs, instantToMs } from '@slipway/shared/time';
import type { BacktestOrder } from './order.ts';
import { programsOf } from './play-order.ts';

const HOUR_MS = 3_600_000;

/** What both sides did about one subject, step by step. */
export interface SidesTraced {
  readonly before: readonly TracedStep[];
  readonly after: readonly TracedStep[];
}

/** Both traces of a subject, and where they part. */
export function tracesOf(
  order: BacktestOrder,
  subject: BacktestSubject,
  traced: SidesTraced,
): Omit<BacktestTraces, 'known'> {
  const programs = programsOf(order);
  const nightly = order.nightly ?? { minute: 0, timeZone: 'UTC' };
  const after = traceOf(programs.after, subject.after, traced.after, nightly);
  const before = programs.before ? traceOf(programs.before, subject.before, traced.before, nightly) : null;
  return { ...subject, traces: { before, after }, partsAt: before && partsAt(before.steps, after.steps) };
}

function traceOf(
  program: Program,
  told: BacktestSubject['after'],
  steps: readonly TracedStep[],
  nightly: NightlyBatch,
): BacktestTrace {
  const left = new Set(steps.flatMap(({ node, ports }) => ports.map((port) => `${node}.${port}`)));
  const first = told.at === null ? undefined : instantToMs(told.at);
  return {
    ...told,
    steps: steps.slice(0, LIMITS.backtestTraceSteps).map((step) => stepOf(program, step)),
    lit: program.workflow.edges.filter(({ from }) => left.has(from)).map(edgeId),
    nightlyAt: first === undefined ? null : instantFromMs(first + Math.round(hoursWon(first, nightly) * HOUR_MS)),
    cut: steps.length > LIMITS.backtestTraceSteps,
  };
}

function stepOf(program: Program, { node, did, ports, text, values, atMs }: TracedStep): BacktestStep {
  const drawn = nodeIn(program, node);
  return {
    at: instantFromMs(atMs),
    node,
    title: drawn?.title ?? node,
    kind: drawn?.kind ?? '',
    did,
    text: text ?? null,
    port: ports.length > 0 ? ports.join(', ') : null,
    ...(values ? { values: { ...values } } : {}),
  };
}

/** A node as it is drawn; those of a part are drawn in the part's own workflow. */
function nodeIn(program: Program, id: string) {
  const slash = id.lastIndexOf('/');
  const graph = slash < 0 ? program.workflow : program.parts.get(id.slice(0, slash))?.workflow;
  return graph?.nodes.find((each) => each.id === id.slice(slash + 1));
}

/** The first step in which they differ: where they go, else what they say of it. */
function partsAt(before: readonly BacktestStep[], after: readonly BacktestStep[]): number | null {
  const ways = ({ node, did, port }: BacktestStep) => JSON.stringify([node, did, port]);
  const words = ({ at, text, values }: BacktestStep) => JSON.stringify([at, text, values]);
  return firstDifference(before.map(ways), after.map(ways)) ?? firstDifference(before.map(words), after.map(words));
}

function firstDifference(before: readonly string[], after: readonly string[]): number | null {
  for (let at = 0; at < Math.max(before.length, after.length); at += 1) if (before[at] !== after[at]) return at;
  return null;
}
