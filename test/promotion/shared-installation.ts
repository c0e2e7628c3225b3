import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { chaser, watchdog } from '@slipway/runtime/promotion/testing/workflows';
import { planSchema } from '@slipway/shared/api';
import { chaserNumber, type Installation } from './installation.ts';
import type { Name } from './people.ts';

/** What the checks of the installation that several people share are given. */
export interface Shared {
  readonly people: Readonly<Record<Name, Installation>>;
  /** Where a TMS answers, and where nothing does. */
  readonly tmsPort: number;
  readonly deadPort: number;
}

export type Check = (shared: Shared) => Promise<void>;

const codes = (plan: { problems: readonly { code: string }[] }) => plan.problems.map((problem) => problem.code);

/** A chaser that writes a mail too, so that it needs a second slot. */
function withMail() {
  const graph = chaser({ id: 'needy' });
  const mail = {
    id: 'mail',
    kind: 'action',
    title: 'Mail',
    config: { slot: 'mail', operation: 'send', input: { to: 'a@example.org', subject: 'Late', text: 'Late' } },
  };
  return {
    ...graph,
    connections: [...graph.connections, { slot: 'mail', connector: 'email' }],
    nodes: [...graph.nodes, mail],
    edges: [...graph.edges, { from: 'late.out', to: 'mail.in' }],
  };
}

