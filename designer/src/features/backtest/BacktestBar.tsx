import { Button } from '@mantine/core';
import type { BacktestDetail, BacktestItem, BacktestSources, LibraryWorkflow } from '@slipway/shared/api';
import { IconPlayerPlay, IconRotate } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { BacktestPlace } from '../../api/backtests.ts';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Gap } from '../../ui/Bar.tsx';
import { WorkflowBar } from '../../ui/WorkflowBar.tsx';
import classes from './BacktestBar.module.css';
import { CompareWith, Tested } from './CompareWith.tsx';
import { Earlier } from './Earlier.tsx';
import { HistoryChoice } from './HistoryChoice.tsx';
import { type Choice, missing } from './history.ts';
import { ReleaseResult } from './ReleaseResult.tsx';
import { choiceWords, historyWords } from './words.ts';

interface BacktestBarProps {
  readonly place: BacktestPlace;
  readonly meta: LibraryWorkflow;
  readonly one: BacktestDetail | undefined;
  readonly earlier: readonly BacktestItem[];
  readonly sources: BacktestSources | undefined;
  readonly choice: Choice;
  /** Whether something else is chosen than what is shown. */
  readonly other: boolean;
  readonly onChoice: (change: Partial<Choice>) => void;
  readonly starting: boolean;
  readonly onRun: () => void;
  readonly onPick: (id: string | undefined) => void;
  /** What is said of questions that nobody answered. */
  readonly unanswered: ReactNode;
}

/** What is tested, against what, over which history, and what to do with the result. */
export function BacktestBar(props: BacktestBarProps) {
  const { place, meta, one, earlier, sources, choice, other, onChoice } = props;
  const { environment } = place;
  const may = useMay();
  const mayRun = may('workflow:edit', null);
  const params = { env: environment, id: place.workflow };
  const words = one && !other ? historyWords(one, one.report) : choiceWords(choice);
  return (
    <div className={classes.bar}>
      <WorkflowBar
        name={meta.name}
        backLabel={t('backtest.back')}
        back={(look) =>
          mayRun ? (
            <Link to="/$env/workflows/$id/edit" params={params} {...look} />
          ) : (
            <Link to="/$env/workflows/$id" params={params} {...look} />
          )
        }
        page={t('backtest.title')}
        version={<Tested meta={meta} choice={choice} onChoice={onChoice} />}
      >
        <Gap />
        <CompareWith meta={meta} choice={choice} onChoice={onChoice} environment={environment} />
        <HistoryChoice
          place={place}
          choice={choice}
          onChoice={onChoice}
          sources={sources}
          words={words}
          graph={one?.graphs.after}
        >
          {props.unanswered}
        </HistoryChoice>
        <Earlier place={place} items={earlier} current={one?.id} onPick={props.onPick} />
        <Run {...props} mayRun={mayRun} />
        {one?.state === 'done' && <ReleaseResult one={one} meta={meta} environment={environment} primary={!other} />}
      </WorkflowBar>
    </div>
  );
}

function Run({ one, choice, other, starting, onRun, mayRun }: BacktestBarProps & { readonly mayRun: boolean }) {
  const busy = one?.state === 'queued' || one?.state === 'running';
  const again = one !== undefined && !other;
  const lacking = missing(choice);
  const why = mayRun ? lacking && t(`backtest.history.missing.${lacking}`) : t('backtest.cannot-run');
  return (
    <Button
      {...(again ? {} : { variant: 'filled' })}
      leftSection={again ? <IconRotate size={15} stroke={1.8} /> : <IconPlayerPlay size={15} stroke={1.8} />}
      loading={starting}
      disabled={why !== undefined || (busy && again)}
      title={why}
      onClick={onRun}
    >
      {t(again ? 'backtest.run-again' : 'backtest.run')}
    </Button>
  );
}
