import { Button, Kbd } from '@mantine/core';
import type { BacktestDetail, BacktestFound } from '@slipway/shared/api';
import { IconDownload } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { backtestCsvAddress, backtestSubjectsQuery, backtestTracesQuery } from '../../api/backtests.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { Gap } from '../../ui/Bar.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Segments } from '../../ui/Segments.tsx';
import classes from './ChangedSubjects.module.css';
import { SubjectTable } from './SubjectTable.tsx';
import { VerdictMark } from './VerdictMark.tsx';
import { changedWords, type SideNames } from './words.ts';

const verdicts = ['more', 'fewer', 'different'] as const;
type Verdict = (typeof verdicts)[number];

/** What the address says of the list. */
export interface SubjectFilter {
  readonly subject?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly search?: string | undefined;
}

interface ChangedSubjectsProps {
  readonly one: BacktestDetail;
  readonly report: BacktestFound;
  readonly environment: string;
  readonly names: SideNames;
  readonly filter: SubjectFilter;
  readonly onFilter: (change: SubjectFilter) => void;
  readonly opened: (subject: string) => ReactNode;
}

/** Who changed: by verdict, by any word of a row, and as a file. */
export function ChangedSubjects(props: ChangedSubjectsProps) {
  const { one, report, environment, filter, onFilter } = props;
  const kind = one.graphs.after.subject;
  const place = { environment, workflow: one.workflow };
  return (
    <section className={classes.pane} aria-label={changedWords(kind, report.changed)}>
      <header className={classes.head}>
        <h2 className={classes.title}>{changedWords(kind, report.changed)}</h2>
        <Gap />
        {report.changed > 0 && (
          <>
            <Verdicts report={report} value={filter.verdict} onChange={(verdict) => onFilter({ verdict })} />
            <SearchField
              label={t('backtest.search')}
              value={filter.search ?? ''}
              onChange={(search) => onFilter({ search: search || undefined })}
              width={120}
            />
            <Button
              variant="subtle"
              leftSection={<IconDownload size={15} stroke={1.75} />}
              title={t('backtest.csv-detail')}
              component="a"
              href={backtestCsvAddress(place, one.id)}
              download
            >
              {t('backtest.csv')}
            </Button>
          </>
        )}
      </header>
      {report.changed === 0 ? <NothingChanged report={report} /> : <List {...props} kind={kind} />}
    </section>
  );
}

interface VerdictsProps {
  readonly report: BacktestFound;
  readonly value: Verdict | undefined;
  readonly onChange: (verdict: Verdict | undefined) => void;
}

function Verdicts({ report: { verdicts: counts, changed }, value, onChange }: VerdictsProps) {
  return (
    <Segments
      label={t('backtest.filter-verdict')}
      value={value ?? 'all'}
      segments={[
        { value: 'all' as const, label: t('backtest.all', { count: formatNumber(changed) }) },
        ...verdicts.map((verdict) => ({
          value: verdict,
          label: (
            <>
              <VerdictMark verdict={verdict} alone />
              {formatNumber(counts[verdict])}
            </>
          ),
          title: t(`backtest.verdict.${verdict}`),
        })),
      ]}
      onChange={(picked) => onChange(picked === 'all' ? undefined : picked)}
    />
  );
}

function NothingChanged({ report }: { readonly report: BacktestFound }) {
  if (report.events === 0) return <Empty title={t('backtest.no-events')}>{t('backtest.no-events-detail')}</Empty>;
  return <Empty title={t('backtest.same-all')}>{tn('backtest.same-all-detail', report.subjects)}</Empty>;
}

function List({
  one,
  report,
  environment,
  names,
  filter,
  onFilter,
  opened,
  kind,
}: ChangedSubjectsProps & { kind: string }) {
  const place = { environment, workflow: one.workflow };
  const { subject, verdict, search } = filter;
  const query = useInfiniteQuery(backtestSubjectsQuery(place, one.id, { verdict, search }));
  const loaded = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const missing = subject !== undefined && query.isSuccess && !loaded.some((row) => row.subject === subject);
  // An address may name one that is further down, or that the filter leaves out: it stands first then.
  const named = useQuery({ ...backtestTracesQuery(place, one.id, subject ?? ''), enabled: missing }).data;
  const rows = useMemo(() => (missing && named ? [named, ...loaded] : loaded), [missing, named, loaded]);
  if (query.isPending) return <Loading what={t('backtest.loading-subjects')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const count = verdict === undefined ? report.changed : report.verdicts[verdict];
  return (
    <>
      {rows.length === 0 ? (
        <Empty title={t('backtest.none-found')}>{t('backtest.none-found-detail')}</Empty>
      ) : (
        <SubjectTable
          key={`${verdict} ${search}`}
          rows={rows}
          kind={kind}
          names={names}
          label={changedWords(kind, report.changed)}
          count={count}
          current={subject}
          onOpen={(next) => onFilter({ subject: next })}
          opened={(row) => opened(row.subject)}
          onEnd={query.hasNextPage && !query.isFetchingNextPage ? () => void query.fetchNextPage() : undefined}
        />
      )}
      <footer className={classes.foot}>
        <span>
          {t('backtest.shown', { shown: formatNumber(rows.length), count: formatNumber(count) })}
          {report.kept < report.changed && `; ${t('backtest.kept', { count: formatNumber(report.kept) })}`}
        </span>
        <Gap />
        <Kbd>{t('keys.j')}</Kbd>
        <Kbd>{t('keys.k')}</Kbd>
        {t('keys.move')}
        <Kbd>{t('keys.enter')}</Kbd>
        {t('backtest.both-traces')}
      </footer>
    </>
  );
}
