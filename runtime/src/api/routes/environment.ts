import { replayChangeSchema, replaySchema, type Summary, summarySchema } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { z } from 'zod';
import type { Environment } from '../../stores/environments.ts';
import { listSources, type SourceRow } from '../../stores/sources.ts';
import { readSummary } from '../../stores/summary-reads.ts';
import { ok, route } from '../route.ts';
import type { Services } from '../services.ts';

export const summary = route({
  method: 'get',
  path: '/environments/{environment}/summary',
  permission: 'environment:read',
  environment: 'path',
  summary: 'Counts, rates and lag for the first screen',
  answers: { 200: { name: 'Summary', schema: summarySchema } },
  handle: async ({ environment }, services) => ok(await summarize(services, environment)),
});

export const replay = route({
  method: 'post',
  path: '/environments/{environment}/replay',
  permission: 'replay:control',
  environment: 'path',
  summary: 'Pauses the replay, lets it go on, or changes its speed',
  body: { name: 'ReplayChange', schema: replayChangeSchema },
  answers: { 200: { name: 'Replay', schema: replaySchema } },
  handle: async ({ environment, body, audit }, services) => {
    const now = services.pipeline.replay(environment.id);
    if (!now) throw new Failure('not-found', 'no replay runs here');
    const before = { state: now.state, speed: now.speed };
    return ok(
      await services.pipeline.changeReplay(environment.id, body, (transaction) =>
        audit(transaction, { action: 'replay.changed', object: 'replay', before, after: body }),
      ),
    );
  },
});

const accountingSchema = z.object({
  partitions: z.array(
    z.object({
      partition: z.int(),
      low: z.int(),
      next: z.int(),
      high: z.int(),
      outcomes: z.record(z.string(), z.int()),
      unaccounted: z.array(z.int()),
    }),
  ),
  pendingActions: z.int(),
  outboxPending: z.int(),
  lag: z.int(),
  replay: replaySchema.nullable(),
  /** What sources could not read and did not need, by warning code. */
  warnings: z.record(z.string(), z.int()),
});

export const accounting = route({
  method: 'get',
  path: '/environments/{environment}/accounting',
  permission: 'environment:read',
  environment: 'path',
  summary: 'What every position of the log ended as, and which have no end',
  answers: { 200: { name: 'Accounting', schema: accountingSchema } },
  handle: async ({ environment }, services) => {
    const account = await services.pipeline.accounting(environment.id);
    const warnings = sumOfWarnings(await listSources(services.database.kysely, environment.id));
    return ok({ ...account, replay: services.pipeline.replay(environment.id), warnings });
  },
});

function sumOfWarnings(sources: readonly SourceRow[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const source of sources) {
    const warnings: Record<string, number> = JSON.parse(source.warnings);
    for (const [code, count] of Object.entries(warnings)) sum[code] = (sum[code] ?? 0) + count;
  }
  return sum;
}

/** The summary as stored and as measured. */
export async function summarize(services: Services, environment: Environment): Promise<Summary> {
  const stored = await readSummary(services.database, environment, {
    nowMs: services.now(),
    sinceMs: services.about.startedAtMs,
  });
  const meter = services.meters.of(environment);
  const totals = await services.sourceTotals(environment.id);
  const rates = meter.sources();
  const sources = [...new Set([...totals.keys(), ...rates.keys()])].sort().map((source) => ({
    source,
    perSecond: rates.get(source) ?? 0,
    total: totals.get(source) ?? 0,
  }));
  const lag = services.lag ? await services.lag(environment.id) : stored.lag;
  return { ...stored, lag, rate: meter.rate(), decision: meter.latency(), sources };
}
