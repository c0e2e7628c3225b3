import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailServer } from '../services/smtp.ts';
import type { Tms } from '../services/tms.ts';
import { repository } from '../support/runtime-process.ts';

/** The environment in which the history is replayed. */
export const environment = 'replay';

/** What the main job runs on: the two systems that it acts through, the history, and the days of grace. */
export interface MainJob {
  readonly tms: Tms;
  readonly mail: MailServer;
  readonly csv: string;
  readonly days: number;
  /** Recorded days per second, or as fast as it goes. */
  readonly speed: number | 'max';
}

/** Writes the file that `slipway start --setup` reads: the example *Delivery overdue* on the SCMS history. */
export async function writeSetup(path: string, job: MainJob): Promise<void> {
  const read = async (file: string) => JSON.parse(await readFile(join(repository, file), 'utf8'));
  const example = await read('shared/src/examples/delivery-overdue.json');
  const host = '127.0.0.1';
  const setup = {
    environment: { id: environment, kind: 'replay', deliversTo: 'targets' },
    workflows: [example.workflow],
    variables: { days: job.days },
    connections: {
      tms: { connector: 'http', config: { baseUrl: job.tms.url, auth: { kind: 'none' } } },
      mail: { connector: 'email', config: { host, port: job.mail.port, secure: 'none', from: 'slipway@example.com' } },
    },
    sources: [
      {
        id: 'scms',
        connector: 'file',
        config: { path: job.csv, format: 'csv', mapping: await read('connectors/src/file/mappings/scms.json') },
        speed: job.speed,
      },
    ],
    grants: [
      { host, port: job.tms.port },
      { host, port: job.mail.port },
    ],
  };
  await writeFile(path, JSON.stringify(setup));
}
