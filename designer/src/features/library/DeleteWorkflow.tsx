import { Button, Group, Modal } from '@mantine/core';
import type { LibraryItem } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteWorkflow, libraryKey } from '../../api/library.ts';
import { t, tn } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';

/** Says what deleting takes away. What runs somewhere cannot be deleted; archiving can be undone and is offered first. */
export function DeleteWorkflow({ row, onClose }: { readonly row: LibraryItem; readonly onClose: () => void }) {
  const client = useQueryClient();
  const places = row.environments.map(({ environment }) => environment).join(', ');
  const remove = useMutation({
    mutationFn: () => deleteWorkflow(row.id),
    onSuccess: async () => {
      tell(t('library.deleted', { name: row.name }));
      await client.invalidateQueries({ queryKey: libraryKey });
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('library.delete-title', { name: row.name })}>
      {places ? (
        <p>{t('library.delete-runs', { places })}</p>
      ) : (
        <p>{tn('library.delete-versions', row.newest?.number ?? 0)}</p>
      )}
      {remove.isError && <FailureNotice failure={remove.error} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {t('library.keep')}
        </Button>
        <Button variant="filled" onClick={() => remove.mutate()} loading={remove.isPending} disabled={places !== ''}>
          {t('library.delete')}
        </Button>
      </Group>
    </Modal>
  );
}
