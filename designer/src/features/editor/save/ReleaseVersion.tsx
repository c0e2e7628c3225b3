import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconRocket } from '@tabler/icons-react';
import { useDocumentPart, useStore } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { ReleaseDialog } from '../../../release/ReleaseDialog.tsx';
import { useCommands } from '../../../shell/commands/registry.ts';
import type { Session } from '../open-editor.ts';
import { FailingTests } from '../tests/FailingTests.tsx';

/** Releases what was saved last. What is only in the draft is not released: it has to become a version first. */
export function ReleaseVersion({ session }: { readonly session: Session }) {
  const [opened, { open, close }] = useDisclosure(false);
  const version = useStore(session.base);
  const unsaved = useDocumentPart(session.editor.document, ({ draft, base }) => draft !== base);
  const why = version === null || unsaved ? t('release.save-first') : undefined;
  useCommands(() => [
    {
      id: 'version.release',
      group: 'workflow',
      title: t('release.release'),
      icon: IconRocket,
      refused: why,
      run: open,
    },
  ]);
  return (
    <>
      <Button
        variant="filled"
        leftSection={<IconRocket size={15} stroke={1.8} />}
        onClick={open}
        disabled={why !== undefined}
        title={why}
      >
        {t('release.release')}
      </Button>
      {opened && version !== null && (
        <ReleaseDialog
          workflow={session.editor.workflow}
          version={version}
          environment={session.editor.environment}
          warning={<FailingTests editor={session.editor} />}
          onClose={close}
        />
      )}
    </>
  );
}
