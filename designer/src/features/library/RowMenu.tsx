import { ActionIcon, Menu } from '@mantine/core';
import type { LibraryItem } from '@slipway/shared/api';
import { IconDots } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { archiveWorkflow, exportAddress, libraryKey, restoreWorkflow } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';
import { DeleteWorkflow } from './DeleteWorkflow.tsx';
import { NameWorkflow } from './NameWorkflow.tsx';

type Dialog = 'rename' | 'duplicate' | 'delete';

/** What can be done with a workflow from the list. */
export function RowMenu({ row, onTag }: { readonly row: LibraryItem; readonly onTag: (tag: string) => void }) {
  const env = useEnvironmentId();
  const client = useQueryClient();
  const [dialog, setDialog] = useState<Dialog>();
  const archive = useMutation({
    mutationFn: () => (row.archived ? restoreWorkflow(row.id) : archiveWorkflow(row.id)),
    onSuccess: () => {
      tell(t(row.archived ? 'library.restored' : 'library.archived-now', { name: row.name }));
      return client.invalidateQueries({ queryKey: libraryKey });
    },
    onError: tellFailure,
  });
  const params = { env, id: row.id };
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu width={240} position="bottom-end">
        <Menu.Target>
          <ActionIcon aria-label={t('library.menu', { name: row.name })}>
            <IconDots size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <May to="workflow:edit" environment={null}>
            <Menu.Item component={Link} to="/$env/workflows/$id/edit" params={params as never}>
              {t('library.edit')}
            </Menu.Item>
            <Menu.Item onClick={() => setDialog('rename')}>{t('library.rename')}</Menu.Item>
            <Menu.Item onClick={() => setDialog('duplicate')}>{t('library.duplicate')}</Menu.Item>
          </May>
          <Menu.Item component={Link} to="/$env/workflows/$id/versions" params={params as never}>
            {t('compare.title')}
          </Menu.Item>
          {row.newest && (
            <Menu.Item component="a" href={exportAddress(row.id)} download={`${row.id}.json`}>
              {t('library.export')}
            </Menu.Item>
          )}
          {row.tags.length > 0 && <Menu.Divider />}
          {row.tags.slice(0, 5).map((tag) => (
            <Menu.Item key={tag} onClick={() => onTag(tag)}>
              {t('library.with-tag', { tag })}
            </Menu.Item>
          ))}
          <May to="workflow:edit" environment={null}>
            <Menu.Divider />
            <Menu.Item onClick={() => archive.mutate()}>
              {t(row.archived ? 'library.restore' : 'library.archive')}
            </Menu.Item>
            <Menu.Item onClick={() => setDialog('delete')}>{t('library.delete')}</Menu.Item>
          </May>
        </Menu.Dropdown>
      </Menu>
      {(dialog === 'rename' || dialog === 'duplicate') && <NameWorkflow row={row} purpose={dialog} onClose={close} />}
      {dialog === 'delete' && <DeleteWorkflow row={row} onClose={close} />}
    </>
  );
}
