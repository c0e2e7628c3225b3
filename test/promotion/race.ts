import { deepEqual, equal } from 'node:assert/strict';
import { chaserNumber, type Installation } from './installation.ts';

const plansAtOnce = 4;

/**
 * Applies several plans of one environment `times` in all, at once. They start from the same live set, so one may win; all
 * others are told that theirs is stale.
 */
export async function raceToApply(installation: Installation, times: number): Promise<void> {
  const ids = Array.from({ length: plansAtOnce }, (_, index) => `racer-${index + 1}`);
  for (const id of ids) await installation.save(chaserNumber(1, id), null);
  const plans = await Promise.all(ids.map((id) => installation.planOne('dev', id, 1)));
  const before = (await installation.must('GET', '/environments/dev/releases')).items.length;
  const answers = await Promise.all(
    Array.from({ length: times }, async (_, index) => {
      const plan = plans[index % plans.length];
      if (!plan) throw new Error('there is no plan');
      return installation.on(plan, 'apply');
    }),
  );
  const counts: Record<string, number> = {};
  for (const { status, body } of answers) {
    const key = status === 200 ? 'won' : `${status} ${body.code}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  deepEqual(counts, { won: 1, '409 plan-stale': times - 1 });
  const { items } = await installation.must('GET', '/environments/dev/releases');
  equal(items.length, before + 1);
  equal(items[0].changes.length, 1);
}
