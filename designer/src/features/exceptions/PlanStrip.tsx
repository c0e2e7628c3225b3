import { useQuery } from '@tanstack/react-query';
import { subjectQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { useNow } from '../../shell/environment.ts';
import { PlanActual } from '../../ui/PlanActual.tsx';
import { knownToTheDay } from '../../ui/plan-geometry.ts';
import { Section } from '../../ui/Section.tsx';

/** The subject's plan above, what came of it below. Left out where the subject has neither. */
export function PlanStrip({ env, subject }: { readonly env: string; readonly subject: string }) {
  const query = useQuery(subjectQuery(env, subject));
  const now = useNow();
  const data = query.data;
  if (!data) return null;
  const { milestones, commitment } = data;
  if (!commitment && !milestones.some((one) => one.plan ?? one.actual ?? one.estimate)) return null;
  const zone = t(knownToTheDay(milestones, commitment) ? 'case.plan-days' : 'case.plan-zone');
  return (
    <Section title={t('case.plan')} aside={zone}>
      <PlanActual milestones={milestones} commitment={commitment} now={now ?? new Date().toISOString()} />
    </Section>
  );
}
