import type { Counters, NodeCounter } from '@slipway/shared/api';
import { formatNumber, t, tn } from '../messages/t.ts';
import { useNow } from '../shell/environment.ts';
import { Sparkline } from '../ui/Sparkline.tsx';
import { readableText } from '../ui/time.ts';
import { useCounters } from './counters-context.ts';
import type { StepData } from './flow-mapping.ts';
import { faceOf } from './node-kinds/index.ts';
import classes from './StepCard.module.css';

/** Below a card: its answer when a decision is shown, otherwise how often it was passed and the last hour. */
export function StepFoot({ data }: { readonly data: StepData }) {
  const counters = useCounters();
  const counter = counters && counterOf(counters, data.node.id);
  if (data.mark?.answer !== undefined) return <Answer text={data.mark.answer} />;
  if (data.mark?.state === 'lit') return <div className={classes.foot}>{t('node.passed')}</div>;
  if (data.faded) return <div className={classes.foot}>{t('node.not-reached')}</div>;
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
      <Sparkline values={counter.spark} width={52} height={14} />
    </div>
  );
}

/** The counts of a step: what waits or has failed inside of it waits or has failed there. */
function counterOf({ nodes }: Counters, id: string): NodeCounter | undefined {
  const own = nodes[id];
  if (!own) return undefined;
  const all = [own, ...Object.keys(nodes).flatMap((node) => (node.startsWith(`${id}/`) ? (nodes[node] ?? []) : []))];
  const sum = (of: 'waiting' | 'failed') => all.reduce((total, each) => total + each[of], 0);
  return { ...own, waiting: sum('waiting'), failed: sum('failed') };
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
