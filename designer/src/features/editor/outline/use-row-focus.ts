import { type RefObject, useEffect, useRef } from 'react';
import { type Target, useStore } from '../../../editor/editor-context.ts';
import type { Store } from '../../../editor/store.ts';
import type { OutlineRow } from './rows.ts';
import { stepRowId } from './rows.ts';
import type { OutlineSight } from './sight.ts';

interface Place {
  readonly rows: readonly OutlineRow[];
  readonly scroll: RefObject<HTMLElement | null>;
  readonly unfoldTo: (row: string) => void;
  readonly scrollTo: (index: number) => void;
}

const FRAMES = 30;

/** Puts the focus on the row that was asked for, once it is unfolded, scrolled to and drawn. */
export function useRowFocus(look: OutlineSight, place: Place): void {
  const asked = useStore(look.asked);
  const latest = useRef(place);
  useEffect(() => {
    latest.current = place;
  });
  useEffect(() => {
    if (!asked) return;
    latest.current.unfoldTo(asked.row);
    let request = 0;
    const focus = () => {
      const row = latest.current.scroll.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(asked.row)}"]`);
      row?.focus({ preventScroll: true });
      return row?.matches(':focus') ?? false;
    };
    const find = (frames: number, had: boolean) => {
      const { rows, scroll, scrollTo } = latest.current;
      const index = rows.findIndex((row) => row.id === asked.row);
      if (index >= 0) scrollTo(index);
      // What the row gave the focus on to in the meantime keeps it.
      if ((had && document.activeElement !== document.body) || focus()) return;
      if (frames > 0) request = requestAnimationFrame(() => find(frames - 1, false));
      else scroll.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
    };
    // A row that is drawn has it at once: the next key may come before the next frame.
    const has = focus();
    request = requestAnimationFrame(() => find(FRAMES, has));
    return () => cancelAnimationFrame(request);
  }, [asked]);
}

/** Shows the step that somebody pointed at elsewhere (a problem, a link); the focus stays where it is. */
export function useShownTarget(
  target: Store<Target | null>,
  look: OutlineSight,
  { rows, unfoldTo, scrollTo }: Pick<Place, 'rows' | 'unfoldTo' | 'scrollTo'>,
): void {
  const shown = useStore(target);
  const latest = useRef({ rows, unfoldTo, scrollTo });
  useEffect(() => {
    latest.current = { rows, unfoldTo, scrollTo };
  });
  useEffect(() => {
    if (shown?.node === undefined) return;
    const row = stepRowId(shown.node);
    look.active.set(row);
    latest.current.unfoldTo(row);
    requestAnimationFrame(() => {
      const index = latest.current.rows.findIndex((one) => one.id === row);
      if (index >= 0) latest.current.scrollTo(index);
    });
  }, [shown, look]);
}
