import { join } from 'node:path';
import { build } from 'vite';
import { startRuntime } from '../../support/runtime-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { type Front, startFront } from './front.ts';
import { type Drawn, largeWorkflow, usualWorkflow } from './workload.ts';

/** A runtime with both workflows live, the page to compare with, and the server in front of both. */
export interface Prepared {
  /** The runtime itself: what its files weigh is measured there. */
  readonly url: string;
  readonly front: Front;
  close(): Promise<void>;
}

export async function prepare(): Promise<Prepared> {
  const directory = await temporaryDirectory();
  const bare = join(directory.path, 'bare');
  await build({
    root: join(import.meta.dirname, 'bare'),
    base: './',
    logLevel: 'error',
    build: { outDir: bare, emptyOutDir: true, target: 'esnext' },
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const runtime = startRuntime({ directory: join(directory.path, 'data'), readyMs: 180_000 });
  const url = await runtime.url;
  for (const workflow of [largeWorkflow(), usualWorkflow()]) await release(url, workflow);
  const front = await startFront({ url, bare });
  return {
    url,
    front,
    async close() {
      await front.close();
      await runtime.stop();
      await directory.remove();
    },
  };
}

/** Saves a workflow and brings it into dev. */
async function release(url: string, workflow: Drawn): Promise<void> {
  await call(url, '/workflows', { name: workflow.name, from: { graph: workflow }, id: workflow.id });
  await call(url, `/workflows/${workflow.id}/versions`, { graph: workflow, message: 'To be measured', base: null });
  const changes = [{ workflow: workflow.id, version: 1 }];
  const plan = await call(url, '/environments/dev/plans', { changes });
  await call(url, `/environments/dev/plans/${plan.id}/apply`, { hash: plan.hash });
}

async function call(url: string, path: string, body: unknown): Promise<Record<string, string>> {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': path },
    body: JSON.stringify(body),
  });
  const read = (await answer.json()) as Record<string, string>;
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}: ${JSON.stringify(read).slice(0, 500)}`);
  return read;
}
