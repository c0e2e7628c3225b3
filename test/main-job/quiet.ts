import { statusSchema } from '@slipway/shared/api';
import { z } from 'zod';
import type { Api } from '../support/api.ts';
import { waitFor } from '../support/wait-for.ts';
import { environment } from './setup.ts';

/** What became of every position in the log; provided for the checks. */
export const accountingSchema = z.looseObject({
  partitions: z.array(
    z.looseObject({
      partition: z.int(),
      low: z.int(),
      next: z.int(),
      outcomes: z.record(z.string(), z.int()),
      unaccounted: z.array(z.int()),
    }),
  ),
  pendingActions: z.int(),
  outboxPending: z.int(),
  replay: z.looseObject({ state: z.enum(['running', 'paused', 'finished']) }).nullable(),
  warnings: z.record(z.string(), z.int()).optional(),
});
export type Accounting = z.infer<typeof accountingSchema>;

/** Waits until the replay has ended and nothing is left to decide, to relay or to deliver, and stays so. */
export async function waitUntilQuiet(api: Api, timeoutMs: number): Promise<Accounting> {
  let before = '';
  let last: Accounting | undefined;
  const look = async () => {
    // The accounting reads whole tables: it is asked only when the replay says that it is over.
    if ((await api.get('/status', statusSchema)).replay?.state !== 'finished') return undefined;
    last = await api.get(`/environments/${environment}/accounting`, accountingSchema);
    const now = isQuiet(last) ? JSON.stringify(last.partitions) : '';
    if (now !== '' && now === before) return last;
    before = now;
    return undefined;
  };
  try {
    return await waitFor(look, { what: 'the end of all work', timeoutMs, everyMs: 300 });
  } catch (error) {
    throw new Error(
      `${error instanceof Error ? error.message : error}: ${JSON.stringify(last ?? (await api.get('/status', statusSchema).catch(String))).slice(0, 2_000)}`,
    );
  }
}

function isQuiet(accounting: Accounting): boolean {
  return (
    accounting.replay?.state === 'finished' &&
    accounting.pendingActions === 0 &&
    accounting.outboxPending === 0 &&
    accounting.partitions.every((partition) => partition.unaccounted.length === 0)
  );
}
