import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Tried } from './gallery.ts';
import type { Trial } from './trial.ts';

/** Tries examples on every core, what takes longest first; trials come in the order of the examples. */
export async function trySideBySide(
  gallery: readonly Tried[],
  options: { readonly mutants: boolean },
): Promise<Trial[]> {
  const trials = new Map<string, Trial>();
  const queue = gallery.toSorted((a, b) => effort(b) - effort(a)).map(({ id }) => id);
  const work = async () => {
    const worker = new Worker(new URL('./trial-worker.ts', import.meta.url));
    try {
      for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
        worker.postMessage({ id, mutants: options.mutants });
        const [trial] = (await once(worker, 'message')) as [Trial];
        trials.set(id, trial);
      }
    } finally {
      await worker.terminate();
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), gallery.length) }, work));
  return gallery.flatMap(({ id }) => trials.get(id) ?? []);
}

/** Every mutant may have to be played on every scenario. */
function effort({ example, workflow }: Tried): number {
  return example.scenarios.length * workflow.nodes.length;
}
