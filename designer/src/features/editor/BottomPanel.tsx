import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type KeyboardEvent, type PointerEvent, useId, useState } from 'react';
import type { Editor } from '../../editor/editor-context.ts';
import { useLater } from '../../editor/use-later.ts';
import { formatNumber, t } from '../../messages/t.ts';
import classes from './Editor.module.css';
import { Problems } from './problems/Problems.tsx';
import { countTests } from './tests/TestList.tsx';
import { TestsPane } from './tests/TestsPane.tsx';
import { useTests } from './tests/use-tests.ts';
import { TryIt } from './tryit/TryIt.tsx';

const PANELS = ['tryit', 'problems', 'tests'] as const;
export type Panel = (typeof PANELS)[number];

const LEAST = 96;
const USUAL = 172;
const STEP = 24;
const highest = () => Math.round(window.innerHeight * 0.6);

interface BottomPanelProps {
  readonly editor: Editor;
  /** Null while it is folded. */
  readonly panel: Panel | null;
  readonly onPanel: (panel: Panel | null) => void;
  /** Whether the canvas is seen: what is tried on it begins after that. */
  readonly painted: boolean;
}

/** What is tried and what is wrong, below the canvas. Both go on while they are not seen. */
export function BottomPanel({ editor, panel, onPanel, painted }: BottomPanelProps) {
  const id = useId();
  const [height, setHeight] = useState(USUAL);
  const problems = useLater(editor.problems);
  const open = panel !== null;
  const [last, setLast] = useState<Panel>(panel ?? 'tryit');
  const shown = panel ?? last;
  const show = (next: Panel | null) => {
    setLast(shown);
    onPanel(next);
  };
  return (
    <div className={classes.panel} style={open ? { height: height + 37 } : undefined} data-open={open || undefined}>
      {open && <Splitter height={height} onHeight={setHeight} />}
      <div className={classes.tabs}>
        <div className={classes.tablist} role="tablist" aria-label={t('editor.panel')} onKeyDown={(e) => walk(e)}>
          {PANELS.map((one) => (
            <button
              key={one}
              type="button"
              role="tab"
              id={`${id}-tab-${one}`}
              aria-controls={`${id}-${one}`}
              aria-selected={one === shown}
              tabIndex={one === shown ? 0 : -1}
              className={classes.tab}
              onClick={() => show(one)}
            >
              {t(`editor.panel.${one}`)}
              {one === 'problems' && <span className={classes.count}>{formatNumber(problems.length)}</span>}
              {painted && one === 'tests' && <TestCount editor={editor} />}
            </button>
          ))}
        </div>
        <ActionIcon
          aria-label={t(open ? 'editor.panel.fold' : 'editor.panel.unfold')}
          aria-expanded={open}
          onClick={() => show(open ? null : shown)}
        >
          {open ? <IconChevronDown size={16} stroke={1.75} /> : <IconChevronUp size={16} stroke={1.75} />}
        </ActionIcon>
      </div>
      {PANELS.map((one) => (
        <div
          key={one}
          id={`${id}-${one}`}
          role="tabpanel"
          aria-labelledby={`${id}-tab-${one}`}
          className={classes.tabpanel}
          hidden={!open || one !== shown}
        >
          {painted && one === 'tryit' && <TryIt document={editor.document} />}
          {painted && one === 'problems' && <Problems document={editor.document} />}
          {painted && one === 'tests' && <TestsPane />}
        </div>
      ))}
    </div>
  );
}

/** How many tests hold. */
function TestCount({ editor }: { readonly editor: Editor }) {
  const { state } = useTests(editor);
  const count = countTests(state);
  if (!count) return null;
  return (
    <span className={classes.count} data-failed={count.failed > 0 || undefined}>
      {t('editor.tests-of', {
        passed: formatNumber(count.passed),
        count: formatNumber(state.tests.scenarios.length),
      })}
    </span>
  );
}

/** Left and right go from tab to tab. */
function walk(e: KeyboardEvent<HTMLElement>): void {
  if (e.key !== 'ArrowLeft' && e.key !== 'ArrowRight') return;
  const tabs = [...e.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')];
  const at = tabs.indexOf(document.activeElement as HTMLElement);
  const next = tabs[(at + (e.key === 'ArrowRight' ? 1 : tabs.length - 1)) % tabs.length];
  e.preventDefault();
  next?.focus();
  next?.click();
}

interface SplitterProps {
  readonly height: number;
  readonly onHeight: (height: number) => void;
}

/** The upper edge of the panel: drag it, or move it with the arrow keys. */
function Splitter({ height, onHeight }: SplitterProps) {
  const set = (next: number) => onHeight(Math.max(LEAST, Math.min(highest(), next)));
  const keys = (e: KeyboardEvent) => {
    if (e.key === 'ArrowUp') set(height + STEP);
    else if (e.key === 'ArrowDown') set(height - STEP);
    else return;
    e.preventDefault();
  };
  const drag = (e: PointerEvent<HTMLElement>) => {
    if (e.currentTarget.hasPointerCapture(e.pointerId)) set(height - e.movementY);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule cannot be moved, a separator with a value can
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('editor.panel.height')}
      aria-valuenow={height}
      aria-valuemin={LEAST}
      aria-valuemax={highest()}
      tabIndex={0}
      className={classes.splitter}
      onKeyDown={keys}
      onPointerDown={(e) => e.currentTarget.setPointerCapture(e.pointerId)}
      onPointerMove={drag}
    />
  );
}
