import { Button, Select, Stack, Textarea } from '@mantine/core';
import type { Matrix, Plan, PlanRequest } from '@slipway/shared/api';
import { IconRocket } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { libraryWorkflowQuery } from '../../api/library.ts';
import { forgetReleases, makePlan } from '../../api/plans.ts';
import { t } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { When } from '../../ui/When.tsx';

interface CellPanelProps {
  readonly matrix: Matrix;
  readonly workflow: string;
  readonly environment: string;
  readonly onPlan: (plan: Plan) => void;
  readonly onClose: () => void;
}

/** One workflow in one environment: what runs, and what could be brought here or taken away, each by a plan first. */
export function CellPanel({ matrix, workflow, environment, onPlan, onClose }: CellPanelProps) {
  const row = matrix.workflows.find((one) => one.workflow === workflow);
  const at = matrix.environments.findIndex((one) => one.id === environment);
  const before = at > 0 ? matrix.environments[at - 1] : undefined;
  const cell = row?.cells.find((one) => one.environment === environment);
  const there = before && row?.cells.find((one) => one.environment === before.id);
  const versions = useQuery(libraryWorkflowQuery(workflow)).data?.versions ?? [];
  const [picked, setPicked] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const client = useQueryClient();
  const plan = useMutation({
    mutationFn: (request: PlanRequest) => makePlan(environment, request),
    onSuccess: ({ body }) => {
      void forgetReleases(client, environment);
      onPlan(body);
    },
  });
  if (!row || !cell) return null;
  const to = (version: number | null, from?: string) =>
    plan.mutate({
      changes: [{ workflow, version }],
      ...(from === undefined ? {} : { from }),
      ...(note.trim() ? { note: note.trim() } : {}),
    });
  const offered = there?.version ?? (before ? null : row.newest);
  return (
    <SidePanel over={environment} title={row.name} onClose={onClose}>
      <p>
        {cell.version === null ? t('releases.state.not-present') : t('version', { version: cell.version })}
        {cell.since && (
          <>
            {', '}
            {t('releases.since')} <When at={cell.since} />
          </>
        )}
      </p>
      {cell.version !== null && (
        <p>
          <Link to="/$env/workflows/$id" params={{ env: environment, id: workflow }}>
            {t('releases.see-live')}
          </Link>
        </p>
      )}
      <May to="environment:plan" environment={environment}>
        <Section title={t('releases.bring')}>
          <Stack gap="sm" align="flex-start">
            <Textarea
              label={t('release.note')}
              value={note}
              onChange={(e) => setNote(e.currentTarget.value)}
              w="100%"
              autosize
              minRows={2}
            />
            {offered !== null && offered > 0 && offered !== cell.version && (
              <Button
                variant="filled"
                leftSection={<IconRocket size={15} stroke={1.8} />}
                loading={plan.isPending}
                onClick={() => to(offered, before?.id)}
              >
                {before
                  ? t('releases.promote', { version: offered, from: before.title })
                  : t('releases.release-newest', { version: offered })}
              </Button>
            )}
            <Select
              label={t('releases.other-version')}
              placeholder={t('releases.pick-version')}
              data={versions.map((one) => ({
                value: String(one.number),
                label: `${t('version', { version: one.number })} ${one.message}`.trim(),
              }))}
              value={picked}
              onChange={setPicked}
            />
            <Button
              disabled={picked === null || Number(picked) === cell.version}
              onClick={() => to(Number(picked))}
              loading={plan.isPending}
            >
              {t('releases.plan-it')}
            </Button>
            {cell.version !== null && (
              <Button variant="subtle" onClick={() => to(null)} loading={plan.isPending}>
                {t('releases.stop')}
              </Button>
            )}
          </Stack>
        </Section>
      </May>
      {plan.isError && <FailureNotice failure={plan.error} />}
    </SidePanel>
  );
}
