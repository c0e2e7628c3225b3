import { parentPort } from 'node:worker_threads';
import { readGallery } from './gallery.ts';
import { tryExample } from './trial.ts';

// Answers each id of an example with its trial.
parentPort?.on('message', ({ id, mutants }: { id: string; mutants: boolean }) => {
  const [tried] = readGallery([id]);
  if (tried) parentPort?.postMessage(tryExample(tried, { mutants }));
});
