import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useCallback, useEffect, useState } from 'react';
// The canvas asks for it when it stands; named here it comes with the page.
import '../../editor/english.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { EditorScreen } from './EditorScreen.tsx';
import { openEditor, type Session } from './open-editor.ts';

type Opening =
  | { readonly kind: 'reading' }
  | { readonly kind: 'failed'; readonly failure: unknown }
  | { readonly kind: 'open'; readonly session: Session };

/** Draws one workflow: opens the own draft of it, or its newest version, and saves what changes. */
export function EditorPage() {
  const environment = useEnvironmentId();
  const { id = '' } = useParams({ strict: false });
  const client = useQueryClient();
  const [opening, setOpening] = useState<Opening>({ kind: 'reading' });
  const open = useCallback(() => {
    let gone = false;
    let stop = () => {};
    setOpening({ kind: 'reading' });
    openEditor(client, environment, id).then(
      (session) => {
        if (gone) return;
        stop = session.autosave.start();
        setOpening({ kind: 'open', session });
      },
      (failure: unknown) => gone || setOpening({ kind: 'failed', failure }),
    );
    return () => {
      gone = true;
      stop();
    };
  }, [client, environment, id]);
  useEffect(open, [open]);
  useSaveOnLeave(opening.kind === 'open' ? opening.session : undefined);
  if (opening.kind === 'reading') return <Loading what={t('editor.loading')} />;
  if (opening.kind === 'failed') return <FailureNotice failure={opening.failure} onRetry={open} />;
  return <EditorScreen key={id} session={opening.session} />;
}

/** Saves when the window goes out of sight, and asks before it is closed over what could not be saved. */
function useSaveOnLeave(session: Session | undefined): void {
  useEffect(() => {
    if (!session) return;
    const { autosave } = session;
    const hidden = () => void autosave.flush();
    const leave = (e: BeforeUnloadEvent) => {
      if (autosave.state.kind !== 'saved') e.preventDefault();
    };
    document.addEventListener('visibilitychange', hidden);
    window.addEventListener('beforeunload', leave);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      window.removeEventListener('beforeunload', leave);
    };
  }, [session]);
}
