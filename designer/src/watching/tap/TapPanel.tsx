import { Button, NativeSelect } from '@mantine/core';
import type { Graph } from '@slipway/shared/api';
import { IconEar, IconPlayerStop } from '@tabler/icons-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { apiPath } from '../../api/client.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Tap.module.css';
import { TapList } from './TapList.tsx';
import { type Stream, type Tapped, TapSession } from './tap-session.ts';

const LENGTHS = [60, 180, 300] as const;

interface TapPanelProps {
  readonly environment: string;
  readonly workflow: string;
  readonly step: string;
  readonly graph: Graph;
}

/** Listens to one step of a live workflow for a bounded time; ends with the panel. */
export function TapPanel(props: TapPanelProps) {
  return (
    <May to="event:tap" environment={props.environment}>
      <Panel key={`${props.environment} ${props.workflow} ${props.step}`} {...props} />
    </May>
  );
}

function Panel({ environment, workflow, step, graph }: TapPanelProps) {
  const session = useMemo(
    () =>
      new TapSession((seconds) => {
        const path = apiPath('environments', environment, 'workflows', workflow, 'steps', step, 'tap');
        return new EventSource(`/api/v1${path}?seconds=${seconds}`) as Stream;
      }),
    [environment, workflow, step],
  );
  useEffect(() => () => session.stop(), [session]);
  const tapped = useSyncExternalStore(session.subscribe, session.get);
  const [seconds, setSeconds] = useState<number>(LENGTHS[0]);
  const running = tapped.state === 'opening' || tapped.state === 'open';
  return (
    <Section title={t('tap.title')} aside={running ? <Left tapped={tapped} /> : undefined}>
      <div className={classes.bar}>
        {running ? (
          <Button size="xs" leftSection={<IconPlayerStop size={14} stroke={1.75} />} onClick={() => session.stop()}>
            {t('tap.stop')}
          </Button>
        ) : (
          <>
            <Button size="xs" leftSection={<IconEar size={14} stroke={1.75} />} onClick={() => session.start(seconds)}>
              {t(tapped.state === 'idle' ? 'tap.start' : 'tap.again')}
            </Button>
            <NativeSelect
              size="xs"
              aria-label={t('tap.length')}
              value={seconds}
              onChange={(e) => setSeconds(Number(e.currentTarget.value))}
              data={LENGTHS.map((each) => ({ value: String(each), label: tn('tap.minutes', each / 60) }))}
            />
          </>
        )}
      </div>
      <p className={classes.quiet} role="status">
        {stateText(tapped)}
      </p>
      {tapped.rows.length > 0 && (
        <TapList session={session} tapped={tapped} graph={graph} workflow={workflow} step={step} />
      )}
    </Section>
  );
}

function stateText({ state, rows, passed, shown, perSecond }: Tapped): string {
  if (state === 'idle') return t('tap.about');
  if (state === 'opening') return t('tap.opening');
  if (state === 'failed') return t('tap.failed');
  if (passed > shown)
    return t('tap.sampled', {
      shown: formatNumber(shown),
      passed: formatNumber(passed),
      most: formatNumber(perSecond),
    });
  if (state === 'ended') return passed === 0 ? t('tap.ended-none') : tn('tap.ended', passed);
  if (passed === 0) return t(rows.length > 0 ? 'tap.only-before' : 'tap.none-yet');
  return tn('tap.passed', passed);
}

/** How long it still listens; counts down by itself. */
function Left({ tapped }: { readonly tapped: Tapped }) {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  if (tapped.state !== 'open') return null;
  return tn('tap.left', Math.max(0, Math.ceil((tapped.untilMs - nowMs) / 1_000)));
}
