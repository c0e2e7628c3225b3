import { useEffect, useState } from 'react';

/** The card that had the focus last: the one that Tab comes back to, so that the canvas is one stop and not hundreds. */
export function useFocusedCard(frame: () => HTMLElement | null): string | undefined {
  const [card, setCard] = useState<string>();
  useEffect(() => {
    const listen = (e: FocusEvent) => {
      const target = e.target instanceof HTMLElement ? e.target.closest('.react-flow__node') : null;
      if (target && frame()?.contains(target)) setCard(target.getAttribute('data-id') ?? undefined);
    };
    document.addEventListener('focusin', listen);
    return () => document.removeEventListener('focusin', listen);
  }, [frame]);
  return card;
}
