import { Button, Group, Modal } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Strip } from '../../ui/Strip.tsx';
import type { useRestore } from './use-restore.ts';

interface RestoreToldProps {
  readonly workflow: string;
  readonly restoring: ReturnType<typeof useRestore>;
}

/** Asks before a draft is replaced, and says afterwards how to have it back. */
export function RestoreTold({ workflow, restoring }: RestoreToldProps) {
  const env = useEnvironmentId();
  const { state, busy, close } = restoring;
  return (
    <>
      <Modal
        opened={state.is === 'asking'}
        onClose={close}
        title={state.is === 'asking' ? t('compare.restore-ask', { version: state.version }) : ''}
      >
        {state.is === 'asking' && (
          <>
            {state.again && <p role="alert">{t('compare.restore-again')}</p>}
            <p>{t('compare.restore-detail')}</p>
            <Group justify="flex-end" mt="md">
              <Button onClick={close} data-autofocus>
                {t('compare.restore-keep')}
              </Button>
              <Button variant="filled" loading={busy} onClick={() => void restoring.confirm()}>
                {t('compare.restore-go', { version: state.version })}
              </Button>
            </Group>
          </>
        )}
      </Modal>
      {(state.is === 'done' || state.is === 'moved-on') && (
        <Strip
          actions={
            <>
              {state.is === 'done' && (
                <Button size="xs" loading={busy} onClick={() => void restoring.undo()}>
                  {t('compare.undo')}
                </Button>
              )}
              <Button
                size="xs"
                renderRoot={(props) => <Link {...props} to="/$env/workflows/$id/edit" params={{ env, id: workflow }} />}
              >
                {t('compare.to-editor')}
              </Button>
              <Button size="xs" variant="subtle" onClick={close}>
                {t('close')}
              </Button>
            </>
          }
        >
          {state.is === 'done'
            ? t(state.restored.former ? 'compare.restored-over' : 'compare.restored', {
                version: state.restored.version,
              })
            : t('compare.undo-late')}
        </Strip>
      )}
    </>
  );
}
