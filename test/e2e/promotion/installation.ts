import { join } from 'node:path';
import { buildDesigner } from '../../../runtime/bootstrap/designer.mjs';
import { startRuntime } from '../../support/runtime-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';
import { waitFor } from '../../support/wait-for.ts';

/** A server where people sign in and nobody has yet. */
export interface FreshInstallation {
  readonly url: string;
  /** The code that its log shows once. */
  readonly code: string;
  /** Ends it as an operator does; resolves with its exit code. */
  stop(): Promise<number | null>;
}

/** Starts one on an empty directory, with the environments that every installation begins with. */
export async function startInstallation(): Promise<FreshInstallation> {
  buildDesigner();
  const directory = await temporaryDirectory();
  const env = { SLIPWAY_ACCESS: 'users' };
  const runtime = startRuntime({ directory: join(directory.path, 'data'), env, readyMs: 300_000 });
  const url = await runtime.url;
  const shown = () => /"code":"([^"]+)"/.exec(runtime.lastWords())?.[1];
  const code = await waitFor(shown, { what: 'the set-up code in the log', timeoutMs: 30_000 });
  return {
    url,
    code,
    async stop() {
      const exit = await runtime.stop();
      await directory.remove();
      return exit;
    },
  };
}
