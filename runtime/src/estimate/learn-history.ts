import type { Learn } from '@slipway/shared/api';
import { lastHappened, learn, MIN_SAMPLES, type Sample, sampleOf, type TransitModel } from '@slipway/shared/estimate';
import { Failure } from '@slipway/shared/failure';
import { LIMITS } from '@slipway/shared/limits';
import { instantToMs } from '@slipway/shared/time';
import type { Database } from '../database/index.ts';
import { subjectRecords } from '../stores/subject-records.ts';

const HOUR_MS = 3_600_000;

/** A model and what it was learned from. */
export interface LearnedModel {
  readonly model: TransitModel;
  readonly samples: number;
  readonly open: number;
  /** Groups that are worth enough samples for an estimate of their own. */
  readonly usable: number;
}

/**
 * Learns a model from the subjects that an environment knows. Of more than `LIMITS.learnSamples` those that began last are
 * kept, so that memory is bounded. Fails with `nothing-learned` where none has gone all the way.
 *
 * What is under way is counted up to the last thing that happened to any subject: a history that is played again is years
 * old by the clock of the machine, which only says what cannot have happened yet.
 */
export async function learnHistory(
  database: Database,
  environment: string,
  id: string,
  { from, to, by, kind, halfLifeDays, title }: Learn,
  options: { readonly nowMs: number; readonly most?: number; readonly signal?: AbortSignal },
): Promise<LearnedModel> {
  const { nowMs, most = LIMITS.learnSamples } = options;
  const stage = { from, to, by };
  let samples: Sample[] = [];
  let heardMs = 0;
  for await (const { subject } of subjectRecords(database, environment, kind)) {
    options.signal?.throwIfAborted();
    heardMs = Math.max(heardMs, lastHappened(subject, nowMs));
    const sample = sampleOf(subject, stage, nowMs);
    if (sample) samples.push(sample);
    if (samples.length >= 2 * most) samples = newest(samples, most);
  }
  const counted = newest(samples, most).map((sample) =>
    sample.open ? { ...sample, hours: (heardMs - instantToMs(sample.since)) / HOUR_MS } : sample,
  );
  const model = learn(counted, {
    id,
    title,
    factors: by.map(({ factor }) => factor),
    halfLifeDays,
    stage: { from, to },
  });
  if (model.learned.samples === 0) throw new Failure('nothing-learned', `${from} → ${to} of ${kind}`);
  return {
    model,
    samples: model.learned.samples,
    open: counted.filter((sample) => sample.open).length,
    usable: model.groups.filter((group) => (group.effective ?? group.samples) >= MIN_SAMPLES).length,
  };
}

function newest(samples: readonly Sample[], most: number): Sample[] {
  return samples.toSorted((a, b) => (a.since > b.since ? -1 : a.since < b.since ? 1 : 0)).slice(0, most);
}
