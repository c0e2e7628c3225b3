import { ActionIcon } from '@mantine/core';
import type { Graph } from '@slipway/shared/api';
import type { Difference } from '@slipway/shared/workflow/diff';
import { type Draft, graphOf } from '@slipway/shared/workflow/edit';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { Canvas } from '../../editor/Canvas.tsx';
import { t } from '../../messages/t.ts';
import { Empty } from '../../ui/Notice.tsx';
import { Split, SplitSide } from '../../ui/Split.tsx';
import { DifferencePanel } from './DifferencePanel.tsx';
import classes from './OnCanvas.module.css';
import { marksOf, placeOf, unite } from './united.ts';
import { stepBy, TYPED } from './walk.ts';

interface OnCanvasProps {
  readonly name: string;
  readonly before: Draft;
  readonly after: Draft;
  readonly differences: readonly Difference[];
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly names: readonly [string, string];
  /** Below the difference that is looked at. */
  readonly children?: ReactNode;
}

/** Both versions as one canvas, and the walk from difference to difference. */
export function OnCanvas({ name, before, after, differences, at, onAt, names, children }: OnCanvasProps) {
  const graph = useMemo(() => unite(graphOf(before), graphOf(after)), [before, after]);
  const current = differences[at];
  const place = placeOf(current);
  const marks = useMemo(() => marksOf(differences), [differences]);
  const chips = useMemo(
    () =>
      Object.fromEntries(
        Object.entries(marks.wires ?? {}).map(([wire, change]) => [wire, t(`compare.wire.${change}`)]),
      ),
    [marks],
  );
  useWalk(at, differences.length, onAt);
  const pick = (node: string | undefined) => {
    const found = differences.findIndex((each) => each.nodes.includes(node ?? '') || placeOf(each) === node);
    if (node !== undefined && found >= 0) onAt(found);
  };
  return (
    <Split look="listed">
      <Canvas
        graph={graph as unknown as Graph}
        label={t('compare.canvas', { name, before: names[0], after: names[1] })}
        marks={marks}
        chips={chips}
        selected={place}
        at={place}
        onSelect={pick}
      >
        <Legend names={names} />
      </Canvas>
      <SplitSide label={t('compare.difference')}>
        <Walk at={at} count={differences.length} onAt={onAt} />
        {current ? (
          <div className={classes.told}>
            <DifferencePanel difference={current} graph={graph} names={names} />
            {children}
          </div>
        ) : (
          <Empty title={t('compare.same')}>{t('compare.same-detail', { before: names[0], after: names[1] })}</Empty>
        )}
      </SplitSide>
    </Split>
  );
}

interface WalkProps {
  readonly at: number;
  readonly count: number;
  readonly onAt: (at: number) => void;
}

/** Which difference is looked at, and the way to the next. */
function Walk({ at, count, onAt }: WalkProps) {
  const go = (key: string) => onAt(stepBy(key, at, count) ?? at);
  return (
    <div className={classes.walk}>
      <ActionIcon aria-label={t('compare.previous')} disabled={count < 2} onClick={() => go('p')}>
        <IconArrowUp size={16} stroke={1.75} />
      </ActionIcon>
      <span role="status">{count === 0 ? t('compare.none') : t('compare.at', { at: at + 1, count })}</span>
      <ActionIcon aria-label={t('compare.next')} disabled={count < 2} onClick={() => go('n')}>
        <IconArrowDown size={16} stroke={1.75} />
      </ActionIcon>
      <span className={classes.keys} aria-hidden="true">
        <kbd>{'N'}</kbd> <kbd>{'P'}</kbd>
      </span>
    </div>
  );
}

function Legend({ names: [before, after] }: { readonly names: readonly [string, string] }) {
  return (
    <p className={classes.legend}>
      <span className={classes.before}>{t('compare.only', { side: before })}</span>
      <span className={classes.after}>{t('compare.only', { side: after })}</span>
      <span className={classes.changed}>{t('compare.tag.changed')}</span>
    </p>
  );
}

/** N and P (or J and K) go from difference to difference, wherever nothing is typed. */
function useWalk(at: number, count: number, onAt: (at: number) => void): void {
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey || (e.target instanceof Element && e.target.closest(TYPED))) return;
      const next = stepBy(e.key.toLowerCase(), at, count);
      if (next === null) return;
      e.preventDefault();
      onAt(next);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [at, count, onAt]);
}
