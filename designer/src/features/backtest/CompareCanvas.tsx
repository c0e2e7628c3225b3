import { ActionIcon, CloseButton } from '@mantine/core';
import type { BacktestDetail, BacktestTraces } from '@slipway/shared/api';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useMemo } from 'react';
import { Canvas } from '../../editor/Canvas.tsx';
import { t, tn } from '../../messages/t.ts';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import classes from './CompareCanvas.module.css';
import { compareGraphs } from './compare-graphs.ts';
import { DifferenceWords } from './DifferenceWords.tsx';
import { type Difference, differencesOf, stepOn } from './differences.ts';
import { marksOfSide } from './paths.ts';
import type { SideNames } from './words.ts';

export type PathSide = 'before' | 'after';

interface CompareCanvasProps {
  readonly one: BacktestDetail;
  readonly names: SideNames;
  /** The subject whose way is shown in place of the counts, and through which version. */
  readonly path: { readonly traces: BacktestTraces; readonly side: PathSide } | undefined;
  readonly onPath: (side: PathSide | undefined) => void;
  /** The step of the walk, or one that was picked. */
  readonly at: string | undefined;
  readonly onAt: (node: string | undefined) => void;
}

/** Both versions on one canvas: old and new counts, what was changed, and a walk from difference to difference. */
export function CompareCanvas({ one, names, path, onPath, at, onAt }: CompareCanvasProps) {
  const compared = useMemo(() => compareGraphs(one.graphs, one.report), [one.graphs, one.report]);
  const differences = useMemo(() => differencesOf(compared), [compared]);
  const trace = path?.traces.traces[path.side];
  const marks = useMemo(() => trace && marksOfSide(trace), [trace]);
  return (
    <Canvas
      graph={compared.graph}
      label={t('backtest.canvas', { name: one.name })}
      face="compact"
      compare={compared.comparison}
      changed={compared.changed}
      {...(marks ? { marks } : {})}
      selected={at}
      onSelect={onAt}
      at={at}
    >
      {path && <PathOf subject={path.traces.label} side={path.side} names={names} onPath={onPath} />}
      <Legend names={names} changed={compared.changed.size > 0} />
      {one.report && names.before !== null && <Walk differences={differences} at={at} onAt={onAt} />}
    </Canvas>
  );
}

function Legend({ names, changed }: { readonly names: SideNames; readonly changed: boolean }) {
  if (names.before === null) return null;
  return (
    <p className={classes.legend}>
      <span>{names.before}</span>
      <b>{names.after}</b>
      {changed && (
        <span className={classes.changed}>
          <span className={classes.dot} aria-hidden="true" />
          {t('backtest.legend-changed')}
        </span>
      )}
    </p>
  );
}

interface PathOfProps {
  readonly subject: string;
  readonly side: PathSide;
  readonly names: SideNames;
  readonly onPath: (side: PathSide | undefined) => void;
}

function PathOf({ subject, side, names, onPath }: PathOfProps) {
  const tabs = [
    ...(names.before === null ? [] : [{ value: 'before' as const, label: names.before }]),
    { value: 'after' as const, label: names.after },
  ];
  return (
    <div className={classes.path}>
      <span className={classes.lit} aria-hidden="true" />
      <span className={classes.of}>{t('backtest.path-of', { subject })}</span>
      <FilterTabs label={t('backtest.path-side')} value={side} tabs={tabs} onChange={onPath} />
      <CloseButton size="sm" aria-label={t('backtest.path-close')} onClick={() => onPath(undefined)} />
    </div>
  );
}

interface WalkProps {
  readonly differences: readonly Difference[];
  readonly at: string | undefined;
  readonly onAt: (node: string | undefined) => void;
}

function Walk({ differences, at, onAt }: WalkProps) {
  const index = differences.findIndex(({ node }) => node.id === at);
  const go = (by: 1 | -1) => onAt(differences[stepOn(index, by, differences.length)]?.node.id);
  const current = differences[index];
  if (differences.length === 0) return <p className={classes.walk}>{t('backtest.no-differences')}</p>;
  return (
    <div className={classes.walk}>
      {current && <DifferenceWords one={current} />}
      <div className={classes.steps}>
        <ActionIcon variant="default" aria-label={t('backtest.difference-previous')} onClick={() => go(-1)}>
          <IconArrowUp size={15} stroke={1.75} />
        </ActionIcon>
        <span role="status">
          {index < 0
            ? tn('backtest.differences', differences.length)
            : t('backtest.difference', { at: index + 1, count: differences.length })}
        </span>
        <ActionIcon variant="default" aria-label={t('backtest.difference-next')} onClick={() => go(1)}>
          <IconArrowDown size={15} stroke={1.75} />
        </ActionIcon>
      </div>
    </div>
  );
}
