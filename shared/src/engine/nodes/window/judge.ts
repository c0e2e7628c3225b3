import type { CompiledNodeOf } from '../../program.ts';
import type { WindowValue } from '../../types.ts';
import type { Stretch } from '../spells.ts';
import { type Aggregation, COUNTING, makeAggregation } from './aggregates.ts';

export type WindowNode = CompiledNodeOf<'window'>;

const aggregations = new WeakMap<WindowNode, Aggregation<unknown>>();

/** How a node makes one value of its samples; made once, since every sample of every event comes by here. */
export function aggregationOf(node: WindowNode): Aggregation<unknown> {
  const known = aggregations.get(node);
  if (known) return known;
  const made = makeAggregation(node.config.aggregate, node.is.rateMs, node.is.maxGapMs);
  aggregations.set(node, made);
  return made;
}

/** A stretch in which the threshold was passed, and what the window came to at its two ends. */
export interface Over extends Stretch {
  /** Worked out only where it is told. */
  readonly opened: () => WindowValue;
  readonly closed?: WindowValue;
}

/**
 * Whether the threshold is passed now. It takes enough samples to say so; a window that measures stays as it was while
 * too few tell, for not to know is no recovery, whereas an empty window that counts has counted nothing.
 */
export function isOver(
  node: WindowNode,
  threshold: number | undefined,
  was: boolean,
  now: Pick<WindowValue, 'value' | 'samples'> & { readonly full?: boolean },
): boolean {
  if (threshold === undefined) return was;
  const enough = now.samples >= node.is.minSamples;
  if (now.value === null || (!enough && !(was && COUNTING.has(node.config.aggregate)))) return was;
  if (!was && now.full === false) return false;
  return passes(node, threshold, now.value);
}

export function passes(node: WindowNode, threshold: number, value: number): boolean {
  switch (node.config.threshold.operator) {
    case 'greaterThan':
      return value > threshold;
    case 'greaterThanInclusive':
      return value >= threshold;
    case 'lessThan':
      return value < threshold;
    case 'lessThanInclusive':
      return value <= threshold;
  }
}
