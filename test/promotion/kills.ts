import { deepEqual, equal, ok } from 'node:assert/strict';
import { openDatabase } from '@slipway/runtime/database/index';
import { releaseSteps } from '@slipway/runtime/pipeline/release';
import type { Plan } from '@slipway/shared/api';
import { startRuntime } from '../support/runtime-process.ts';
import { waitFor } from '../support/wait-for.ts';
import { chaserNumber, Installation } from './installation.ts';

/** How many releases ended as before, and how many as after. */
export interface Kills {
  readonly old: number;
  readonly new: number;
}

/**
 * Applies a plan once for every step of a release, kills the process there, and looks at what is left: everything says the
 * old version or everything says the new one. Then it starts again, and what happens next is decided by that version.
 */
export async function killAtEveryStep(directory: string, readyMs: number): Promise<Kills> {
  const kills = { old: 0, new: 0 };
  let live: number | null = null;
  for (const [index, step] of releaseSteps.entries()) {
    const env = { SLIPWAY_TEST: '1', SLIPWAY_SABOTAGE: `release:${step}` };
    const runtime = startRuntime({ directory, env, readyMs });
    const installation = new Installation(await runtime.url);
    if (index === 0) await installation.readyForChaser('staging');
    if (live !== null) await runsOn(installation, live, index);
    const number: number = await installation.save(chaserNumber(index + 1), index === 0 ? null : index);
    const plan = await installation.planOne('staging', 'chaser', number);
    const applying = installation.on(plan, 'apply').catch(() => undefined);
    const paused = () => (runtime.lastWords().includes(`{"pausedAt":"${step}"}`) ? true : undefined);
    await waitFor(paused, { what: `the release to come to ${step}`, timeoutMs: 20_000, everyMs: 20 });
    await runtime.kill();
    equal(await applying, undefined);
    const applied = await lookAt(directory, plan, live);
    equal(applied, step === 'committed', `killed at ${step}`);
    if (applied) live = number;
    kills[applied ? 'new' : 'old'] += 1;
  }
  const last = startRuntime({ directory, readyMs });
  await runsOn(new Installation(await last.url), live ?? 0, releaseSteps.length);
  equal(await last.stop(), 0);
  return kills;
}

/** Whether a dead process had applied a plan: every table must say the same. */
async function lookAt(directory: string, plan: Plan, before: number | null): Promise<boolean> {
  const database = await openDatabase({ directory });
  const rows = async (text: string) => (await database.pool.query<Record<string, unknown>>(text)).rows;
  try {
    const [stored] = await rows(`SELECT state FROM plans WHERE id = '${plan.id}'`);
    const applied = stored?.state === 'applied';
    const number = applied ? plan.changes[0]?.to : before;
    const [environment] = await rows("SELECT live_set FROM environments WHERE id = 'staging'");
    const live = await rows(`SELECT v.number, l.version FROM live l JOIN versions v ON v.environment = l.environment
      AND v.workflow = l.workflow AND v.version = l.version WHERE l.environment = 'staging'`);
    deepEqual(
      live.map((row) => row.number),
      number === null ? [] : [number],
    );
    const [content] = await rows(
      `SELECT content FROM live_sets WHERE id = '${environment?.live_set}' AND environment = 'staging'`,
    );
    const set = content ? JSON.parse(String(content.content)) : { workflows: [] };
    deepEqual(
      set.workflows.map((each: { version: string }) => each.version),
      live.map((row) => row.version),
    );
    equal((await rows(`SELECT 1 FROM releases WHERE plan = '${plan.id}'`)).length, applied ? 1 : 0);
    equal(
      (await rows(`SELECT 1 FROM audit_entries WHERE action = 'release.applied' AND object = '${plan.id}'`)).length,
      applied ? 1 : 0,
    );
    const told = await rows("SELECT event FROM event_outbox WHERE environment = 'staging' AND kind = 'activated'");
    ok(told.every((row) => applied && String(row.event).includes(String(environment?.live_set))));
    return applied;
  } finally {
    await database.close();
  }
}

/** What happens now is decided by this version and no other. */
async function runsOn(installation: Installation, number: number, round: number): Promise<void> {
  const shipment = `K${round}`;
  await installation.happen('staging', { id: shipment, shipment, type: 'shipment.delayed', data: { minutes: 9 } });
  const subject = await installation.subject('staging', shipment, (each) => each.runs.length > 0);
  deepEqual(
    subject.runs.map((run: { workflow: { version: number } }) => run.workflow.version),
    [number],
  );
}
