import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Replay, ReplayChange } from '@slipway/shared/api';
import deliveryOverdue from '@slipway/shared/examples/delivery-overdue.json' with { type: 'json' };
import { type Setup, setupSchema } from '../setup/setup-file.ts';

export const DEMO_ENVIRONMENT = 'demo';

/** Up to here the recorded years pass as fast as they can: about fifty exceptions are there by then. */
const INTERESTING_FROM = '2010-08-15';
const DAYS_PER_SECOND = 3;
const DATA = new URL('./data/scms.csv.gz', import.meta.url);

/** The demo: five years of real shipments replayed, the example workflow on them, and nothing that leaves this machine. */
export function demoSetup(directory: string): { readonly content: Setup; readonly folder: string } {
  const folder = resolve(directory, 'demo');
  const file = join(folder, 'scms.csv');
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.part`, gunzipSync(readFileSync(DATA)));
    renameSync(`${file}.part`, file);
  }
  const content = setupSchema.parse({
    environment: { id: DEMO_ENVIRONMENT, kind: 'replay', deliversTo: 'outbox', title: 'Demo', order: 0 },
    workflows: [deliveryOverdue.workflow],
    tests: { [deliveryOverdue.workflow.id]: { scenarios: deliveryOverdue.scenarios } },
    connections: {
      tms: { connector: 'http', config: { baseUrl: 'https://tms.simulated.invalid', auth: { kind: 'none' } } },
      mail: {
        connector: 'email',
        config: { host: 'mail.simulated.invalid', port: 587, secure: 'starttls', from: 'slipway@example.org' },
      },
    },
    sources: [{ id: 'scms', connector: 'file', config: { path: file, format: 'csv', mapping: 'scms' }, speed: 'max' }],
  });
  return { content, folder };
}

/**
 * Where the demo's workflows can be promoted to. Both are live, know nothing yet, and keep what would leave this machine;
 * their slots are bound as the demo's are.
 */
export function demoEnvironments(demo: Setup): readonly Setup[] {
  const further = [
    { id: 'staging', title: 'Staging', approvals: 1 },
    { id: 'prod', title: 'Production', approvals: 2 },
  ];
  return further.map(({ id, title, approvals }, index) =>
    setupSchema.parse({
      environment: { id, kind: 'live', deliversTo: 'outbox', title, order: index + 1, policy: { approvals } },
      connections: demo.connections,
    }),
  );
}

/** The replay as the demo drives it. */
export interface Driven {
  replay(environment: string): Replay | null;
  changeReplay(environment: string, change: ReplayChange): Promise<Replay>;
}

/**
 * Slows the replay down to what eyes can follow once it has come to an interesting time. Call the function it returns
 * whenever the replay may have moved.
 */
export function slowDownLater(sources: Driven): () => void {
  let slowed = false;
  return () => {
    const replay = slowed ? null : sources.replay(DEMO_ENVIRONMENT);
    if (!replay || replay.at < INTERESTING_FROM) return;
    slowed = true;
    // A speed that somebody has chosen meanwhile is theirs.
    if (replay.state !== 'finished' && replay.speed > DAYS_PER_SECOND * 100) {
      void sources.changeReplay(DEMO_ENVIRONMENT, { speed: DAYS_PER_SECOND });
    }
  };
}
