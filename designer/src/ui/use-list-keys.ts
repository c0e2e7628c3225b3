import { useHotkeys } from '@mantine/hooks';
import { useEffect, useState } from 'react';

interface ListKeys {
  readonly open: (index: number) => void;
  readonly show: (index: number) => void;
}

/** J and K move a cursor through a list, Enter opens what it is on. Answers the cursor's row, -1 without one. */
export function useListKeys(count: number, current: number, { open, show }: ListKeys): number {
  const [cursor, setCursor] = useState(-1);
  useEffect(() => {
    if (current >= 0) setCursor(-1);
  }, [current]);

  const move = (by: number) => {
    if (count === 0) return;
    const from = cursor >= 0 ? cursor : current;
    const next = Math.max(0, Math.min(count - 1, from + by));
    setCursor(next);
    show(next);
    // With a case open, walking the list reads the cases.
    if (current >= 0) open(next);
  };
  useHotkeys([
    ['j', () => move(1)],
    ['k', () => move(-1)],
    [
      'Enter',
      (e) => {
        const onControl =
          e.target instanceof HTMLElement && e.target.closest('button, a, [role="button"], .react-flow__node');
        if (cursor >= 0 && !onControl) open(cursor);
      },
      { preventDefault: false },
    ],
  ]);
  return cursor;
}
