import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { handCommands } from '../../../editor/editing/commands.ts';
import { Hand } from '../../../editor/editing/hand.ts';
import { HandContext } from '../../../editor/editing/hand-context.ts';
import { PickerLayer } from '../../../editor/editing/Picker.tsx';
import { freeSpot, ROW } from '../../../editor/editing/spots.ts';
import { useClipboard } from '../../../editor/editing/use-clipboard.ts';
import { useDocument, useEditor, useStore } from '../../../editor/editor-context.ts';
import { placesIn } from '../../../editor/flow-mapping.ts';
import { useEnglish } from '../../../editor/use-english.ts';
import { t } from '../../../messages/t.ts';
import { useCommands } from '../../../shell/commands/registry.ts';
import { follow, goTo, type OutlineTools } from './follow.ts';
import classes from './Outline.module.css';
import { intentInOutline } from './outline-keys.ts';
import { Row } from './Row.tsx';
import { type OutlineRow, outlineRows, rowsAbove, shownRows } from './rows.ts';
import { OutlineSight } from './sight.ts';
import { OutlineToolbar } from './Toolbar.tsx';
import { toldOf } from './told.ts';
import { useAnywhereKeys } from './use-anywhere-keys.ts';
import { useRowFocus, useShownTarget } from './use-row-focus.ts';

interface OutlineProps {
  readonly label: string;
  /** Whether the canvas stands beside it; then keys that mean something anywhere are the canvas's. */
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
  /** Whether it has to take the focus, because what had it is gone. */
  readonly takesFocus: boolean;
  readonly onInspect: () => void;
}

const HEIGHTS: Readonly<Record<OutlineRow['is'], number>> = {
  workflow: 36,
  step: 46,
  port: 28,
  fork: 28,
  member: 28,
  group: 34,
  note: 34,
  head: 36,
};
const NO_ENGLISH = {};
const TYPED_INTO = 'input, textarea, select, [contenteditable]';
const LAYER = '[role="dialog"], [role="menu"]';

