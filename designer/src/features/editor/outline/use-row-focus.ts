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
    const find = (frames: number) => {
      const { rows, scroll, scrollTo } = latest.current;
      const index = rows.findIndex((row) => row.id === asked.row);
      if (index >= 0) scrollTo(index);
      const element = scroll.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(asked.row)}"]`);
      if (element) element.focus({ preventScroll: true });
      else if (frames > 0) request = requestAnimationFrame(() => find(frames - 1));
      else scroll.current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]')?.focus();
    };
    request = requestAnimationFrame(() => find(FRAMES));
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
