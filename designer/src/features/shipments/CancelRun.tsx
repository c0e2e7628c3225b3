import { ActionIcon, Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { RunItem } from '@slipway/shared/api';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { cancelRun } from '../../api/operations.ts';
import { keyOf } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';

/** Ends an open run, after saying what becomes of what it began. */
export function CancelRun({ env, run }: { readonly env: string; readonly run: RunItem }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () => cancelRun(env, run.id, reason.trim()),
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
      <Modal opened={opened} onClose={close} title={t('run.cancel-name', { name: run.workflow.name })}>
        <p>{t('run.cancel-detail')}</p>
        <TextInput
          label={t('hold.reason')}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          maxLength={500}
          data-autofocus
        />
        {cancel.isError && <FailureNotice failure={cancel.error} />}
        <Group justify="flex-end" mt="md">
          <Button onClick={close}>{t('run.keep')}</Button>
          <Button variant="filled" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('run.cancel')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
