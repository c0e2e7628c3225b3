import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail, Transition } from '@slipway/shared/api';
import { type MessageKey, t } from '../../messages/t.ts';
import { useMyName } from './use-inbox-filter.ts';
import { useMove } from './use-move.ts';

type Next = readonly [Transition['to'], MessageKey];
const NEXT: Partial<Record<ExceptionDetail['state'], Next>> = {
  new: ['acknowledged', 'case.acknowledge'],
  reopened: ['acknowledged', 'case.acknowledge'],
  waiting: ['acknowledged', 'case.take-again'],
  suppressed: ['acknowledged', 'case.take-again'],
  acknowledged: ['in-progress', 'case.start'],
};

/** Taking a case: first that somebody has seen it, then that somebody works on it, whose it then is. */
export function TakeButtons({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  const { move, busy } = useMove(env, one);
  const me = useMyName();
  const next = NEXT[one.state];
  const take = () => {
    if (next && !busy) move({ to: next[0], ...(next[0] === 'in-progress' && me ? { assignee: me } : {}) });
  };
  useHotkeys([['a', take]]);
  if (!next) return null;
  return (
    <Button onClick={take} disabled={busy} rightSection={<Kbd>{t('keys.a')}</Kbd>}>
      {t(next[1])}
    </Button>
  );
}