/** In this order: later ones go on with what earlier ones released. */
export const sharedChecks: Readonly<Record<string, Check>> = {
  /** One plan, three reports: nobody mends one thing only to be told of the next. */
  needs: async ({ people: { petra, ada }, deadPort }) => {
    await petra.save(withMail(), null);
    await ada.bindTms('prod', deadPort);
    const plan = await petra.planOne('prod', 'needy', 1);
    deepEqual(codes(plan).sort(), ['failing-connection-test', 'missing-variable', 'unbound-slot']);
    equal(plan.needs.find((need) => need.name === 'tms')?.state, 'failing');
    const refused = await ada.on(plan, 'apply');
    deepEqual([refused.status, refused.body.code], [422, 'plan-blocked']);
    ok(refused.body.problems.length >= 3);
  },

  authorCannotApprove: async ({ people: { petra, mateo, jana, lea, ada }, tmsPort }) => {
    await ada.bindTms('prod', tmsPort);
    await ada.setDesk('prod', 'control tower');
    await petra.save(chaserNumber(1), null);
    const plan = await mateo.planOne('prod', 'chaser', 1);
    deepEqual(codes(plan), []);
    for (const author of [petra, mateo]) {
      const { status, body } = await author.on(plan, 'approve');
      deepEqual([status, body.code], [403, 'own-approval']);
    }
    equal((await jana.on(plan, 'approve')).status, 200);
    const early = await ada.on(plan, 'apply');
    deepEqual([early.status, early.body.code], [409, 'not-approved']);
    equal((await lea.on(plan, 'approve')).status, 200);
    equal((await ada.on(plan, 'apply')).status, 200);
    ok((await ada.cells('chaser')).includes('prod changed-here 1'));
  },

  editVoidsApproval: async ({ people: { petra, mateo, jana, lea, ada } }) => {
    await petra.save(chaserNumber(2), 1);
    const plan = await mateo.planOne('prod', 'chaser', 2);
    for (const approver of [jana, lea]) equal((await approver.on(plan, 'approve')).status, 200);
    await petra.save(chaserNumber(3), 2);
    const edited = await mateo.planOne('prod', 'chaser', 3);
    notEqual(edited.hash, plan.hash);
    equal(edited.approvals.given.length, 0);
    equal((await ada.read(plan)).state, 'superseded');
    for (const each of [plan, edited]) equal((await ada.on(each, 'apply')).status, 409);
    // An approval of one hash is none of another, whoever sends it.
    equal((await jana.on({ ...edited, hash: plan.hash }, 'approve')).status, 409);
  },

  staleApproval: async ({ people: { petra, mateo, jana, lea, ada } }) => {
    const plan = await mateo.planOne('prod', 'chaser', 3);
    for (const approver of [jana, lea]) equal((await approver.on(plan, 'approve')).status, 200);
    await ada.setDesk('prod', 'night shift');
    const stale = await ada.read(plan);
    deepEqual([stale.state, stale.you.mayApply], ['stale', false]);
    const { status, body } = await ada.on(plan, 'apply');
    deepEqual([status, body.code], [409, 'plan-stale']);
    const again = await mateo.planOne('prod', 'chaser', 3);
    for (const approver of [jana, lea]) equal((await approver.on(again, 'approve')).status, 200);
    await ada.must('PATCH', '/environments/prod', { policy: { approvals: 1 } });
    equal((await ada.on(again, 'apply')).status, 409);
    equal((await petra.read(again)).state, 'stale');
  },

  runFinishesOnItsVersion: async ({ people: { petra, ada } }) => {
    await ada.must('PATCH', '/environments/staging', { policy: { approvals: 0 } });
    await ada.readyForChaser('staging');
    await petra.release('staging', 'chaser', 1);
    await petra.happen('staging', { id: 'r1', shipment: 'R1', type: 'shipment.delayed', data: { minutes: 9 } });
    await petra.subject('staging', 'R1', (subject) => subject.actions[0]?.state === 'done');
    const plan = await petra.planOne('staging', 'chaser', 2);
    deepEqual(plan.effect.runs, [{ workflow: 'chaser', version: 1, open: 1 }]);
    equal((await petra.on(plan, 'apply')).status, 200);
    await petra.happen('staging', { id: 'r2', shipment: 'R1', type: 'shipment.delivered' });
    const done = await petra.subject('staging', 'R1', (subject) => subject.runs[0]?.state === 'ended');
    equal(done.runs[0].outcome, 'by version 1');
    equal(await outcomeOf(petra, 'staging', 'R2'), 'by version 2');
  },

  rollback: async ({ people: { petra, mateo } }) => {
    // It ran here before, so that nobody waits for approvals while it burns.
    await petra.must('PATCH', '/environments/staging', { policy: { approvals: 2 } });
    const plan = planSchema.parse(await petra.must('POST', '/environments/staging/rollback', {}));
    deepEqual(
      plan.changes.map(({ from, to }) => [from, to]),
      [[2, 1]],
    );
    equal(plan.approvals.needed, 0);
    equal((await mateo.on(plan, 'apply')).status, 200);
    equal(await outcomeOf(petra, 'staging', 'R3'), 'by version 1');
    const { items } = await petra.must('GET', '/environments/staging/releases');
    deepEqual([items[0].kind, items[0].current, items[1].kind], ['rollback', true, 'release']);
    // What was taken away comes back only as anything else comes in.
    const forth = planSchema.parse(await petra.must('POST', '/environments/staging/rollback', {}));
    deepEqual([forth.changes[0]?.to, forth.approvals.needed], [2, 2]);
    equal((await petra.planOne('staging', 'chaser', 3)).approvals.needed, 2);
    await petra.must('PATCH', '/environments/staging', { policy: { approvals: 0 } });
  },

  drift: async ({ people: { petra, ada } }) => {
    await ada.readyForChaser('dev');
    deepEqual(await petra.cells('chaser'), ['dev not-present', 'staging changed-here 1', 'prod in-sync 1']);
    for (const version of [1, 2, 3]) await petra.release('dev', 'chaser', version);
    deepEqual(await petra.cells('chaser'), ['dev in-sync 3', 'staging behind 1', 'prod in-sync 1']);
    await petra.release('dev', 'chaser', 1);
    await petra.release('staging', 'chaser', 3);
    deepEqual(await petra.cells('chaser'), ['dev behind 1', 'staging ahead 3', 'prod behind 1']);
    await petra.must('POST', '/environments/dev/workflows/chaser/pause', {});
    await petra.release('dev', 'chaser', 3);
    deepEqual(await petra.cells('chaser'), ['dev paused 3', 'staging in-sync 3', 'prod behind 1']);
    await petra.must('POST', '/environments/dev/workflows/chaser/resume', {});
  },

  archivedStops: async ({ people: { petra } }) => {
    await petra.save(chaserNumber(1, 'old-chaser'), null);
    for (const environment of ['dev', 'staging']) await petra.release(environment, 'old-chaser', 1);
    await petra.happen('staging', { id: 'a1', shipment: 'A1', type: 'shipment.delayed', data: { minutes: 9 } });
    const open = (subject: { actions: { state: string }[] }) =>
      subject.actions.length === 2 && subject.actions.every((action) => action.state === 'done');
    await petra.subject('staging', 'A1', open);
    await petra.must('POST', '/workflows/old-chaser/archive', {});
    const plan = await petra.plan('staging', { from: 'dev' });
    deepEqual(
      plan.changes.map(({ workflow, to }) => [workflow, to]),
      [['old-chaser', null]],
    );
    equal((await petra.on(plan, 'apply')).status, 200);
    const fresh = await petra.subject('staging', 'A1', () => true);
    equal(fresh.runs.length, 2);
    await petra.happen('staging', { id: 'a2', shipment: 'A2', type: 'shipment.delayed', data: { minutes: 9 } });
    const after = await petra.subject('staging', 'A2', (subject) => subject.runs.length > 0);
    deepEqual(
      after.runs.map((run: { workflow: { id: string } }) => run.workflow.id),
      ['chaser'],
    );
    // Its run goes on to its end all the same.
    await petra.happen('staging', { id: 'a3', shipment: 'A1', type: 'shipment.delivered' });
    await petra.subject('staging', 'A1', (subject) =>
      subject.runs.every((run: { state: string }) => run.state === 'ended'),
    );
  },

  deadlineArmedForSilentSubjects: async ({ people: { petra } }) => {
    // Not yet due when the release lands: what is due by then is known to be missed, and opens nothing.
    const deliverBy = new Date(Date.now() + 12_000).toISOString();
    await petra.happen('staging', { id: 'd1', shipment: 'D1', type: 'shipment.planned', data: { deliverBy } });
    await petra.subject('staging', 'D1', () => true);
    await petra.save(watchdog(), null);
    const plan = await petra.planOne('staging', 'watchdog', 1);
    const [foreseen] = plan.effect.activation.workflows;
    deepEqual([foreseen?.watches, foreseen?.fires, foreseen?.examples], [1, 0, ['shipment:D1']]);
    equal((await petra.on(plan, 'apply')).status, 200);
    // Nothing is said of it any more: only the deadline that the release has set can open the case.
    const late = await petra.subject('staging', 'D1', (subject) => subject.exceptions.length > 0);
    match(late.exceptions[0].title, /Not delivered/);
  },

  nothingCrossesEnvironments: async ({ people: { petra, ada } }) => {
    const same = { id: 'n1', shipment: 'N1', type: 'shipment.delayed', data: { minutes: 9 } };
    await petra.happen('dev', same);
    await petra.subject('dev', 'N1', (subject) => subject.runs.length > 0);
    for (const other of ['staging', 'prod']) {
      equal((await petra.ask('GET', `/environments/${other}/subjects/shipment%3AN1`)).status, 404);
      const { items } = await petra.must('GET', `/environments/${other}/actions`);
      ok(items.every((action: { subject: { id: string } }) => action.subject.id !== 'shipment:N1'));
    }
    // The same event of the same source is another one elsewhere, and no duplicate.
    await petra.happen('staging', same);
    await petra.subject('staging', 'N1', (subject) => subject.runs.length > 0);
    const before = [await variablesOf(ada, 'staging'), await variablesOf(ada, 'prod')];
    await ada.setDesk('dev', 'only here');
    deepEqual([await variablesOf(ada, 'staging'), await variablesOf(ada, 'prod')], before);
    const { items } = await petra.must('GET', '/environments/prod/releases');
    ok(items.every((release: { by: { name: string } }) => release.by.name === 'ada'));
  },

  closure: async ({ people: { petra } }) => {
    const file = await petra.must('GET', '/environments/staging/bundle?workflow=chaser');
    deepEqual(file.bundle.slots, [{ slot: 'tms', connector: 'http', operations: ['request'] }]);
    deepEqual(file.bundle.variables, [{ name: 'desk', type: 'string' }]);
    deepEqual(file.bundle.eventTypes, ['shipment.delayed', 'shipment.delivered']);
    equal(file.bundle.connectors[0].id, 'http');
    // What a workflow needs is in it; what an environment has is not.
    for (const own of ['desk"]', 'simulated.invalid', '"minutes":9']) ok(!JSON.stringify(file).includes(own));
    const other = await petra.must('GET', '/environments/dev/bundle?workflow=chaser');
    equal(other.hash, file.hash);
    notEqual((await petra.must('GET', '/environments/prod/bundle?workflow=chaser')).hash, file.hash);
  },
};

/** Which version a new run of the chaser takes, told by its outcome. */
async function outcomeOf(asking: Installation, environment: string, shipment: string): Promise<string> {
  const event = (id: string, type: string, data = {}) =>
    asking.happen(environment, { id: `${shipment}-${id}`, shipment, type, data });
  await event('late', 'shipment.delayed', { minutes: 9 });
  await asking.subject(environment, shipment, (subject) => subject.actions[0]?.state === 'done');
  await event('there', 'shipment.delivered');
  const subject = await asking.subject(environment, shipment, (each) => each.runs[0]?.state === 'ended');
  return subject.runs[0].outcome;
}

async function variablesOf(asking: Installation, environment: string): Promise<unknown> {
  return (await asking.must('GET', `/environments/${environment}/variables`)).items;
}
