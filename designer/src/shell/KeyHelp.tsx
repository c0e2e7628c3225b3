import { useWindowEvent } from '@mantine/hooks';
import { lazy, Suspense, useSyncExternalStore } from 'react';
import { fetchFurtherMessages } from '../messages/t.ts';

const KeyList = lazy(async () => {
  await fetchFurtherMessages();
  return import('./KeyList.tsx');
});
const listeners = new Set<() => void>();
let shown = false;
let wanted = false;

function set(next: boolean): void {
  shown = next;
  wanted ||= next;
  for (const listener of listeners) listener();
}

export const showKeys = (): void => set(true);

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;
}

/** The keys, on `?`; loaded when first asked for. */
export function KeyHelp() {
  const open = useSyncExternalStore(subscribe, () => shown);
  useWindowEvent('keydown', (e) => {
    // Not by its key combination: where the question mark lies differs from keyboard to keyboard.
    if (e.key === '?' && !isTyping(e.target)) set(!shown);
  });
  if (!wanted) return null;
  return (
    <Suspense>
      <KeyList opened={open} onClose={() => set(false)} />
    </Suspense>
  );
}
