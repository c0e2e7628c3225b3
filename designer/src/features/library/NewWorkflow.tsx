import { Button, Group, Modal, Tabs, TextInput } from '@mantine/core';
import type { NewWorkflow as NewWorkflowBody } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { createWorkflow, libraryKey } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import { GalleryPicker } from './gallery/GalleryPicker.tsx';
import { ImportWorkflow } from './ImportWorkflow.tsx';
import classes from './Library.module.css';

const GALLERY_SIZE = 'min(1360px, 96vw)';

/** Begins a workflow: from nothing, from an example of the gallery, or from a file. What is made is a draft. */
export function NewWorkflow({ opened, onClose }: { readonly opened: boolean; readonly onClose: () => void }) {
  const env = useEnvironmentId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [tab, setTab] = useState('blank');
  const openEditor = async (id: string) => {
    await client.invalidateQueries({ queryKey: libraryKey });
    onClose();
    await navigate({ to: '/$env/workflows/$id/edit', params: { env, id } });
  };
  const make = useMutation({
    mutationFn: (body: NewWorkflowBody) => createWorkflow(body),
    onSuccess: ({ body }) => openEditor(body.id),
  });
  return (
    <Modal opened={opened} onClose={onClose} title={t('library.new')} size={tab === 'gallery' ? GALLERY_SIZE : 'xl'}>
      <Tabs value={tab} onChange={(next) => setTab(next ?? 'blank')} keepMounted={false}>
        <Tabs.List>
          <Tabs.Tab value="blank">{t('library.blank')}</Tabs.Tab>
          <Tabs.Tab value="gallery">{t('library.gallery')}</Tabs.Tab>
          <Tabs.Tab value="import">{t('library.import')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="blank" className={classes.panel}>
          <form
            onSubmit={(e) => {
              e.preventDefault();
              make.mutate({ name, from: { blank: true } });
            }}
          >
            <TextInput
              label={t('library.name')}
              description={t('library.name-detail')}
              value={name}
              onChange={(e) => setName(e.currentTarget.value)}
              maxLength={120}
              required
              data-autofocus
            />
            <Group justify="flex-end" mt="md">
              <Button type="submit" variant="filled" loading={make.isPending} disabled={name.trim() === ''}>
                {t('library.draw')}
              </Button>
            </Group>
          </form>
        </Tabs.Panel>
        <Tabs.Panel value="gallery" className={classes.panel}>
          <GalleryPicker
            busy={make.isPending}
            onPick={(example) => make.mutate({ name: example.name, from: { example: example.id } })}
          />
        </Tabs.Panel>
        <Tabs.Panel value="import" className={classes.panel}>
          <ImportWorkflow onOpen={openEditor} />
        </Tabs.Panel>
      </Tabs>
      {make.isError && <FailureNotice failure={make.error} />}
    </Modal>
  );
}
