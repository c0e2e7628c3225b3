import {
  acceptedSchema,
  cancelRunSchema,
  type Hold,
  holdChangeSchema,
  holdSchema,
  type Paused,
  pausedSchema,
  pauseSchema,
  type RunCancelled,
  runCancelledSchema,
} from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import { Failure } from '@slipway/shared/failure';
import { hashOf } from '@slipway/shared/json';
import { instantFromMs } from '@slipway/shared/time';
import { z } from 'zod';
import type { LiveContent } from '../../pipeline/index.ts';
import { findEnvironment, lockEnvironment } from '../../stores/environments.ts';
import { changeHold, readHold } from '../../stores/holds.ts';
import { findRun } from '../../stores/runs-reads.ts';
import { idParameter, ok, route } from '../route.ts';

export const workflowPause = pausing('pause', true, 'Lets a workflow watch on and begin no more runs; open runs go on');
export const workflowResume = pausing('resume', false, 'Lets a paused workflow begin runs again');

function pausing(verb: 'pause' | 'resume', paused: boolean, summary: string) {
  return route({
    method: 'post',
    path: `/environments/{environment}/workflows/{workflow}/${verb}`,
    permission: 'workflow:release',
    environment: 'path',
    summary,
    params: z.object({ workflow: idParameter }),
    body: { name: 'Pause', schema: pauseSchema },
    answers: { 200: { name: 'Paused', schema: pausedSchema } },
    handle: async ({ environment, params, body, principal, audit }, services) => {
      const { workflow } = params;
      const what = `${paused ? 'Paused' : 'Resumed'} ${workflow}`;
      const released = await services.pipeline.adjustLive(environment.id, {
        change: (now) => withPaused(now, workflow, paused),
        cause: {
          kind: 'pause',
          by: { id: principal.id, name: principal.name },
          note: body.reason ? `${what}: ${body.reason}` : what,
        },
        also: async (transaction, { changed, liveSet }) => {
          if (!changed) return;
          await audit(transaction, {
            action: `workflow.${verb}d`,
            object: `workflow:${workflow}`,
            before: { paused: !paused },
            after: { paused, liveSet },
            reason: body.reason,
          });
        },
      });
      const answer: Paused = { paused, liveSet: released.liveSet, changed: released.changed };
      return ok(answer);
    },
  });
}

/** Fails with `not-found` where the workflow is not live. */
function withPaused(now: LiveContent, workflow: string, paused: boolean): LiveContent {
  if (!now.workflows.some((each) => each.workflow === workflow)) throw new Failure('not-found', 'workflow');
  return { ...now, workflows: now.workflows.map((each) => (each.workflow === workflow ? { ...each, paused } : each)) };
}

const ANSWER_WITHIN_MS = 2_000;

export const runCancel = route({
  method: 'post',
  path: '/environments/{environment}/runs/{run}/cancel',
  permission: 'workflow:release',
  environment: 'path',
  summary: 'Ends a run: what it asked and nobody has begun is withdrawn, its cases stay open and say so',
  params: z.object({ run: idParameter }),
  body: { name: 'CancelRun', schema: cancelRunSchema },
  answers: {
    200: { name: 'RunCancelled', schema: runCancelledSchema },
    202: { name: 'Accepted', schema: acceptedSchema },
  },
  handle: async ({ environment, params, body, principal, audit }, services) => {
    const { kysely } = services.database;
    const run = await findRun(kysely, environment.id, params.run);
    if (!run) throw new Failure('not-found', 'run');
    // Cancelling is one decision per run, whoever asks and how often: the second request gets the answer of the first.
    const id = `person_${hashOf([environment.id, 'cancel', run.id]).slice(0, 32)}`;
    if (run.status !== 'open') throw new Failure('conflict', `the run is ${run.status}`);
    await services.database.transaction((transaction) =>
      audit(transaction, {
        action: 'run.cancel.requested',
        object: `run:${run.id}`,
        after: { workflow: run.workflow, subject: run.subject },
        reason: body.reason,
      }),
    );
    const event: CanonicalEvent = {
      id,
      source: 'slipway',
      type: 'run.cancelled',
      subject: run.subject,
      time: instantFromMs(environment.clock_ms ?? services.now()),
      data: { run: run.id, actor: principal.name, ...(body.reason ? { cause: body.reason } : {}) },
    };
    const answer = await services.pipeline.request(environment.id, event, ANSWER_WITHIN_MS);
    if (!answer) return { status: 202, body: { accepted: true, id } };
    // It was open a moment ago: it has come to its end meanwhile.
    if (answer.failure) throw new Failure('conflict', answer.detail);
    const ended = await findRun(kysely, environment.id, run.id);
    const cancelled: RunCancelled = { id: run.id, status: 'cancelled', outcome: ended?.outcome ?? '' };
    return ok(cancelled);
  },
});

export const holdRead = route({
  method: 'get',
  path: '/environments/{environment}/hold',
  permission: 'environment:read',
  environment: 'path',
  summary: 'Whether actions are held back here, by whom, and how many wait',
  answers: { 200: { name: 'Hold', schema: holdSchema } },
  handle: async ({ environment }, services) => ok(await readHold(services.database.kysely, environment)),
});

export const holdChange = route({
  method: 'post',
  path: '/environments/{environment}/hold',
  permission: 'environment:hold',
  environment: 'path',
  summary: 'Holds every action of the environment back, or lets them go; calls on their way end, decisions go on',
  body: { name: 'HoldChange', schema: holdChangeSchema },
  answers: { 200: { name: 'Hold', schema: holdSchema } },
  handle: async ({ environment, body, principal, audit }, services) => {
    const { held, reason } = body;
    await services.database.transaction(async (transaction) => {
      const before = await lockEnvironment(transaction, environment.id);
      if (before?.actions_held === held) return;
      await changeHold(transaction, environment.id, held ? holdOf(principal.name, reason, services.now()) : null);
      await audit(transaction, {
        action: held ? 'environment.actions.held' : 'environment.actions.released',
        object: `environment:${environment.id}`,
        before: { held: !held },
        after: { held },
        reason,
      });
    });
    if (!held) await services.pipeline.reconcile();
    const now = (await findEnvironment(services.database.kysely, environment.id)) ?? environment;
    const answer: Hold = await readHold(services.database.kysely, now);
    return ok(answer);
  },
});

function holdOf(by: string, reason: string, atMs: number) {
  return { by_name: by, reason, since_ms: atMs };
}
