import { offsetMs } from '@slipway/shared/examples/play/moment.ts';
import type { Scenario } from '@slipway/shared/examples/scenario.ts';
import { instantToMs } from '@slipway/shared/time';
import type { Play } from '../tryit/play.ts';
import type { TestResult } from './run-tests.ts';

/** The place in a way at which another way begins to be another; undefined where both are the same. */
export function firstOther(one: readonly string[], other: readonly string[]): number | undefined {
  const length = Math.max(one.length, other.length);
  for (let at = 0; at < length; at += 1) if (one[at] !== other[at]) return at;
  return undefined;
}

/** The moment at which a test parts from what it expects; undefined where it holds, or where only the end tells. */
export function partingOf(test: Scenario, { differences }: TestResult, play: Play): number | undefined {
  const found = differences.flatMap((difference) => {
    if (difference.kind === 'path') return momentOfPort(play, firstOther(difference.got, difference.wanted) ?? 0);
    if (difference.kind === 'through') return [];
    const item: Readonly<Record<string, unknown>> =
      difference.kind === 'field' ? (test.expect[difference.list]?.[difference.index] ?? {}) : difference.item;
    return momentOfOffset(play, instantToMs(test.start), item.at);
  });
  return found.length > 0 ? Math.min(...found) : undefined;
}

/** The moment at which the so many-th token left, or would have. */
function momentOfPort({ moments }: Play, port: number): readonly number[] {
  let left = 0;
  const at = moments.findIndex(({ decision }) => {
    left += decision?.trace.reduce((sum, step) => sum + step.ports.length, 0) ?? 0;
    return left > port;
  });
  return [at < 0 ? moments.length - 1 : at];
}

function momentOfOffset({ moments }: Play, startMs: number, at: unknown): readonly number[] {
  if (typeof at !== 'string') return [];
  const ms = startMs + offsetMs(at);
  const index = moments.findLastIndex((moment) => moment.atMs <= ms);
  return index < 0 ? [] : [index];
}
