import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type MailServer, startMailServer } from '../../services/smtp.ts';
import { startTms, type Tms } from '../../services/tms.ts';
import { type Api, apiOf } from '../../support/api.ts';
import { startRuntime } from '../../support/runtime-process.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

/** An empty Slipway with one live environment, and the two systems that its workflows may act through. */
export interface Stage {
  readonly url: string;
  readonly environment: string;
  readonly api: Api;
  readonly tms: Tms;
  readonly mail: MailServer;
  /** Takes events in, as a source would. */
  ingest(events: readonly object[]): Promise<void>;
  /** Ends it as Ctrl-C does; resolves with its exit code. */
  close(): Promise<number | null>;
}

/** Starts a runtime without the demo, on an empty directory and a free port. */
export async function startStage(): Promise<Stage> {
  const directory = await temporaryDirectory();
  const environment = 'dev';
  const setup = join(directory.path, 'setup.json');
  await writeFile(setup, JSON.stringify({ environment: { id: environment, kind: 'live', deliversTo: 'targets' } }));
  const [tms, mail] = await Promise.all([startTms(), startMailServer()]);
  const runtime = startRuntime({ directory: join(directory.path, 'data'), setup, readyMs: 180_000 });
  const url = await runtime.url;
  return {
    url,
    environment,
    api: apiOf(url),
    tms,
    mail,
    async ingest(events) {
      const body = events.map((event) => JSON.stringify(event)).join('\n');
      const path = `${url}/api/v1/environments/${environment}/events`;
      const answer = await fetch(path, { method: 'POST', headers: { 'content-type': 'application/jsonl' }, body });
      if (!answer.ok) throw new Error(`the events were answered with ${answer.status}: ${await answer.text()}`);
    },
    async close() {
      const code = await runtime.stop();
      await Promise.all([tms.close(), mail.close()]);
      await directory.remove();
      return code;
    },
  };
}
