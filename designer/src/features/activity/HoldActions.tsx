import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconHandStop } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changeHold, holdQuery } from '../../api/operations.ts';
import { t } from '../../messages/t.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';

/** The switch for when something goes wrong: decisions go on, and nothing of them leaves until somebody lets go. */
export function HoldActions({ environment }: { readonly environment: string }) {
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const held = useQuery(holdQuery(environment)).data?.held ?? false;
  const hold = useMutation({
    mutationFn: (reason: string) => changeHold(environment, true, reason),
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
      <ReasonDialog
        opened={opened}
        title={t('hold.title', { environment })}
        detail={t('hold.detail')}
        label={t('hold.reason')}
        cancel={t('library.cancel')}
        go={t('hold.hold')}
        deed={hold}
        onClose={close}
      />
    </>
  );
}
