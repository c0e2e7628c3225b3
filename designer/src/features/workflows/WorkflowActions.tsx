import { ActionIcon, Button, Menu } from '@mantine/core';
import type { WorkflowDetail } from '@slipway/shared/api';
import { IconDots, IconPencil } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { libraryWorkflowQuery } from '../../api/library.ts';
import { pauseWorkflow } from '../../api/operations.ts';
import { forgetReleases } from '../../api/plans.ts';
import { t } from '../../messages/t.ts';
import { BacktestLink } from '../../release/BacktestLink.tsx';
import { ReleaseDialog } from '../../release/ReleaseDialog.tsx';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';

/** What can be done with a workflow that runs: draw on, pause, release another version, look at those there were. */
export function WorkflowActions({ one }: { readonly one: WorkflowDetail }) {
  const env = useEnvironmentId();
  const client = useQueryClient();
  const meta = useQuery(libraryWorkflowQuery(one.id)).data;
  const [shown, setShown] = useState<'release'>();
  const paused = meta?.environments.find((place) => place.environment === env)?.paused ?? false;
  const pause = useMutation({
    mutationFn: () => pauseWorkflow(env, one.id, !paused),
    onSuccess: () => {
      tell(t(paused ? 'workflow.resumed' : 'workflow.paused', { name: one.name }));
      return forgetReleases(client, env);
    },
    onError: tellFailure,
  });
  return (
    <>
      {paused && <Chip look="human">{t('library.paused')}</Chip>}
      <BacktestLink workflow={one.id} />
      <May to="workflow:edit" environment={null}>
        <Button
          leftSection={<IconPencil size={15} stroke={1.8} />}
          renderRoot={(props) => <Link {...props} to="/$env/workflows/$id/edit" params={{ env, id: one.id }} />}
        >
          {meta?.mine ? t('workflow.edit-draft') : t('workflow.edit')}
        </Button>
      </May>
      <Menu width={230} position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('library.menu', { name: one.name })}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component={Link} to="/$env/workflows/$id/versions" params={{ env, id: one.id } as never}>
            {t('workflow.all-versions')}
          </Menu.Item>
          <Menu.Item
            component={Link}
            to="/$env/workflows/$id/print"
            params={{ env, id: one.id } as never}
            search={{ of: one.version } as never}
          >
            {t('print.title')}
          </Menu.Item>
          {meta?.newest && (
            <May to="environment:plan" environment={env}>
              <Menu.Item onClick={() => setShown('release')}>
                {t('workflow.release-newest', { version: meta.newest.number })}
              </Menu.Item>
            </May>
          )}
          {one.live && (
            <May to="workflow:release" environment={env}>
              <Menu.Item onClick={() => pause.mutate()}>{t(paused ? 'workflow.resume' : 'workflow.pause')}</Menu.Item>
            </May>
          )}
        </Menu.Dropdown>
      </Menu>
      {shown === 'release' && meta?.newest && (
        <ReleaseDialog
          workflow={one.id}
          version={meta.newest.number}
          environment={env}
          onClose={() => setShown(undefined)}
        />
      )}
    </>
  );
}
