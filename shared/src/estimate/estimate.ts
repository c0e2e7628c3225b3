import type { TransitModel } from './model.ts';

/**
 * A group that is worth fewer samples gives way to a more general one: below 19 there is no 95th percentile to be had, and
 * on the delivery history of nine years 15 cover less than 20 do (`npm run verify:estimate`).
 */
export const MIN_SAMPLES = 20;

/** What is known of the factors; one that is not known is null or absent. */
export type FactorValues = Readonly<Record<string, string | null | undefined>>;

/** How long something takes: it is over within `p80` in four of five cases. In hours. */
export interface Estimate {
  readonly p50: number;
  readonly p80: number;
  readonly p95: number;
  readonly samples: number;
  /** The factors that were used, with their values; none where all samples were taken together. */
  readonly group: Readonly<Record<string, string>>;
  /** Whether a factor of the model was left out: it is not known, or too few samples have this value of it. */
  readonly pooled: boolean;
}

type Group = TransitModel['groups'][number];

/**
 * The estimate of the most particular group that has enough samples; undefined where not even all samples together are
 * enough. Factors fall away from the last one, and a factor that is not known takes those behind it with it.
 */
export function estimate(
  model: TransitModel,
  by: FactorValues,
  options: { readonly minSamples?: number | undefined } = {},
): Estimate | undefined {
  const { minSamples = MIN_SAMPLES } = options;
  const values = knownValues(model.factors, by);
  for (let used = values.length; used >= 0; used -= 1) {
    const key = values.slice(0, used);
    const group = groupsOf(model).get(groupName(key));
    if (!group || (group.effective ?? group.samples) < minSamples) continue;
    const { p50, p80, p95, samples } = group;
    return {
      p50,
      p80,
      p95,
      samples,
      group: Object.fromEntries(key.map((value, index) => [model.factors[index] ?? '', value])),
      pooled: used < model.factors.length,
    };
  }
  return undefined;
}

/** The values of the factors from the most general on, up to the first that is not known. */
export function knownValues(factors: readonly string[], by: FactorValues): readonly string[] {
  const values = factors.map((factor) => (Object.hasOwn(by, factor) ? by[factor] : undefined));
  const end = values.findIndex((value) => value === undefined || value === null || value === '');
  return (end < 0 ? values : values.slice(0, end)).map((value) => value ?? '');
}

/** A group as one text; the values may hold any character. */
export function groupName(key: readonly string[]): string {
  return JSON.stringify(key);
}

const known = new WeakMap<TransitModel, ReadonlyMap<string, Group>>();

function groupsOf(model: TransitModel): ReadonlyMap<string, Group> {
  const before = known.get(model);
  if (before) return before;
  const groups = new Map(model.groups.map((group) => [groupName(group.key), group]));
  known.set(model, groups);
  return groups;
}
