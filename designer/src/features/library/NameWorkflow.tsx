import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { LibraryItem } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { duplicateWorkflow, libraryKey, renameWorkflow } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { failureWords } from '../../ui/Notice.tsx';

interface NameWorkflowProps {
  readonly row: LibraryItem;
  readonly purpose: 'rename' | 'duplicate';
  readonly onClose: () => void;
}

/** Asks for a name: another one for this workflow, or that of its copy, which then opens. */
export function NameWorkflow({ row, purpose, onClose }: NameWorkflowProps) {
  const env = useEnvironmentId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState(purpose === 'rename' ? row.name : t('library.copy-of', { name: row.name }));
  const give = useMutation({
    mutationFn: async () => {
      if (purpose === 'rename') return void (await renameWorkflow(row.id, name));
      const { body } = await duplicateWorkflow(row.id, { name, from: row.newest ? 'version' : 'draft' });
      return body.id;
    },
    onSuccess: async (made) => {
      await client.invalidateQueries({ queryKey: libraryKey });
      onClose();
      if (made) await navigate({ to: '/$env/workflows/$id/edit', params: { env, id: made } });
    },
  });
  return (
    <Modal opened onClose={onClose} title={t(`library.${purpose}`)}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          give.mutate();
        }}
      >
        <TextInput
          label={t('library.name')}
          description={purpose === 'rename' ? t('library.rename-detail') : t('library.duplicate-detail')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          error={give.error ? failureWords(give.error).title : undefined}
          maxLength={120}
          required
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>{t('library.cancel')}</Button>
          <Button type="submit" variant="filled" loading={give.isPending} disabled={name.trim() === ''}>
            {t(`library.${purpose}`)}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
