import type { DeadLetterItem } from '@slipway/shared/api';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { deadLettersQuery } from '../../api/queries.ts';
import { failureTitle } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { letterTabs } from '../../search.ts';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FreshPill } from '../../ui/FreshPill.tsx';
import { FreshRows, useFreshRows } from '../../ui/FreshRows.tsx';
import { Empty } from '../../ui/Notice.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Activity.module.css';
import { bytesText } from './bytes.ts';

type LetterTab = (typeof letterTabs)[number];

interface LetterListProps {
  readonly env: string;
  readonly state: LetterTab;
  readonly search: string | undefined;
  readonly current: string | undefined;
  readonly onState: (state: LetterTab) => void;
  readonly onOpen: (id: string) => void;
}

/** What could not be understood or decided, newest first, each with its reason. */
export function LetterList({ env, state, search, current, onState, onOpen }: LetterListProps) {
  const filter = { state, search };
  const list = useFreshRows(useInfiniteQuery(deadLettersQuery(env, filter)), [env, filter]);
  return (
    <>
      <div className={classes.filters}>
        <FilterTabs
          label={t('letters.states')}
          value={state}
          tabs={letterTabs.map((value) => ({ value, label: t(`letters.state.${value}`) }))}
          onChange={onState}
        />
        <FreshPill count={list.fresh} onShow={list.show} />
      </div>
      <div className={classes.letterColumns} aria-hidden="true">
        <span>{t('letters.reason')}</span>
        <span>{t('letters.what')}</span>
        <span>{t('letters.source')}</span>
        <span>{t('letters.position')}</span>
        <span>{t('letters.detail')}</span>
        <span>{t('letters.size')}</span>
        <span>{t('letters.at')}</span>
      </div>
      <FreshRows
        list={list}
        rowHeight={40}
        label={t('activity.tab.dead-letters')}
        current={current}
        onOpen={(row) => onOpen(row.id)}
        render={(row) => <LetterRow row={row} />}
        loading={t('letters.loading')}
        empty={<Empty title={t(search ? 'letters.none-found' : 'letters.none')}>{t('letters.none-detail')}</Empty>}
      />
    </>
  );
}

function LetterRow({ row }: { readonly row: DeadLetterItem }) {
  return (
    <span className={classes.letterRow}>
      <span className={row.state === 'open' ? classes.failed : classes.quiet}>
        {row.state === 'open' ? (
          <IconX size={14} stroke={2} aria-hidden="true" />
        ) : (
          <IconCheck size={14} stroke={2} aria-hidden="true" />
        )}
        {row.code}
      </span>
      <span>{failureTitle(row.code, row.title)}</span>
      <bdi className={classes.quiet}>{row.source}</bdi>
      <bdi className={classes.mono}>{row.position}</bdi>
      <bdi className={classes.reason}>{row.detail}</bdi>
      <span className={classes.quiet}>{bytesText(row.bytes)}</span>
      <span className={classes.quiet}>
        <When at={row.at} />
      </span>
    </span>
  );
}
