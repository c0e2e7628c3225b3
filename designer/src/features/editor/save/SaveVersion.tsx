import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconDeviceFloppy } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useDocument } from '../../../editor/editor-context.ts';
import { useLater } from '../../../editor/use-later.ts';
import { t, tn } from '../../../messages/t.ts';
import { ChangesList } from '../../../release/ChangesList.tsx';
import { useCommands } from '../../../shell/commands/registry.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import { tell } from '../../../ui/notify.ts';
import type { Session } from '../open-editor.ts';
import { FailingTests } from '../tests/FailingTests.tsx';
import { changesBetween } from './changes-between.ts';
import classes from './Save.module.css';
import { saveSession, type TakenVersion } from './save-session.ts';
import { VersionConflict } from './VersionConflict.tsx';

/** Makes a version of the draft: with a message, after a look at what changed, and never over somebody else's. */
export function SaveVersion({ session }: { readonly session: Session }) {
  const [opened, { open, close }] = useDisclosure(false);
  const [taken, setTaken] = useState<TakenVersion>();
  const problems = useLater(session.editor.problems);
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  useCommands(() => [
    { id: 'version.save', group: 'workflow', title: t('save.version'), icon: IconDeviceFloppy, run: open },
  ]);
  return (
    <>
      <Button onClick={open} title={errors > 0 ? tn('save.errors', errors) : undefined}>
        {t('save.version')}
      </Button>
      {opened && !taken && <SaveForm session={session} errors={errors} onTaken={setTaken} onClose={close} />}
      {opened && taken && (
        <VersionConflict
          session={session}
          taken={taken}
          onClose={() => {
            setTaken(undefined);
            close();
          }}
        />
      )}
    </>
  );
}

interface SaveFormProps {
  readonly session: Session;
  readonly errors: number;
  readonly onTaken: (taken: TakenVersion) => void;
  readonly onClose: () => void;
}

function SaveForm({ session, errors, onTaken, onClose }: SaveFormProps) {
  const client = useQueryClient();
  const { draft, base } = useDocument(session.editor.document);
  const [message, setMessage] = useState('');
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const changes = useMemo(() => changesBetween(base, draft), [base, draft]);
  const save = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      const end = await saveSession(client, session, message);
      if (end.is === 'taken') return onTaken({ ...end, message });
      tell(end.made ? t('save.done', { version: end.number }) : t('save.same', { version: end.number }));
      onClose();
    } catch (reason) {
      setFailure(reason);
    } finally {
      setSaving(false);
    }
  };
  return (
    <Modal opened onClose={onClose} title={t('save.version')} size="lg">
      <form
        onSubmit={(e) => {
          e.preventDefault();
          void save();
        }}
      >
        <Textarea
          label={t('save.message')}
          description={t('save.message-detail')}
          value={message}
          onChange={(e) => setMessage(e.currentTarget.value)}
          autosize
          minRows={2}
          maxLength={500}
          data-autofocus
        />
        <h3 className={classes.heading}>{t('save.changes')}</h3>
        {base === null && <p>{t('save.first')}</p>}
        {base !== null && base === draft && <p>{t('save.nothing')}</p>}
        {changes && <ChangesList changes={changes} />}
        {errors > 0 && <p role="alert">{tn('save.errors', errors)}</p>}
        <FailingTests editor={session.editor} />
        {failure !== undefined && <FailureNotice failure={failure} />}
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>{t('library.cancel')}</Button>
          <Button type="submit" variant="filled" loading={saving} disabled={errors > 0}>
            {t('save.version')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
