import { useContext } from 'react';
import { formatNumber, t, tn } from '../messages/t.ts';
import { useNow } from '../shell/environment.ts';
import { Sparkline } from '../ui/Sparkline.tsx';
import { readableText } from '../ui/time.ts';
import { Compared } from './Compared.tsx';
import { useComparison } from './comparison.ts';
import { CountersContext, useStepCount } from './counters-context.ts';
import type { StepData } from './flow.ts';
import { faceOf } from './node-kinds/index.ts';
import classes from './StepCard.module.css';

/** Below a card: its answer when a decision is shown, otherwise how often it was passed and the last hour. */
export function StepFoot({ data, plain }: { readonly data: StepData; readonly plain: boolean }) {
  const counted = useContext(CountersContext) !== undefined;
  const counter = useStepCount(data.node.id);
  const compared = useComparison()?.nodes[data.node.id];
  if (data.mark?.answer !== undefined) return <Answer text={data.mark.answer} />;
  if (data.mark?.state === 'lit') return <div className={classes.foot}>{t('node.passed')}</div>;
  if (data.faded) return <div className={classes.foot}>{t('node.not-reached')}</div>;
  if (compared)
    return (
      <div className={classes.foot}>
        <Compared counts={compared} by />
      </div>
    );
  // What is tried will be told here.
  if (!counted) return <div className={classes.foot} />;
  if (!counter) return <div className={classes.foot}>{t('node.no-count')}</div>;
  const rest =
    counter.failed > 0
      ? tn('node.failed', counter.failed)
      : counter.waiting > 0
        ? tn(data.node.kind === 'exception' ? 'node.open' : 'node.waiting', counter.waiting)
        : t(faceOf(data.node).counted);
  return (
    <div className={classes.foot}>
      <b>{formatNumber(counter.count)}</b>
      <span className={classes.counted} data-failed={counter.failed > 0 || undefined}>
        {rest}
      </span>
      {!plain && <Sparkline values={counter.spark} width={52} height={14} />}
    </div>
  );
}

/** An answer reads `yes, all of it holds`: what was decided stands out from why. */
function Answer({ text }: { readonly text: string }) {
  const now = useNow();
  const words = readableText(text, now);
  const comma = words.indexOf(', ');
  return (
    <div className={classes.foot} title={words}>
      <span className={classes.answer}>
        <b>{comma < 0 ? words : words.slice(0, comma)}</b>
        {comma < 0 ? '' : words.slice(comma)}
      </span>
    </div>
  );
}
