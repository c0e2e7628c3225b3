import type { ExceptionDetail, Transition } from '@slipway/shared/api';
import { useRef } from 'react';
import { useTransition } from '../../api/commands.ts';
import { t } from '../../messages/t.ts';
import { tell, tellFailure } from '../../ui/notify.ts';

/** Moves a case on and says what came of it. The same decision sent again keeps its key, so it counts once. */
export function useMove(env: string, one: ExceptionDetail) {
  const transition = useTransition(env, one.id);
  const last = useRef({ decision: '', key: '' });
  const move = (change: Omit<Transition, 'revision'>) => {
    const body: Transition = { ...change, revision: one.revision };
    const decision = JSON.stringify(body);
    if (last.current.decision !== decision) last.current = { decision, key: crypto.randomUUID() };
    transition.mutate(
      { transition: body, key: last.current.key },
      {
        onSuccess: ({ status }) => {
          const message = status === 202 ? t('case.recorded') : t(`case.moved.${change.to}`);
          tell(message);
        },
        onError: tellFailure,
      },
    );
  };
  return { move, busy: transition.isPending };
}
