import { ActionIcon, Menu } from '@mantine/core';
import type { BacktestItem } from '@slipway/shared/api';
import { IconHistory, IconTrash } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type BacktestPlace, endBacktest } from '../../api/backtests.ts';
import { keyOf } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';
import { When } from '../../ui/When.tsx';
import classes from './BacktestBar.module.css';
import { VerdictMark } from './VerdictMark.tsx';
import { historyWords, sideNames } from './words.ts';

interface EarlierProps {
  readonly place: BacktestPlace;
  readonly items: readonly BacktestItem[];
  readonly current: string | undefined;
  readonly onPick: (id: string | undefined) => void;
}

/** The backtests there were of this workflow: what was played, what came of it, by whom. */
export function Earlier({ place, items, current, onPick }: EarlierProps) {
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: (id: string) => endBacktest(place, id),
    onSuccess: () => {
      tell(t('backtest.removed'));
      onPick(undefined);
      return client.invalidateQueries({ queryKey: keyOf(place.environment, 'backtests') });
    },
    onError: tellFailure,
  });
  const shown = items.find(({ id }) => id === current);
  const ended = shown && shown.state !== 'queued' && shown.state !== 'running';
  if (items.length === 0) return null;
  return (
    <Menu width={380} position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t('backtest.earlier')} title={t('backtest.earlier')}>
          <IconHistory size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Menu.Label>{t('backtest.earlier')}</Menu.Label>
        {items.map((item) => (
          <Menu.Item key={item.id} aria-current={item.id === current || undefined} onClick={() => onPick(item.id)}>
            <Told item={item} />
          </Menu.Item>
        ))}
        {ended && (
          <May to="workflow:edit" environment={null}>
            <Menu.Divider />
            <Menu.Item leftSection={<IconTrash size={14} stroke={1.75} />} onClick={() => remove.mutate(shown.id)}>
              {t('backtest.remove')}
            </Menu.Item>
          </May>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function Told({ item }: { readonly item: BacktestItem }) {
  const { before, after } = sideNames(item, null);
  const { verdicts } = item;
  return (
    <span className={classes.told}>
      <span className={classes.line}>
        <b>{before === null ? t('backtest.earlier-alone', { after }) : t('backtest.earlier-one', { before, after })}</b>{' '}
        {historyWords(item, null)}
      </span>
      <span className={classes.small}>
        {verdicts && before !== null
          ? (['more', 'fewer', 'different'] as const).map((verdict) => (
              <span key={verdict} className={classes.verdict}>
                <VerdictMark verdict={verdict} alone /> {verdicts[verdict]}
              </span>
            ))
          : t(`backtest.state.${item.state}`)}
        <span>
          <bdi>{t('backtest.earlier-by', { name: item.by.name })}</bdi> <When at={item.createdAt} />
        </span>
      </span>
    </span>
  );
}
