import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Connection } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { forgetConnections, removeConnection } from '../../api/connections.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';

interface RemoveConnectionProps {
  readonly env: string;
  readonly connection: Connection;
  readonly onRemoved: () => void;
}

/** Unbinds a slot, after saying whose actions would fail then; its secrets are forgotten with it. */
export function RemoveConnection({ env, connection, onRemoved }: RemoveConnectionProps) {
  const [opened, { open, close }] = useDisclosure(false);
  const client = useQueryClient();
  const { slot, usedBy } = connection;
  const remove = useMutation({
    mutationFn: () => removeConnection(env, slot),
    onSuccess: async () => {
      tell(t('connections.removed', { slot }));
      close();
      onRemoved();
      await forgetConnections(client, env);
    },
  });
  return (
    <>
      <Button variant="subtle" onClick={open}>
        {t('connections.remove')}
      </Button>
      <Modal opened={opened} onClose={close} title={t('connections.remove-title', { slot, environment: env })}>
        <p>
          {usedBy.length === 0
            ? t('connections.remove-unused')
            : t('connections.remove-used', { workflows: usedBy.map(({ name }) => name).join(', ') })}
        </p>
        {remove.isError && <FailureNotice failure={remove.error} />}
        <Group justify="flex-end" mt="md">
          <Button onClick={close} data-autofocus>
            {t('connections.keep')}
          </Button>
          <Button variant="filled" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('connections.remove')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
