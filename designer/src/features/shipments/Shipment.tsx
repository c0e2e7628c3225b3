import { Button } from '@mantine/core';
import type { SubjectDetail } from '@slipway/shared/api';
import { IconArrowLeft, IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { subjectQuery } from '../../api/queries.ts';
import { t, tn, tOr } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { CopyId } from '../../ui/CopyId.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable } from '../../ui/When.tsx';
import { CasesAndRuns } from './CasesAndRuns.tsx';
import { EtaHistory } from './EtaHistory.tsx';
import { Facts } from './Facts.tsx';
import { Milestones } from './Milestones.tsx';
import classes from './Shipment.module.css';
import { ShipmentActions } from './ShipmentActions.tsx';
import { Timeline } from './Timeline.tsx';
import { WhyPanel } from './WhyPanel.tsx';

/** One shipment (or order, or container): its plan and what came of it, all that happened, and what was decided. */
export function Shipment() {
  const env = useEnvironmentId();
  const { subject = '' } = useParams({ strict: false });
  const { why } = useSearch({ from: '/$env/shipments/$subject' });
  const navigate = useNavigate({ from: '/$env/shipments/$subject' });
  const query = useQuery(subjectQuery(env, subject));
  if (query.isPending) return <Loading what={t('shipment.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  const ask = (workflow: string | undefined) =>
    void navigate({ search: workflow === undefined ? {} : { why: workflow } });
  return (
    <article className={classes.page} aria-label={one.label}>
      <Head env={env} one={one} asking={why !== undefined} onAsk={ask} />
      <div className={classes.columns}>
        <div className={classes.left}>
          <Milestones one={one} />
          <EtaHistory one={one} />
          <Links env={env} one={one} />
        </div>
        <div className={classes.right}>
          {why === undefined ? (
            <Timeline entries={one.timeline} />
          ) : (
            <WhyPanel env={env} subject={one.id} kind={one.kind} workflow={why} onPick={ask} />
          )}
          {why === undefined && (
            <div className={classes.below}>
              <CasesAndRuns env={env} one={one} />
              <ShipmentActions env={env} one={one} />
            </div>
          )}
        </div>
      </div>
    </article>
  );
}

interface HeadProps {
  readonly env: string;
  readonly one: SubjectDetail;
  readonly asking: boolean;
  readonly onAsk: (workflow: string | undefined) => void;
}

function Head({ env, one, asking, onAsk }: HeadProps) {
  const worst = one.exceptions.find((row) => row.severity === one.worstSeverity);
  return (
    <header className={classes.head}>
      <div className={classes.line}>
        <Link to="/$env/shipments" params={{ env }} className={classes.back} aria-label={t('shipment.back')}>
          <IconArrowLeft size={16} stroke={1.75} />
        </Link>
        <h1 className={classes.title}>
          <bdi>{one.label}</bdi>
        </h1>
        {one.status && <Chip>{tOr(`status.${one.status}`, one.status)}</Chip>}
        {worst && (
          <Link
            to="/$env/exceptions/$id"
            params={{ env, id: worst.id }}
            className={classes.trouble}
            data-severity={worst.severity}
          >
            <SeverityMark severity={worst.severity} />
            <Readable text={worst.title} />
          </Link>
        )}
        <Gap />
        <Button
          leftSection={<IconHelpCircle size={15} stroke={1.75} />}
          variant={asking ? 'light' : 'default'}
          aria-pressed={asking}
          onClick={() => onAsk(asking ? undefined : '')}
        >
          {t('why.ask')}
        </Button>
      </div>
      <Facts one={one} />
      <div className={classes.ids}>
        {one.refs.map((ref) => (
          <span key={`${ref.scheme} ${ref.value}`} className={classes.ref}>
            {tOr(`scheme.${ref.scheme}`, ref.scheme)} <CopyId id={ref.value} />
          </span>
        ))}
        <Gap />
        <span className={classes.quiet}>{tn('shipment.ids', one.refs.length)}</span>
      </div>
    </header>
  );
}

function Links({ env, one }: { readonly env: string; readonly one: SubjectDetail }) {
  if (one.links.length === 0) return null;
  return (
    <section className={classes.part} aria-label={t('shipment.links')}>
      <h2 className={classes.heading}>{t('shipment.links')}</h2>
      <ul>
        {one.links.map((link) => (
          <li key={`${link.relation} ${link.subject}`} className={classes.linkRow}>
            <span className={classes.quiet}>{t(`relation.${link.relation}`)}</span>
            <Link to="/$env/shipments/$subject" params={{ env, subject: link.subject }} className={classes.link}>
              <bdi>{link.label}</bdi>
            </Link>
            <span className={classes.quiet}>{tOr(`kind.${link.kind}`, link.kind)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
