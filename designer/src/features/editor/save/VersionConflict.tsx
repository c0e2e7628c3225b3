import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { duplicateWorkflow } from '../../../api/library.ts';
import { useDocument, useStore } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { ChangesList } from '../../../release/ChangesList.tsx';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { tell } from '../../../ui/notify.ts';
import type { Session } from '../open-editor.ts';
import { changesBetween } from './changes-between.ts';
import classes from './Save.module.css';
import { saveSession, type TakenVersion, takeTheirs } from './save-session.ts';

interface VersionConflictProps {
  readonly session: Session;
  readonly taken: TakenVersion;
  readonly onClose: () => void;
}

type Choice = 'theirs' | 'mine';

/** Somebody saved a version while this draft was drawn on the one before: both sides named, and nothing lost either way. */
export function VersionConflict({ session, taken, onClose }: VersionConflictProps) {
  const client = useQueryClient();
  const { newest, theirs, message } = taken;
  const { draft, base } = useDocument(session.editor.document);
  const was = useStore(session.base);
  const [choice, setChoice] = useState<Choice>('theirs');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const theirChanges = useMemo(() => changesBetween(base, theirs), [base, theirs]);
  const myChanges = useMemo(() => changesBetween(theirs, draft), [theirs, draft]);
  const name = typeof draft.name === 'string' ? draft.name : session.editor.workflow;
  const decide = async () => {
    if (choice === 'mine') {
      const end = await saveSession(client, session, message, newest.number);
      if (end.is === 'taken') throw new Error(t('conflict.again', { version: end.newest.number }));
      return tell(t('save.done', { version: end.number }));
    }
    const { body } = await duplicateWorkflow(session.editor.workflow, {
      name: t('conflict.copy-name', { name, version: was ?? 0 }).slice(0, 120),
      from: 'draft',
    });
    await takeTheirs(session, newest, theirs);
    tell(t('conflict.kept', { id: body.id }));
  };
  const go = async () => {
    setBusy(true);
    try {
      await decide();
      onClose();
    } catch (reason) {
      setFailure(reason);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conflict.title', { version: newest.number, author: newest.author.name })}
      size="lg"
    >
      <p>{t('conflict.detail', { version: newest.number, was: was ?? 0 })}</p>
      <div className={classes.sides}>
        <section aria-label={t('conflict.their-changes')}>
          <h3>{t('conflict.their-changes')}</h3>
          {newest.message && <p>{newest.message}</p>}
          {theirChanges && <ChangesList changes={theirChanges} />}
        </section>
        <section aria-label={t('conflict.my-changes')}>
          <h3>{t('conflict.my-changes')}</h3>
          {myChanges && <ChangesList changes={myChanges} />}
        </section>
      </div>
      <Radio.Group label={t('conflict.choose')} value={choice} onChange={(next) => setChoice(next as Choice)}>
        <Stack gap="xs" mt="xs">
          <Radio
            value="theirs"
            label={t('conflict.take-theirs', { version: newest.number })}
            description={t('conflict.take-theirs-detail')}
            data-autofocus
          />
          <Radio
            value="mine"
            label={t('conflict.save-mine', { version: newest.number + 1 })}
            description={t('conflict.save-mine-detail', { version: newest.number })}
          />
        </Stack>
      </Radio.Group>
      {failure !== undefined && <FailureNotice failure={failure} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('conflict.later')}</Button>
        <Button variant="filled" loading={busy} onClick={() => void go()}>
          {t('conflict.do')}
        </Button>
      </Group>
    </Modal>
  );
}
