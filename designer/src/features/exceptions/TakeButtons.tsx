import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail, Transition } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import { useMove } from './use-move.ts';

/** Taking a case: first that somebody has seen it, then that somebody works on it. */
export function TakeButtons({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  const { move, busy } = useMove(env, one);
  const next: Transition['to'] | null =
    one.state === 'new' || one.state === 'reopened'
      ? 'acknowledged'
      : one.state === 'acknowledged'
        ? 'in-progress'
        : null;
  useHotkeys([['a', () => next && move({ to: next })]]);
  if (!next) return null;
  return (
    <Button onClick={() => move({ to: next })} disabled={busy} rightSection={<Kbd>{t('keys.a')}</Kbd>}>
      {t(next === 'acknowledged' ? 'case.acknowledge' : 'case.start')}
    </Button>
  );
}
