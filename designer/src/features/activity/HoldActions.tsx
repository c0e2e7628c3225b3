import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeHold, holdQuery } from '../../api/operations.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';

/** The switch for when something goes wrong: decisions go on, and nothing of them leaves until somebody lets go. */
export function HoldActions({ environment }: { readonly environment: string }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const held = useQuery(holdQuery(environment)).data?.held ?? false;
  const hold = useMutation({
    mutationFn: () => changeHold(environment, true, reason.trim()),
    onSuccess: ({ body }) => {
      client.setQueryData(holdQuery(environment).queryKey, body);
      close();
    },
  });
  if (held) return null;
  return (
    <>
      <Button leftSection={<IconHandStop size={15} stroke={1.8} />} onClick={open}>
        {t('hold.hold')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('hold.title', { environment })}>
        <p>{t('hold.detail')}</p>
        <TextInput
          label={t('hold.reason')}
          value={reason}
          onChange={(e) => setReason(e.currentTarget.value)}
          maxLength={500}
          data-autofocus
        />
        {hold.isError && <FailureNotice failure={hold.error} />}
        <Group justify="flex-end" mt="md">
          <Button onClick={close}>{t('library.cancel')}</Button>
          <Button variant="filled" loading={hold.isPending} onClick={() => hold.mutate()}>
            {t('hold.hold')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
