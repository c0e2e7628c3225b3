import { LIMITS } from '../limits/index.ts';
import { instantToMs } from '../time/index.ts';
import { type FactorValues, groupName, knownValues } from './estimate.ts';
import type { TransitModel } from './model.ts';
import { effectiveSize, inTime, predictiveQuantiles, type Span } from './quantile.ts';

/** How long it took once. */
export interface Sample {
  /** When it began: an instant. */
  readonly since: string;
  readonly hours: number;
  /** It is not over: it has taken so long until now. Such samples keep recent ones from looking shorter than they are. */
  readonly open?: boolean;
  /** What is known of it by factor. */
  readonly by: FactorValues;
}

export interface LearnOptions {
  readonly id: string;
  readonly title?: string | undefined;
  /** From the most general to the most particular. */
  readonly factors: readonly string[];
  /** What began so many days earlier counts half; 0: all count alike. */
  readonly halfLifeDays?: number | undefined;
  /** The milestones between which it was taken. */
  readonly stage?: { readonly from: string; readonly to: string } | undefined;
}

/**
 * Times change: on a delivery history of nine years samples that count alike for ever cover less of what comes than is
 * promised, and a half-life of a year keeps the promise (`npm run verify:estimate`).
 */
export const HALF_LIFE_DAYS = 365;

/** A group of fewer says nothing that a step could ask for. */
const KEPT_SAMPLES = 5;

/** A character takes up to three bytes, though few do. */
const CHARACTERS_MOST = LIMITS.referenceBytes / 2;

const DAY_MS = 24 * 3_600_000;

/**
 * Learns how long something takes from how long it took. The same samples in any order give the same model; ages are
 * counted from the newest. What took less than no time is a mistake of its source, and what is open for longer than
 * anything ever took is taken for lost: both count for nothing.
 */
export function learn(samples: readonly Sample[], options: LearnOptions): TransitModel {
  const { halfLifeDays = HALF_LIFE_DAYS, factors } = options;
  const sound = samples.filter(({ hours }) => Number.isFinite(hours) && hours >= 0);
  const over = sound.filter((sample) => !sample.open);
  const longest = over.reduce((most, { hours }) => Math.max(most, hours), 0);
  const newestMs = sound.reduce((newest, { since }) => Math.max(newest, instantToMs(since)), Number.NEGATIVE_INFINITY);
  const groups = new Map<string, { key: readonly string[]; spans: Span[] }>();
  for (const { hours, open = false, by, since } of sound) {
    if (open && hours > longest) continue;
    const weight = halfLifeDays > 0 ? 0.5 ** ((newestMs - instantToMs(since)) / DAY_MS / halfLifeDays) : 1;
    const values = knownValues(factors, by);
    for (let used = 0; used <= values.length; used += 1) {
      const key = values.slice(0, used);
      const name = groupName(key);
      const group = groups.get(name) ?? { key, spans: [] };
      groups.set(name, group);
      group.spans.push({ hours, open, weight });
    }
  }
  const began = over.map(({ since }) => since).sort();
  return {
    kind: 'transit',
    id: options.id,
    ...(options.title === undefined ? {} : { title: options.title }),
    factors: [...factors],
    groups: kept([...groups.values()].flatMap(groupOf)),
    learned: {
      from: began[0] ?? '',
      to: began.at(-1) ?? '',
      samples: over.length,
      halfLifeDays,
      ...(options.stage ? { stage: options.stage } : {}),
    },
  };
}

type Group = TransitModel['groups'][number];

function groupOf({ key, spans }: { readonly key: readonly string[]; readonly spans: readonly Span[] }): Group[] {
  const samples = spans.filter((span) => !span.open).length;
  if (samples === 0) return [];
  // Sums are taken in the order of time, so that they are the same whatever order the samples came in.
  const ascending = spans.toSorted(inTime);
  const [p50 = 0, p80 = 0, p95 = 0] = predictiveQuantiles(ascending, [0.5, 0.8, 0.95]);
  return [{ key: [...key], samples, effective: Math.round(effectiveSize(ascending) * 10) / 10, p50, p80, p95 }];
}

/** Those that a step can use; of more than a reference may hold the larger ones. General groups stand first. */
function kept(groups: readonly Group[]): Group[] {
  let room = CHARACTERS_MOST;
  return groups
    .filter((group) => group.key.length === 0 || group.samples >= KEPT_SAMPLES)
    .sort((a, b) => b.samples - a.samples || inOrder(a, b))
    .slice(0, LIMITS.referenceRows)
    .filter((group) => {
      room -= JSON.stringify(group).length + 1;
      return room >= 0;
    })
    .sort(inOrder);
}

function inOrder(a: Group, b: Group): number {
  if (a.key.length !== b.key.length) return a.key.length - b.key.length;
  return groupName(a.key) < groupName(b.key) ? -1 : 1;
}
