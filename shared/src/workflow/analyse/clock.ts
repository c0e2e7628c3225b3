import type { Shape } from '../../condition/part.ts';
import type { Problem } from '../../problem/index.ts';
import { describeDuration, parseDuration } from '../../time/index.ts';
import type { NodeOf, Workflow, WorkflowNode } from '../graph.ts';
import type { Place } from './place.ts';
import { doubt, hint } from './tell.ts';

/**
 * Triggers whose condition can become true by time alone, which nobody looks at until an event comes: they compare what is
 * known of the subject with the clock. An event compared with the clock is judged when it comes, and that is that.
 */
export function clockTriggers(places: readonly Place[]): Problem[] {
  return places.flatMap(({ node, path, shape }) => {
    if (node.kind !== 'trigger' || !waitsForTheClock(shape)) return [];
    const message = `“${node.title}” is looked at only when an event comes, and its condition changes with the clock. Use a deadline or a hold.`;
    return [doubt({ code: 'trigger-reads-clock', message, path, node })];
  });
}

function waitsForTheClock(shape: Shape): boolean {
  if (shape.kind === 'not') return waitsForTheClock(shape.part);
  if (shape.kind === 'unknown') return false;
  if (shape.kind !== 'leaf') return shape.parts.some(waitsForTheClock);
  const reads = [...shape.left.reads, ...shape.right.reads];
  const clock = reads.includes('now') || shape.operator.endsWith('olderThan');
  return clock && reads.some((path) => /^(?:subject|previous)\b/.test(path));
}

/** How often a source sends what a step looks at, where the step or the workflow says so: `x-interval`, a duration. */
function intervalOf(workflow: Workflow, node: WorkflowNode): number | undefined {
  return lengthOf((node as Open)['x-interval']) ?? lengthOf((workflow as Open)['x-interval']);
}

type Open = Readonly<Record<string, unknown>>;

function lengthOf(text: unknown): number | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return parseDuration(text);
  } catch {
    return undefined;
  }
}

/** Holds and windows that ask for more, or for other samples than their time has room for. */
export function sampleProblems(workflow: Workflow): Problem[] {
  return workflow.nodes.flatMap((node, index) => {
    const path = `/nodes/${index}/config`;
    const intervalMs = intervalOf(workflow, node);
    if (node.kind === 'hold' && node.config.on) return holdProblems(node, path, intervalMs);
    return node.kind === 'window' ? windowProblems(node, path, intervalMs) : [];
  });
}

function holdProblems(node: NodeOf<'hold'>, path: string, intervalMs: number | undefined): Problem[] {
  const { config } = node;
  const forMs = lengthOf(config.for);
  const gapMs = lengthOf(config.maxGap);
  const samples = config.minSamples ?? 1;
  if (forMs === undefined) return [];
  if (intervalMs !== undefined) {
    const every = describeDuration(intervalMs);
    if (gapMs !== undefined && gapMs < intervalMs)
      return [
        tooShort(
          node,
          `${path}/maxGap`,
          `readings come every ${every}, and it starts afresh after a gap of ${config.maxGap}: it never holds`,
        ),
      ];
    if (forMs < intervalMs)
      return [
        tooShort(node, `${path}/for`, `readings come every ${every}, so ${config.for} is over between two of them`),
      ];
    if (forMs < intervalMs * (samples - 1))
      return [
        tooShort(
          node,
          `${path}/minSamples`,
          `${samples} readings take longer than ${config.for} when they come every ${every}`,
        ),
      ];
  }
  if (gapMs === undefined || gapMs < forMs || samples > 2) return [];
  const message = `“${node.title}”: two readings ${config.maxGap} apart count as held for ${config.for}, whatever was between them. Make maxGap shorter, or ask for more samples.`;
  return [hint({ code: 'hold-in-one-gap', message, path: `${path}/maxGap`, node })];
}

function windowProblems(node: NodeOf<'window'>, path: string, intervalMs: number | undefined): Problem[] {
  const { over, minSamples = 1, maxGap } = node.config;
  const text = 'sliding' in over ? over.sliding : 'tumbling' in over ? over.tumbling : undefined;
  const overMs = lengthOf(text);
  const gapMs = lengthOf(maxGap);
  if (overMs === undefined) return [];
  if (gapMs !== undefined && gapMs >= overMs)
    return [
      hint({
        code: 'hold-in-one-gap',
        message: `“${node.title}”: a gap of ${maxGap} is as long as the whole window of ${text}, so it never counts as one.`,
        path: `${path}/maxGap`,
        node,
      }),
    ];
  if (intervalMs === undefined) return [];
  const every = describeDuration(intervalMs);
  if (gapMs !== undefined && gapMs < intervalMs)
    return [
      tooShort(node, `${path}/maxGap`, `readings come every ${every}, so that each of them ends a gap of ${maxGap}`),
    ];
  if (overMs < intervalMs * (minSamples - 1))
    return [
      tooShort(
        node,
        `${path}/minSamples`,
        `${minSamples} readings never fall into ${text} when they come every ${every}`,
      ),
    ];
  return [];
}

function tooShort(node: WorkflowNode, path: string, why: string): Problem {
  return doubt({ code: 'shorter-than-interval', message: `“${node.title}”: ${why}.`, path, node });
}
