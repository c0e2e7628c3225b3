import type { BacktestDetail, Graph } from '@slipway/shared/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import {
  type BacktestPlace,
  backtestQuery,
  backtestSourcesQuery,
  backtestsQuery,
  startBacktest,
} from '../../api/backtests.ts';
import { ApiFailure } from '../../api/client.ts';
import { libraryVersionQuery, libraryWorkflowQuery, readDraft } from '../../api/library.ts';
import { keyOf } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Canvas } from '../../editor/Canvas.tsx';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tellFailure } from '../../ui/notify.ts';
import { Split } from '../../ui/Split.tsx';
import { Strip } from '../../ui/Strip.tsx';
import { BacktestBar } from './BacktestBar.tsx';
import classes from './BacktestPage.module.css';
import { type Choice, choiceOf, FIRST_CHOICE, missing, requestOf } from './history.ts';
import { Result } from './Result.tsx';
import { Unanswered } from './Unanswered.tsx';
import { unansweredWords } from './unanswered.ts';
import { namesOf } from './words.ts';

/** What a changed workflow would have done with the history, beside what is live. */
export function BacktestPage() {
  const environment = useEnvironmentId();
  const { id: workflow = '' } = useParams({ strict: false });
  const place = { environment, workflow };
  const { run: named } = useSearch({ from: '/$env/workflows/$id/backtest' });
  const navigate = useNavigate({ from: '/$env/workflows/$id/backtest' });
  const meta = useQuery(libraryWorkflowQuery(workflow));
  const earlier = useQuery(backtestsQuery(place));
  const sources = useQuery(backtestSourcesQuery(place)).data;
  const run = named ?? earlier.data?.items[0]?.id;
  const detail = useQuery({ ...backtestQuery(place, run ?? ''), enabled: run !== undefined });
  const one = run === undefined ? undefined : detail.data;
  const asked = useAsked(one);
  const show = (next: string | undefined) => {
    asked.forget();
    void navigate({ search: next === undefined ? {} : { run: next } });
  };
  const start = useStart(place, asked.choice, show);
  const mayRun = useMay()('workflow:edit', null);

  const failure = meta.error ?? earlier.error;
  if (failure) return <FailureNotice failure={failure} onRetry={() => void meta.refetch()} />;
  if (!meta.data || !earlier.data) return <Loading what={t('backtest.loading')} />;
  const words = one?.report && unansweredWords(one.report, one.graphs, namesOf(one, meta.data));
  const again = one?.answers === 'recorded' && mayRun && !start.isPending && missing(asked.choice) === undefined;
  const simulate = again ? () => start.mutate({ answers: 'simulated' }) : undefined;
  const unanswered = words ? <Unanswered words={words} onSimulate={simulate} /> : null;
  return (
    <div className={classes.page}>
      <BacktestBar
        place={place}
        meta={meta.data}
        one={one}
        earlier={earlier.data.items}
        sources={sources}
        choice={asked.choice}
        other={asked.other}
        onChoice={asked.change}
        starting={start.isPending}
        onRun={() => start.mutate({})}
        onPick={show}
        unanswered={unanswered}
      />
      {one && <Stale one={one} />}
      {unanswered}
      {run !== undefined && detail.isPending && <Loading what={t('backtest.loading-one')} />}
      {detail.isError && run !== undefined && <Unreadable failure={detail.error} />}
      {one && <Result key={one.id} place={place} one={one} meta={meta.data} onRun={() => start.mutate({})} />}
      {run === undefined && <First place={place} records={sources?.stored.records} />}
    </div>
  );
}

/** What is chosen to be played: as the shown one was, until something else is chosen. */
function useAsked(one: BacktestDetail | undefined) {
  const [chosen, setChosen] = useState<Choice>();
  // The file of a history is kept while the page is open: a backtest knows only its name.
  const [upload, setUpload] = useState<Choice['upload']>(null);
  const shown = one ? choiceOf(one, upload?.name === one.history.file ? upload : null) : FIRST_CHOICE;
  const choice = chosen ?? shown;
  return {
    choice,
    other: chosen !== undefined && JSON.stringify(chosen) !== JSON.stringify(shown),
    change: (change: Partial<Choice>) => {
      if (change.upload) setUpload(change.upload);
      // One change may follow another before the page is drawn again.
      setChosen((old) => ({ ...(old ?? choice), ...change }));
    },
    forget: () => setChosen(undefined),
  };
}

function useStart(place: BacktestPlace, choice: Choice, show: (run: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (change: Partial<Choice>) => {
      const [after, sources] = await Promise.all([
        played(client, place.workflow, choice),
        client.fetchQuery(backtestSourcesQuery(place)),
      ]);
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      return startBacktest(
        place,
        requestOf({ choice: { ...choice, ...change }, after, sources, nowMs: Date.now(), zone }),
      );
    },
    onSuccess: async ({ body }) => {
      await client.invalidateQueries({ queryKey: keyOf(place.environment, 'backtests', 'list') });
      show(body.id);
    },
    onError: tellFailure,
  });
}

/** The own draft as it is saved now; without one the newest version. */
async function played(client: ReturnType<typeof useQueryClient>, workflow: string, { after }: Choice) {
  if (after !== 'draft') return { version: after };
  const { mine, newest } = await client.fetchQuery(libraryWorkflowQuery(workflow));
  if (mine || !newest) return { draft: (await readDraft(workflow)).graph };
  return { version: newest.number };
}

function Stale({ one }: { readonly one: BacktestDetail }) {
  const [what] = one.stale;
  if (what === undefined) return null;
  return (
    <Strip icon={IconAlertTriangle}>
      <b>{one.stale.map((each) => t(`backtest.stale.${each}`)).join(', ')}.</b> {t('backtest.stale-detail')}
    </Strip>
  );
}

function Unreadable({ failure }: { readonly failure: unknown }) {
  if (failure instanceof ApiFailure && failure.status === 404)
    return <Empty title={t('backtest.unknown')}>{t('backtest.unknown-detail')}</Empty>;
  return <FailureNotice failure={failure} />;
}

/** Before the first backtest: what would be tested, and what a backtest is. */
function First({ place, records }: { readonly place: BacktestPlace; readonly records: number | undefined }) {
  const client = useQueryClient();
  const graph = useQuery({
    queryKey: ['library', 'tested', place.workflow],
    queryFn: async () => {
      const after = await played(client, place.workflow, FIRST_CHOICE);
      if ('draft' in after) return after.draft;
      return (await client.fetchQuery(libraryVersionQuery(place.workflow, after.version))).graph;
    },
    staleTime: 0,
  }).data;
  const none = records === 0;
  return (
    <Split look="report">
      <div className={classes.canvas}>
        {graph && <Canvas graph={graph as unknown as Graph} label={t('backtest.title')} face="compact" />}
      </div>
      <div className={classes.first}>
        <Empty title={t(none ? 'backtest.none-history' : 'backtest.none')}>
          {t(none ? 'backtest.none-history-detail' : 'backtest.none-detail')}
        </Empty>
      </div>
    </Split>
  );
}
