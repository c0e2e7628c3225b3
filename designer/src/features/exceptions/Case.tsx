import { Button, Kbd } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail, ExceptionItem, Page } from '@slipway/shared/api';
import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { exceptionQuery, exceptionsQuery } from '../../api/queries.ts';
import { t, tn, tOr } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { AnswerBy } from '../../ui/AnswerBy.tsx';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CopyId } from '../../ui/CopyId.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Case.module.css';
import { CaseActivity } from './CaseActivity.tsx';
import { CaseFacts } from './CaseFacts.tsx';
import { ChildCases } from './ChildCases.tsx';
import { EvidenceTable } from './EvidenceTable.tsx';
import { PathTaken } from './PathTaken.tsx';
import { PlanStrip } from './PlanStrip.tsx';
import { PutOff } from './PutOff.tsx';
import { isOpen } from './promise.ts';
import { ResolveBar } from './ResolveBar.tsx';
import { TakeButtons } from './TakeButtons.tsx';
import { useInboxFilter } from './use-inbox-filter.ts';

/** One case: why it is one, how it was decided, what it rests on, and what a person can do. */
export function Case() {
  const env = useEnvironmentId();
  const { id = '' } = useParams({ strict: false });
  const filter = useSearch({ from: '/$env/exceptions' });
  const query = useQuery(exceptionQuery(env, id));
  if (query.isPending) return <Loading what={t('case.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  const open = isOpen(one);
  return (
    <article className={classes.case} aria-label={one.title} key={one.id}>
      <Bar>
        <Link
          to="/$env/exceptions"
          params={{ env }}
          search={filter}
          className={classes.back}
          aria-label={t('case.back')}
        >
          <IconArrowLeft size={16} stroke={1.75} />
        </Link>
        <CopyId id={one.id} shown={one.id.length > 14 ? one.id.slice(0, 12) : one.id} />
        <Chip look={open ? 'plain' : 'ok'}>{t(`exceptions.state.${one.state}`)}</Chip>
        <Gap />
        {open && (
          <May to="exception:resolve" environment={env}>
            <PutOff env={env} one={one} />
            <TakeButtons env={env} one={one} />
          </May>
        )}
        <NextCase id={one.id} />
      </Bar>
      <div className={classes.scroll}>
        <Head env={env} one={one} />
        <CaseFacts env={env} one={one} />
        <ChildCases env={env} one={one} />
        <PathTaken one={one} />
        <EvidenceTable rows={one.evidence} />
        <PlanStrip env={env} subject={one.subject} />
        <CaseActivity one={one} />
      </div>
      {open && (
        <May to="exception:resolve" environment={env}>
          <ResolveBar env={env} one={one} />
        </May>
      )}
    </article>
  );
}

function Head({ env, one }: { readonly env: string; readonly one: ExceptionDetail }) {
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <SeverityMark severity={one.severity} word />
        <span className={classes.quiet}>
          {tn('case.seen', one.count)} <When at={one.detectedAt} />
        </span>
        <Gap />
        {one.answerBy && (
          <span className={classes.due}>
            {t('case.answer-due')} <AnswerBy at={one.answerBy} />
          </span>
        )}
      </div>
      <h1 className={classes.title}>
        <Readable text={one.title} />
      </h1>
      <div className={classes.refs}>
        <Link to="/$env/shipments/$subject" params={{ env, subject: one.subject }} className={classes.subject}>
          <bdi>{one.subjectLabel}</bdi>
        </Link>
        {one.context && <bdi>{one.context}</bdi>}
        {one.refs
          .filter((ref) => ref.value !== one.subjectLabel)
          .slice(0, 4)
          .map((ref) => (
            <span key={`${ref.scheme} ${ref.value}`} className={classes.ref}>
              {tOr(`scheme.${ref.scheme}`, ref.scheme)} <CopyId id={ref.value} />
            </span>
          ))}
      </div>
      {one.summary && (
        <p className={classes.summary}>
          <Readable text={one.summary} />
        </p>
      )}
      {one.clearedBy && (
        <p className={classes.cleared}>
          <Readable text={one.clearedBy.text} /> <When at={one.clearedBy.at} />
        </p>
      )}
    </header>
  );
}

/** The case after this one in the list that is beside it. */
function NextCase({ id }: { readonly id: string }) {
  const env = useEnvironmentId();
  const filter = useSearch({ from: '/$env/exceptions' });
  const asked = useInboxFilter();
  const client = useQueryClient();
  const navigate = useNavigate();
  const next = () => {
    const list = client.getQueryData<{ pages: Page<ExceptionItem>[] }>(exceptionsQuery(env, asked).queryKey);
    const rows = list?.pages.flatMap((page) => page.items) ?? [];
    const after = rows[rows.findIndex((row) => row.id === id) + 1];
    if (after) void navigate({ to: '/$env/exceptions/$id', params: { env, id: after.id }, search: filter });
  };
  useHotkeys([['n', next]]);
  return (
    <Button
      onClick={next}
      rightSection={<Kbd>{t('keys.n')}</Kbd>}
      leftSection={<IconArrowRight size={14} stroke={1.75} />}
    >
      {t('case.next')}
    </Button>
  );
}
