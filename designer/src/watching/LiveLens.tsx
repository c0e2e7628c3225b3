import type { Counters } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { countersQuery, summaryQuery } from '../api/queries.ts';
import type { Editor, Overlay } from '../editor/editor-context.ts';
import { LiveCounts } from '../editor/live-counts.ts';
import { t } from '../messages/t.ts';
import { useEnvironment } from '../shell/environment.ts';
import { Dot } from '../ui/Dot.tsx';
import { LagBadge } from '../ui/LagBadge.tsx';
import classes from './LiveLens.module.css';

interface Lens {
  /** What the canvas counts while the lens is on. */
  readonly counts: LiveCounts;
  readonly on: boolean;
  readonly toggle: () => void;
}

/** Whether the editor's canvas shows what is live instead of what is tried: off while something is tried, unless it is asked for. */
export function useLens(editor: Editor): Lens {
  const [counts] = useState(() => new LiveCounts());
  const [chosen, choose] = useState<boolean>();
  const idle = useSyncExternalStore(editor.overlay.subscribe, () => isIdle(editor.overlay.get()));
  const on = chosen ?? idle;
  return { counts, on, toggle: () => choose(!on) };
}

const isIdle = ({ title, coming }: Overlay): boolean => title === '' && !coming;

interface LiveLensProps {
  readonly environment: string;
  readonly workflow: string;
  readonly lens: Lens;
}

/** Turns the lens on and off, and says how fast and how far behind the environment is. */
export function LiveLens({ environment, workflow, lens: { counts, on, toggle } }: LiveLensProps) {
  return (
    <div className={classes.lens} data-lens>
      {on && <Pace environment={environment} />}
      <button type="button" className={classes.toggle} aria-pressed={on} title={t('live.detail')} onClick={toggle}>
        <Dot state={on ? 'ok' : 'idle'} />
        {t('live.lens')}
      </button>
      {on && <CountFeed environment={environment} workflow={workflow} counts={counts} />}
    </div>
  );
}

/** Hands new counts on, and is the only thing that is drawn for them. */
function CountFeed({
  environment,
  workflow,
  counts,
}: {
  readonly environment: string;
  readonly workflow: string;
  readonly counts: LiveCounts;
}) {
  const counters: Counters | undefined = useQuery(countersQuery(environment, workflow)).data;
  useEffect(() => counts.take(counters), [counts, counters]);
  return null;
}

function Pace({ environment }: { readonly environment: string }) {
  const summary = useQuery(summaryQuery(environment)).data;
  const live = useEnvironment()?.kind === 'live';
  return summary ? <LagBadge lag={summary.lag} perSecond={summary.rate.perSecond} live={live} /> : null;
}
