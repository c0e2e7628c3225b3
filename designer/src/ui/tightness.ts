import { type RefObject, useLayoutEffect } from 'react';

/** How much of a long title must be seen at each level, in pixels; a shorter one whole. */
const TITLE = [360, 360, 300, 180, 140, 0] as const;

/**
 * Says on a bar how tight it is, as the levels that hold (`data-tight="1 2"`): 1 lists of things alike become one of them
 * and hints of keys go, 2 what is only said goes, 3 quiet buttons give up their words, 4 what is also told elsewhere goes,
 * 5 everything but what is done here. The words of a language decide, not a width.
 */
export function useTightness(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const row = bar.current;
    if (!row) return;
    const fit = () => {
      const title = row.querySelector('h1');
      for (const [level, least] of TITLE.entries()) {
        if (level === 0) delete row.dataset.tight;
        else row.dataset.tight = [1, 2, 3, 4, 5].slice(0, level).join(' ');
        const read = !title || title.clientWidth >= Math.min(title.scrollWidth, least);
        if (read && row.scrollWidth <= row.clientWidth) return;
      }
    };
    let asked = 0;
    // In the next frame: what is changed while sizes are told would be told again.
    const later = () => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(fit);
    };
    const sizes = new ResizeObserver(later);
    const watch = () => {
      sizes.disconnect();
      for (const each of [row, ...row.children]) sizes.observe(each);
    };
    const parts = new MutationObserver(watch);
    parts.observe(row, { childList: true });
    watch();
    fit();
    return () => {
      cancelAnimationFrame(asked);
      parts.disconnect();
      sizes.disconnect();
    };
  }, [bar]);
}
