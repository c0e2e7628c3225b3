import { type Services, startServices } from './services.ts';

/** Rounds wait more than they work: so many are played side by side, each lane on services of its own. */
export const LANES = 2;

/**
 * Gives every job to a lane that is free, in order; answers in the order of the jobs. The services of a lane run from its
 * first job to its last.
 */
export async function inLanes<Job, Result>(
  jobs: readonly Job[],
  lanes: number,
  work: (job: Job, services: Services) => Promise<Result>,
): Promise<readonly Result[]> {
  const waiting = [...jobs.entries()];
  const results = new Map<number, Result>();
  const lane = async () => {
    const services = await startServices({ shortLived: true });
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [index, job] = next;
        results.set(index, await work(job, services));
      }
    } catch (error) {
      waiting.length = 0;
      throw error;
    } finally {
      await services.stop();
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, jobs.length) }, lane));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
