import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { RunItem } from '@slipway/shared/api';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelRun } from '../../api/operations.ts';
import { keyOf } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { tell } from '../../ui/notify.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** Ends an open run, after saying what becomes of what it began. */
export function CancelRun({ env, run }: { readonly env: string; readonly run: RunItem }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const cancel = useMutation({
    mutationFn: (reason: string) => cancelRun(env, run.id, reason),
    onSuccess: async ({ status }) => {
      tell(t(status === 202 ? 'run.cancel-accepted' : 'run.cancel-done'));
      close();
      await client.invalidateQueries({ queryKey: keyOf(env, 'subjects') });
    },
  });
  return (
    <>
      <ActionIcon aria-label={t('run.cancel-name', { name: run.workflow.name })} title={t('run.cancel')} onClick={open}>
        <IconX size={14} stroke={1.9} />
      </ActionIcon>
      <ReasonDialog
        opened={opened}
        title={t('run.cancel-name', { name: run.workflow.name })}
        detail={t('run.cancel-detail')}
        label={t('hold.reason')}
        cancel={t('run.keep')}
        go={t('run.cancel')}
        deed={cancel}
        onClose={close}
      />
    </>
  );
}
