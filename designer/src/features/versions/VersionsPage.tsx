import { Button } from '@mantine/core';
import type { LibraryWorkflow } from '@slipway/shared/api';
import { IconPencil, IconPrinter } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { libraryWorkflowQuery, readSide } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import { versionViews } from '../../search.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Gap } from '../../ui/Bar.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { WorkflowBar } from '../../ui/WorkflowBar.tsx';
import { HistoryList } from './HistoryList.tsx';
import { RestoreTold } from './RestoreTold.tsx';
import { type Sides, sidesOf } from './sides.ts';
import { sideName, usePair } from './use-pair.ts';
import { useRestore } from './use-restore.ts';
import classes from './VersionsPage.module.css';

const Compared = lazy(() => import('./Compared.tsx'));

/** The versions of a workflow, and what any two of them do not have in common. */
export function VersionsPage() {
  const { id = '' } = useParams({ strict: false });
  const meta = useQuery(libraryWorkflowQuery(id));
  if (meta.isPending) return <Loading what={t('compare.loading')} />;
  if (meta.isError) return <FailureNotice failure={meta.error} onRetry={() => void meta.refetch()} />;
  return <Page meta={meta.data} />;
}

function Page({ meta }: { readonly meta: LibraryWorkflow }) {
  const env = useEnvironmentId();
  const search = useSearch({ from: '/$env/workflows/$id/versions' });
  const navigate = useNavigate({ from: '/$env/workflows/$id/versions' });
  const sides = sidesOf(meta, env, { a: readSide(search.a), b: readSide(search.b) });
  const { view = 'canvas' } = search;
  const restoring = useRestore(meta);
  const pick = ({ a, b }: Sides) => void navigate({ search: (old) => ({ view: old.view, a, b }), replace: true });
  const shown = sides.b ?? sides.a;
  return (
    <div className={classes.page}>
      <WorkflowBar
        name={meta.name}
        backLabel={t('compare.back')}
        back={(look) => <Link to="/$env/workflows/$id" params={{ env, id: meta.id }} {...look} />}
        page={t('compare.title')}
      >
        <Segments
          label={t('compare.view')}
          value={view}
          segments={versionViews.map((one) => ({ value: one, label: t(`compare.view.${one}`) }))}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, view: next }), replace: true })}
        />
        <Gap />
        {shown !== undefined && (
          <Button
            leftSection={<IconPrinter size={15} stroke={1.75} />}
            renderRoot={(props) => (
              <Link {...props} to="/$env/workflows/$id/print" params={{ env, id: meta.id }} search={{ of: shown }} />
            )}
          >
            {t('compare.print', { side: sideName(shown) })}
          </Button>
        )}
        <May to="workflow:edit" environment={null}>
          <Button
            leftSection={<IconPencil size={15} stroke={1.75} />}
            renderRoot={(props) => <Link {...props} to="/$env/workflows/$id/edit" params={{ env, id: meta.id }} />}
          >
            {t('compare.to-editor')}
          </Button>
        </May>
      </WorkflowBar>
      <RestoreTold workflow={meta.id} restoring={restoring} />
      <div className={classes.body}>
        <HistoryList meta={meta} sides={sides} onPick={pick} onRestore={(version) => void restoring.ask(version)} />
        <Pair meta={meta} sides={sides} view={view} />
      </div>
    </div>
  );
}

interface PairProps {
  readonly meta: LibraryWorkflow;
  readonly sides: Sides;
  readonly view: (typeof versionViews)[number];
}

function Pair({ meta, sides, view }: PairProps) {
  const { at } = useSearch({ from: '/$env/workflows/$id/versions' });
  const navigate = useNavigate({ from: '/$env/workflows/$id/versions' });
  const { before, after, failure, retry } = usePair(meta, sides);
  const walkTo = useCallback(
    (next: number) => void navigate({ search: (old) => ({ ...old, at: next + 1 }), replace: true }),
    [navigate],
  );
  if (sides.b === undefined) return <Empty title={t('compare.none-yet')}>{t('compare.none-yet-detail')}</Empty>;
  if (sides.a === undefined) return <Empty title={t('compare.only-one')}>{t('compare.only-one-detail')}</Empty>;
  if (failure) return <FailureNotice failure={failure} onRetry={retry} />;
  if (!before || !after) return <Loading what={t('compare.loading')} />;
  return (
    <Suspense fallback={<Loading what={t('compare.loading')} />}>
      <Compared
        name={meta.name}
        before={before}
        after={after}
        names={[sideName(sides.a), sideName(sides.b)]}
        view={view}
        at={at}
        onAt={walkTo}
      />
    </Suspense>
  );
}
