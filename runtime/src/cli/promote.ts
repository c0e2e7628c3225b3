import type { Applied, Plan } from '@slipway/shared/api';
import { Failure } from '@slipway/shared/failure';
import { type Client, serverOf } from './client.ts';
import type { Context } from './offline.ts';
import { EXIT, type ExitCode, type Output } from './output.ts';

/** What is to be planned: named versions, or everything in which an environment differs from another. */
export interface Promotion {
  readonly environment: string;
  readonly from?: string | undefined;
  /** Like `eta-slip@15`; `eta-slip@none` stops it. */
  readonly changes: readonly string[];
  readonly note?: string | undefined;
}

/** Plans a release and says everything about it. Ends with 1 when something keeps it from being applied. */
export async function plan(context: Context, promotion: Promotion, output: Output): Promise<ExitCode> {
  const made = await makePlan(serverOf(context), promotion);
  const blocked = made.problems.some((problem) => problem.severity === 'error') && !changesNothing(made);
  output.answer({ ok: !blocked, changes: !changesNothing(made), plan: made }, inWords(made));
  return blocked ? EXIT.failed : EXIT.ok;
}

/** Applies a plan by its id, or plans and applies at once. Nothing to do is success. */
export async function apply(
  context: Context,
  promotion: Promotion & { readonly hash?: string | undefined },
  output: Output,
): Promise<ExitCode> {
  const client = serverOf(context);
  const [first, ...others] = promotion.changes;
  const byId = first?.startsWith('plan_') && others.length === 0 ? first : undefined;
  const base = plansOf(promotion.environment);
  const meant = byId
    ? await client.get<Plan>(`${base}/${encodeURIComponent(byId)}`)
    : await makePlan(client, promotion);
  if (promotion.hash !== undefined && promotion.hash !== meant.hash) {
    throw new Failure('plan-stale', `its hash is ${meant.hash}`);
  }
  if (changesNothing(meant)) {
    output.answer({ ok: true, applied: null, plan: meant }, `${meant.environment} runs exactly this already.`);
    return EXIT.ok;
  }
  output.note(inWords(meant));
  const applied = await client.postJson<Applied>(`${base}/${meant.id}/apply`, { hash: meant.hash });
  output.answer({ ok: true, applied, plan: meant }, `Release ${applied.release} of ${meant.environment} is live.`);
  return EXIT.ok;
}

function plansOf(environment: string): string {
  return `/environments/${encodeURIComponent(environment)}/plans`;
}

async function makePlan(client: Client, promotion: Promotion): Promise<Plan> {
  const { environment, from, note } = promotion;
  const body = {
    changes: promotion.changes.map(readChange),
    ...(from === undefined ? {} : { from }),
    ...(note === undefined ? {} : { note }),
  };
  return client.postJson<Plan>(plansOf(environment), body);
}

function readChange(text: string): { workflow: string; version: number | null } {
  const [, workflow, version] = /^([a-z][a-z0-9-]*)@(\d{1,9}|none)$/.exec(text) ?? [];
  if (!workflow || !version) {
    throw new Failure('invalid-config', `${text}: name a workflow and its version like eta-slip@15, or eta-slip@none`);
  }
  return { workflow, version: version === 'none' ? null : Number(version) };
}

function changesNothing(made: Plan): boolean {
  return made.problems.some((problem) => problem.code === 'nothing-changes');
}

const MARKS = { there: '✓', missing: '✗', wrong: '✗', failing: '✗', unknown: '·' } as const;

function testLines({ count, failed }: NonNullable<Plan['items'][number]['tests']>): readonly string[] {
  if (failed.length === 0) return [`    ✓ tests: ${count}, all pass`];
  return [
    `    ✗ tests: ${failed.length} of ${count} fail`,
    ...failed.flatMap(({ name, differences }) => [`      ${name}`, ...differences.map((line) => `        ${line}`)]),
  ];
}

function inWords(made: Plan): string {
  const { given, needed, note } = made.approvals;
  const { runs, openExceptions, activation } = made.effect;
  const sample = activation.checked < activation.total ? ` (of a sample of ${activation.checked})` : '';
  return [
    `Plan ${made.id} for ${made.environment}, hash ${made.hash}, until ${made.expiresAt}`,
    ...made.items.flatMap(({ workflow, from, to, changes, tests }) => {
      const steps = changes ? changes.nodes.map((node) => `${node.change} “${node.title}”`).join(', ') : '';
      return [
        `  ${workflow}: ${from?.number ?? 'not running'} → ${to?.number ?? 'not running'}${steps && `: ${steps}`}`,
        ...(tests ? testLines(tests) : []),
      ];
    }),
    ...made.needs.map((need) => `  ${MARKS[need.state]} ${need.kind} ${need.name}: ${need.detail}`),
    ...made.problems.map((problem) => `  ${problem.severity}: ${problem.message}`),
    ...runs.map((run) => `  ${run.open} runs of ${run.workflow} finish on version ${run.version}`),
    ...openExceptions.map((each) => `  ${each.open} open cases of ${each.workflow} stay`),
    ...activation.workflows.map(
      (each) =>
        `  ${each.workflow} fires for ${each.fires} and begins to watch ${each.watches} of what is known now${sample}`,
    ),
    `  ${given.length} of ${needed} approvals${note ? ` (${note})` : ''}`,
  ].join('\n');
}
