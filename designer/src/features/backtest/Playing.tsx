import { Button, Group } from '@mantine/core';
import type { BacktestDetail } from '@slipway/shared/api';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BacktestPlace, endBacktest } from '../../api/backtests.ts';
import { keyOf } from '../../api/queries.ts';
import { failureTitle } from '../../messages/said.ts';
import { formatNumber, t, tOr } from '../../messages/t.ts';
import { Empty } from '../../ui/Notice.tsx';
import { tellFailure } from '../../ui/notify.ts';
import classes from './Playing.module.css';

interface PlayingProps {
  readonly one: BacktestDetail;
  readonly place: BacktestPlace;
  readonly onRun: (() => void) | undefined;
}

/** A backtest that has found nothing yet: how far it is, or why it ended without. */
export function Playing({ one, place, onRun }: PlayingProps) {
  if (one.state === 'queued' || one.state === 'running') return <Progress one={one} place={place} />;
  if (one.state === 'failed') return <Failed one={one} onRun={onRun} />;
  return (
    <Empty title={t('backtest.state.cancelled')}>
      <p>{t('backtest.state.cancelled-detail', { events: formatNumber(one.progress.events) })}</p>
      <Again onRun={onRun} />
    </Empty>
  );
}

function Progress({ one, place }: Omit<PlayingProps, 'onRun'>) {
  const client = useQueryClient();
  const cancel = useMutation({
    mutationFn: () => endBacktest(place, one.id),
    onSettled: () => client.invalidateQueries({ queryKey: keyOf(place.environment, 'backtests') }),
    onError: tellFailure,
  });
  const { events, of } = one.progress;
  const queued = one.state === 'queued';
  const words = queued
    ? t('backtest.state.queued-detail')
    : of === null
      ? t('backtest.state.running-events', { events: formatNumber(events) })
      : t('backtest.state.running-of', { events: formatNumber(Math.min(events, of)), of: formatNumber(of) });
  const part = of === null || of === 0 ? undefined : Math.min(100, Math.round((events / of) * 100));
  return (
    <div className={classes.playing}>
      <h2 className={classes.title} role="status">
        {t(queued ? 'backtest.state.queued' : 'backtest.state.running')}
      </h2>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={t('backtest.state.running')}
        aria-valuetext={words}
        {...(part === undefined ? {} : { 'aria-valuenow': part, 'aria-valuemin': 0, 'aria-valuemax': 100 })}
      >
        <div className={classes.done} style={{ width: `${part ?? 0}%` }} />
      </div>
      <p className={classes.words}>{words}</p>
      <p className={classes.quiet}>{t('backtest.nothing-sent')}</p>
      <Button
        leftSection={<IconX size={15} stroke={1.75} />}
        loading={cancel.isPending}
        onClick={() => cancel.mutate()}
      >
        {t('backtest.cancel')}
      </Button>
    </div>
  );
}

function Failed({ one, onRun }: Omit<PlayingProps, 'place'>) {
  const { failure } = one;
  return (
    <div className={classes.playing} role="alert">
      <p className={classes.failed}>
        <IconX size={16} stroke={2.25} aria-hidden="true" />
        {t('backtest.state.failed')}
      </p>
      {failure && (
        <p className={classes.words}>
          {t('backtest.said', { state: failureTitle(failure.code, failure.title), detail: failure.detail })}
        </p>
      )}
      <p className={classes.quiet}>
        {tOr(`backtest.what-to-do.${failure?.code ?? 'other'}`, t('backtest.what-to-do.other'))}
      </p>
      <Again onRun={onRun} />
    </div>
  );
}

function Again({ onRun }: { readonly onRun: (() => void) | undefined }) {
  if (!onRun) return null;
  return (
    <Group justify="center" mt="sm">
      <Button onClick={onRun}>{t('backtest.run-again')}</Button>
    </Group>
  );
}