/** A workflow as a tree in which everything can be done that can be done on the canvas, from the keyboard and by ear. */
export function Outline({ label, beside, onBeside, takesFocus, onInspect }: OutlineProps) {
  const editor = useEditor();
  const { graph, selection, changed } = useDocument(editor.document);
  const overlay = useStore(editor.overlay);
  const found = useStore(editor.problems);
  const said = useStore(editor.announcement);
  const english = useEnglish(graph, true) ?? NO_ENGLISH;
  const section = useRef<HTMLElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const frame = useCallback(() => section.current, []);
  const hand = useMemo(() => {
    const below = () => {
      const places = placesIn(editor.document.state.graph);
      const lowest = Math.max(-ROW, ...Object.values(places).map(([, y]) => y));
      return freeSpot(editor.document.state.graph, [0, lowest + ROW]);
    };
    return new Hand(editor, new OutlineSight(frame, below));
  }, [editor, frame]);
  const [folded, setFolded] = useState<ReadonlySet<string>>(NOTHING_FOLDED);
  const [menu, setMenu] = useState<string | null>(null);
  const all = useMemo(() => outlineRows(graph), [graph]);
  const rows = useMemo(() => shownRows(all, folded), [all, folded]);
  const told = useMemo(
    () => toldOf(graph, { english, overlay, changed, found }),
    [graph, english, overlay, changed, found],
  );
  const wanted = useStore(hand.look.active);
  const active = useActive(rows, wanted, hand.look);
  const at = rows.findIndex((row) => row.id === active);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => HEIGHTS[rows[index]?.is ?? 'step'],
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    // The row with the focus stays drawn, wherever one scrolls to.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const from = Math.max(0, startIndex - overscan);
      const to = Math.min(count - 1, endIndex + overscan);
      const seen = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
      return at < 0 || (at >= from && at <= to) ? seen : [...seen, at].sort((a, b) => a - b);
    },
  });
  const fold = useCallback(
    (row: string, folds: boolean) =>
      setFolded((now) => (folds ? new Set([...now, row]) : new Set([...now].filter((one) => one !== row)))),
    [],
  );
  const unfoldTo = useCallback(
    (row: string) => {
      const above = new Set(rowsAbove(all, row));
      setFolded((now) =>
        [...now].some((one) => above.has(one)) ? new Set([...now].filter((one) => !above.has(one))) : now,
      );
    },
    [all],
  );
  useRowFocus(hand.look, { rows, scroll, unfoldTo, scrollTo: (index) => virtual.scrollToIndex(index) });
  useClipboard(hand, frame, !beside);
  const tools: OutlineTools = { hand, rows, folded, fold, onInspect, onMenu: setMenu };
  useAnywhereKeys(hand, !beside);
  useCommands(() => (beside ? [] : handCommands(hand)));
  useShownTarget(editor.target, hand.look, { rows, unfoldTo, scrollTo: (index) => virtual.scrollToIndex(index) });
  const first = useRef(takesFocus);
  useEffect(() => {
    const [node] = hand.editor.document.state.selection.nodes;
    if (first.current) hand.look.refocus(hand.editor.document.state.selection);
    else if (node !== undefined) hand.look.active.set(`step ${node}`);
    first.current = false;
  }, [hand]);
  const keys = (e: KeyboardEvent<HTMLElement>) => {
    const target = e.target instanceof HTMLElement ? e.target : null;
    const row = rows[at];
    if (!row || e.defaultPrevented || !target?.closest('[data-row]')) return;
    if (target.closest(TYPED_INTO) || target.closest(LAYER) || target.closest('button')) return;
    const intent = intentInOutline(e);
    if (!intent) return;
    e.preventDefault();
    e.stopPropagation();
    follow(intent, row, tools);
  };
  const picked = useMemo(() => new Set([...selection.nodes, ...selection.notes]), [selection]);
  return (
    <HandContext value={hand}>
      <section
        ref={section}
        className={classes.outline}
        aria-label={label}
        data-testid="outline"
        onKeyDown={keys}
        tabIndex={-1}
      >
        <OutlineToolbar
          hand={hand}
          beside={beside}
          onBeside={onBeside}
          folds={folded.size === 0}
          onFoldAll={() =>
            setFolded(folded.size === 0 ? new Set(all.filter((row) => row.opens).map((row) => row.id)) : NOTHING_FOLDED)
          }
        />
        <div ref={scroll} className={classes.scroll}>
          <div
            role="tree"
            aria-label={label}
            aria-multiselectable="true"
            className={classes.tree}
            style={{ height: virtual.getTotalSize() }}
          >
            {virtual.getVirtualItems().map((place) => {
              const row = rows[place.index];
              if (!row) return null;
              return (
                <Row
                  key={place.key}
                  row={row}
                  told={told}
                  active={place.index === at}
                  picked={isPicked(row, picked)}
                  folded={folded.has(row.id)}
                  menu={menu === row.id}
                  start={place.start}
                  height={place.size}
                  onGo={(adding) => goTo(row, tools, adding)}
                  onFollow={(intent) => follow({ do: intent }, row, tools)}
                  onMenu={(opened) => setMenu(opened ? row.id : null)}
                />
              );
            })}
          </div>
          {graph.nodes.length === 0 && <p className={classes.hint}>{t('hands.outline-empty')}</p>}
        </div>
        <PickerLayer hand={hand} />
        {!beside && (
          <p className={classes.said} aria-live="polite">
            {said}
          </p>
        )}
      </section>
    </HandContext>
  );
}

const NOTHING_FOLDED: ReadonlySet<string> = new Set();

function isPicked(row: OutlineRow, picked: ReadonlySet<string>): boolean {
  if (row.is === 'note') return picked.has(row.note);
  return (row.is === 'step' || row.is === 'member') && picked.has(row.node);
}

/** The row that the outline is at: the wanted one, or while that is not there the one in its place. */
function useActive(rows: readonly OutlineRow[], wanted: string, look: OutlineSight): string | undefined {
  const last = useRef(0);
  const at = rows.findIndex((row) => row.id === wanted);
  const row = rows[at >= 0 ? at : Math.min(last.current, rows.length - 1)];
  useEffect(() => {
    if (at >= 0) last.current = at;
    else if (row && look.active.get() === wanted && look.asked.get()?.row !== wanted) look.active.set(row.id);
  }, [at, row, look, wanted]);
  return row?.id;
}
