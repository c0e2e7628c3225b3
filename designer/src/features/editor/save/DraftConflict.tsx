import { Button, Group, Modal } from '@mantine/core';
import { useState, useSyncExternalStore } from 'react';
import { t } from '../../../messages/t.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import type { Session } from '../open-editor.ts';
import { keepMine, takeOther } from './save-session.ts';

/** The same draft was saved by another window: it is asked which one goes on. Closing it saves nothing until then. */
export function DraftConflict({ session }: { readonly session: Session }) {
  const { autosave } = session;
  const saved = useSyncExternalStore(autosave.subscribe, () => autosave.state);
  const [put, setPut] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  if (saved.kind !== 'conflict') return null;
  const go = async (way: (session: Session) => Promise<void>) => {
    setBusy(true);
    try {
      await way(session);
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };
  if (put) {
    return (
      <Button size="xs" variant="light" onClick={() => setPut(false)}>
        {t('conflict.draft-decide')}
      </Button>
    );
  }
  return (
    <Modal opened onClose={() => setPut(true)} title={t('conflict.draft-title')}>
      <p>{t('conflict.draft-detail')}</p>
      {failure !== undefined && <FailureNotice failure={failure} />}
      <Group justify="flex-end" mt="md">
        <Button loading={busy} onClick={() => void go(takeOther)}>
          {t('conflict.draft-other')}
        </Button>
        <Button variant="filled" loading={busy} onClick={() => void go(keepMine)} data-autofocus>
          {t('conflict.draft-mine')}
        </Button>
      </Group>
    </Modal>
  );
}
