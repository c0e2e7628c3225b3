import type { CompiledNodeOf } from '../../program.ts';
import type { HoldState, HoldStretch, Sample, Spell } from '../../types.ts';
import type { Stretch } from '../spells.ts';

/** The mark of what was true already when the version went live: it counts as held, for nobody knows since when. */
export const BEFORE_LIVE = 'live';

/** A stretch that was long enough, and when it was. */
export interface Held extends Stretch {
  readonly heldMs: number;
  readonly samples: number;
}

type Rules = Pick<CompiledNodeOf<'hold'>['is'], 'samples' | 'forMs' | 'maxGapMs' | 'minSamples' | 'warmUpMs'>;
type Verdict = Sample<1 | 0 | -1>;

/**
 * Every stretch that was long enough, in order, and where the condition stands after them: by all recent samples, or, where
 * only `added` is new and stands last, by that one and what is known of the stretches before it.
 */
export function stretchesOf(
  rules: Rules,
  state: Pick<HoldState, 'before' | 'recent' | 'after' | 'spells'>,
  nowMs: number,
  added?: readonly Verdict[] | undefined,
): { readonly held: readonly Held[]; readonly after: HoldStretch } {
  const goesOn = added !== undefined && state.after !== undefined;
  const held: Held[] = goesOn ? state.spells.flatMap(past) : [];
  let at = goesOn ? (state.after ?? state.before) : state.before;
  for (const sample of goesOn ? added : state.recent) {
    const { next, ended } = advance(rules, at, sample);
    if (ended) held.push(ended);
    at = next;
  }
  // Without samples of its own a condition stays as it is, so time alone makes it long enough.
  if (!rules.samples && at.sinceMs !== undefined && at.heldMs === undefined && at.sinceMs + rules.forMs <= nowMs)
    at = { ...at, heldMs: at.sinceMs + rules.forMs };
  if (at.sinceMs !== undefined && at.heldMs !== undefined)
    held.push({ fromMs: at.sinceMs, heldMs: at.heldMs, samples: at.samples });
  return { held, after: at };
}

/** A stretch that is over has been told, so that its ends are all that matters of it. */
function past({ fromMs, toMs }: Spell): readonly Held[] {
  return toMs === undefined ? [] : [{ fromMs, toMs, heldMs: fromMs, samples: 0 }];
}

/**
 * One more sample. A gap longer than `maxGap` breaks a stretch that was not yet long enough; one that was stays until a
 * sample says that it is over, since not to know is no recovery.
 */
export function advance(
  rules: Rules,
  before: HoldStretch,
  [atMs, mark, verdict]: Verdict,
): { readonly next: HoldStretch; readonly ended?: Held & { readonly toMs: number } } {
  const warmFromMs = before.warmFromMs ?? atMs;
  const known = { lastMs: atMs, warmFromMs };
  if (atMs < warmFromMs + rules.warmUpMs && rules.samples) return { next: { ...known, samples: 0 } };
  const kept = brokenByGap(rules, before, atMs) ? undefined : before;
  const sinceMs = kept?.sinceMs;
  if (sinceMs === undefined) {
    if (verdict !== 1) return { next: { ...known, samples: 0 } };
    const begins = Math.max(atMs, warmFromMs + rules.warmUpMs);
    return { next: completed(rules, { ...known, sinceMs: begins, samples: 1 }, mark) };
  }
  if (verdict !== -1) return { next: completed(rules, { ...kept, ...known, samples: (kept?.samples ?? 0) + 1 }, mark) };
  const heldMs = kept?.heldMs ?? (!rules.samples && sinceMs + rules.forMs <= atMs ? sinceMs + rules.forMs : undefined);
  const next = { ...known, samples: 0 };
  // A stretch of no length is one that late evidence shows not to have been.
  if (heldMs === undefined || atMs <= sinceMs) return { next };
  return { next, ended: { fromMs: sinceMs, toMs: atMs, heldMs, samples: kept?.samples ?? 0 } };
}

function brokenByGap(rules: Rules, before: HoldStretch, atMs: number): boolean {
  if (!rules.samples || rules.maxGapMs === undefined || before.heldMs !== undefined) return false;
  return before.lastMs !== undefined && atMs - before.lastMs > rules.maxGapMs;
}

/** Notes when it was long enough: with samples, the one that completes it says so. */
function completed(rules: Rules, at: HoldStretch & { readonly lastMs: number }, mark: string): HoldStretch {
  if (at.heldMs !== undefined || at.sinceMs === undefined) return at;
  if (!rules.samples) return mark === BEFORE_LIVE ? { ...at, heldMs: at.sinceMs } : at;
  const long = at.lastMs - at.sinceMs >= rules.forMs && at.samples >= rules.minSamples;
  return long ? { ...at, heldMs: at.lastMs } : at;
}
