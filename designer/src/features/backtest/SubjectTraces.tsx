import { Button } from '@mantine/core';
import type { BacktestDetail, BacktestStep, BacktestTrace, BacktestTraces, Graph } from '@slipway/shared/api';
import { stepOf } from '@slipway/shared/workflow';
import { IconEye, IconFlask, IconMoon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { backtestTracesQuery } from '../../api/backtests.ts';
import { KindTile, StepTile } from '../../editor/KindTile.tsx';
import { t, tOr } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { Gap } from '../../ui/Bar.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { dayText } from '../../ui/time.ts';
import { Readable } from '../../ui/When.tsx';
import { partingOf } from './paths.ts';
import classes from './SubjectTraces.module.css';
import { didWords, hoursText, type SideNames, stepTime } from './words.ts';

interface SubjectTracesProps {
  readonly one: BacktestDetail;
  readonly environment: string;
  readonly subject: string;
  readonly names: SideNames;
  /** Whether its path is on the canvas. */
  readonly shown: boolean;
  readonly onShow: (shown: boolean) => void;
}

/** What both versions did with one subject, side by side, and what can be done with it. */
export function SubjectTraces({ one, environment, subject, names, shown, onShow }: SubjectTracesProps) {
  const place = { environment, workflow: one.workflow };
  const query = useQuery(backtestTracesQuery(place, one.id, subject));
  if (query.isPending)
    return (
      <div className={classes.waiting}>
        <Loading what={t('backtest.loading-traces')} />
      </div>
    );
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const both = query.data;
  const { before, after } = both.traces;
  const nightlyIn = before?.nightlyAt ? 'before' : 'after';
  const { graphs } = one;
  return (
    <div className={classes.opened}>
      <div className={classes.sides}>
        {before && names.before !== null && (
          <Side name={names.before} look="before" trace={before} graph={graphs.before ?? graphs.after} both={both}>
            {nightlyIn === 'before' && <Nightly at={before.nightlyAt} />}
          </Side>
        )}
        <Side name={names.after} look="after" trace={after} graph={graphs.after} both={both}>
          {nightlyIn === 'after' && <Nightly at={after.nightlyAt} />}
        </Side>
      </div>
      <div className={classes.foot}>
        <Button
          size="xs"
          leftSection={<IconEye size={14} stroke={1.75} />}
          aria-pressed={shown}
          onClick={() => onShow(!shown)}
        >
          {t('backtest.show-path')}
        </Button>
        <Links one={one} both={both} environment={environment} />
        <Gap />
        <Parts both={both} graph={graphs.after} />
      </div>
    </div>
  );
}

interface LinksProps {
  readonly one: BacktestDetail;
  readonly both: BacktestTraces;
  readonly environment: string;
}

function Links({ one, both, environment }: LinksProps) {
  if (!both.known) return null;
  const params = { env: environment, id: one.workflow };
  return (
    <>
      <May to="workflow:edit" environment={null}>
        <Button
          size="xs"
          leftSection={<IconFlask size={14} stroke={1.75} />}
          title={t('backtest.save-test-detail')}
          renderRoot={(props) => (
            <Link {...props} to="/$env/workflows/$id/edit" params={params} search={{ try: both.subject }} />
          )}
        >
          {t('backtest.save-test')}
        </Button>
      </May>
      <Button
        size="xs"
        variant="subtle"
        renderRoot={(props) => (
          <Link {...props} to="/$env/shipments/$subject" params={{ env: environment, subject: both.subject }} />
        )}
      >
        {t(one.graphs.after.subject === 'shipment' ? 'backtest.open-shipment' : 'backtest.open-subject')}
      </Button>
    </>
  );
}

function Parts({ both, graph }: { readonly both: BacktestTraces; readonly graph: Graph }) {
  if (both.traces.before === null) return null;
  const parting = partingOf(both, graph);
  return (
    <span className={classes.parts}>{parting ? t('backtest.parts', { ...parting }) : t('backtest.parts-behind')}</span>
  );
}

interface SideProps {
  readonly name: string;
  readonly look: 'before' | 'after';
  readonly trace: BacktestTrace;
  readonly graph: Graph;
  readonly both: BacktestTraces;
  readonly children: React.ReactNode;
}

function Side({ name, look, trace, graph, both, children }: SideProps) {
  const won = look === 'after' ? both.hoursWon : null;
  return (
    <section className={classes.side} aria-label={t('backtest.trace-of', { side: name, subject: both.label })}>
      <header className={classes.head}>
        <b data-look={look}>{name}</b>
        <span>
          {didWords(trace)}
          {won !== null && ` · ${t('backtest.trace-won', { hours: hoursText(won) })}`}
        </span>
      </header>
      {trace.steps.length === 0 && <p className={classes.nothing}>{t('backtest.trace-nothing')}</p>}
      <ol className={classes.steps}>
        {trace.steps.map((step, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step may come again, and the list is never reordered
          <Step key={at} step={step} graph={graph} parts={at === both.partsAt} />
        ))}
        {children}
      </ol>
      {trace.cut && <p className={classes.nothing}>{t('backtest.trace-cut')}</p>}
    </section>
  );
}

interface StepProps {
  readonly step: BacktestStep;
  readonly graph: Graph;
  readonly parts: boolean;
}

function Step({ step, graph, parts }: StepProps) {
  const id = stepOf(step.node);
  const node = graph.nodes.find((each) => each.id === id) ?? { id, kind: step.kind, title: step.title, config: {} };
  return (
    <li className={classes.step} data-parts={parts || undefined}>
      <time dateTime={step.at} title={step.at}>
        {stepTime(step.at)}
      </time>
      <StepTile node={node} />
      <span className={classes.words}>
        <b>
          <bdi>{step.title}</bdi>
        </b>{' '}
        <Said step={step} />
      </span>
    </li>
  );
}

/** What the engine says of a step, else the port that it was left by. */
function Said({ step: { text, port } }: { readonly step: BacktestStep }) {
  if (text) return <Readable text={text} />;
  return port === null || port === 'out' ? null : <bdi>{tOr(`port.${port}`, port)}</bdi>;
}

/** When somebody who looks once a night would have seen it. */
function Nightly({ at }: { readonly at: string | null }) {
  if (at === null) return null;
  return (
    <li className={classes.step}>
      <time dateTime={at} title={at}>
        {stepTime(at)}
      </time>
      <KindTile icon={IconMoon} />
      <span className={classes.words}>
        <b>{t('backtest.trace-nightly')}</b> {t('backtest.trace-nightly-detail', { day: dayText(Date.parse(at)) })}
      </span>
    </li>
  );
}
