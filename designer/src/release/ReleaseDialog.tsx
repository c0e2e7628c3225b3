import { Button, Drawer, Group, Select, Textarea } from '@mantine/core';
import type { Plan } from '@slipway/shared/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { environmentsQuery, makePlan } from '../api/plans.ts';
import { t } from '../messages/t.ts';
import { FailureNotice, Loading } from '../ui/Notice.tsx';
import { PlanActions } from './PlanActions.tsx';
import classes from './PlanView.module.css';
import { PlanView } from './PlanView.tsx';

interface ReleaseDialogProps {
  readonly workflow: string;
  readonly version: number;
  /** Where it is offered to go first. */
  readonly environment: string;
  /** What should be known before. */
  readonly warning?: ReactNode;
  readonly onClose: () => void;
}

/** Releases a version: into which environment, what that would do, and then at once or by asking for approval. */
export function ReleaseDialog({ workflow, version, environment, warning, onClose }: ReleaseDialogProps) {
  const environments = useQuery(environmentsQuery());
  const navigate = useNavigate();
  const [target, setTarget] = useState(environment);
  const [note, setNote] = useState('');
  const [plan, setPlan] = useState<Plan>();
  const prepare = useMutation({
    mutationFn: () =>
      makePlan(target, { changes: [{ workflow, version }], ...(note.trim() ? { note: note.trim() } : {}) }),
    onSuccess: ({ body }) => setPlan(body),
  });
  const changed = (next: Plan | 'applied') => {
    if (next !== 'applied') return setPlan(next);
    onClose();
    void navigate({ to: '/$env/workflows/$id', params: { env: target, id: workflow } });
  };
  const title = t('release.title', { version });
  return (
    <Drawer opened onClose={onClose} title={title} size={520} classNames={{ body: classes.drawer ?? '' }}>
      {/* The plan says of its tests itself. */}
      {!plan && warning}
      {plan ? (
        <>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
          <section tabIndex={0} aria-label={title} className={classes.scroll}>
            <PlanView plan={plan} />
          </section>
          <PlanActions plan={plan} onChanged={changed} />
        </>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            prepare.mutate();
          }}
        >
          {environments.isPending && <Loading what={t('release.loading')} />}
          {environments.isError && <FailureNotice failure={environments.error} />}
          {environments.data && (
            <Select
              label={t('release.where')}
              data={environments.data.map(({ id, title, effective }) => ({
                value: id,
                label:
                  effective.approvals === 0
                    ? t('release.at-once', { title })
                    : t('release.after', { title, count: effective.approvals }),
              }))}
              value={target}
              onChange={(next) => next && setTarget(next)}
              allowDeselect={false}
              data-autofocus
            />
          )}
          <Textarea
            label={t('release.note')}
            value={note}
            onChange={(e) => setNote(e.currentTarget.value)}
            mt="sm"
            autosize
            minRows={2}
          />
          {prepare.isError && <FailureNotice failure={prepare.error} />}
          <Group justify="flex-end" mt="md">
            <Button onClick={onClose}>{t('library.cancel')}</Button>
            <Button type="submit" variant="filled" loading={prepare.isPending} disabled={!environments.data}>
              {t('release.look')}
            </Button>
          </Group>
        </form>
      )}
    </Drawer>
  );
}
