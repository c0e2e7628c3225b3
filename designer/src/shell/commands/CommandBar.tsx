import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { fetchFurtherMessages, t } from '../../messages/t.ts';
import classes from './CommandBar.module.css';

const CommandList = lazy(async () => {
  await fetchFurtherMessages();
  return import('./CommandList.tsx');
});
const listeners = new Set<() => void>();
/** Who had the focus when the bar was opened; null while it is closed. */
let opener: { readonly element: Element | null } | null = null;

function set(next: typeof opener): void {
  opener = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Opens the command bar; what has the focus gets it back. */
export function showCommands(): void {
  if (!opener) set({ element: document.activeElement });
}

/** Closes the bar and gives the focus back, so that what is done next finds it where it was. */
function close(): void {
  const element = opener?.element;
  set(null);
  if (element instanceof HTMLElement && element.isConnected && element !== document.body) element.focus();
  else document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true });
}

/** A dialog asks for an answer first: leaving from under it would lose what was written there. */
const isAsking = () => document.querySelector('[aria-modal="true"]:not([data-commands])') !== null;

/** The command bar, on Ctrl+K from anywhere; loaded when first asked for. */
export function CommandBar() {
  const open = useSyncExternalStore(subscribe, () => opener !== null);
  useEffect(() => {
    const listen = (e: KeyboardEvent) => {
      if (e.key.toLowerCase() !== 'k' || !(e.ctrlKey || e.metaKey) || e.altKey || e.shiftKey) return;
      // Also before the code editor, which begins chords with it.
      e.preventDefault();
      e.stopPropagation();
      if (opener) close();
      else if (!isAsking()) showCommands();
    };
    window.addEventListener('keydown', listen, true);
    return () => window.removeEventListener('keydown', listen, true);
  }, []);
  return open ? <OpenBar /> : null;
}

/** What is typed while the bar is still on its way goes into it, and not to what lies below. */
function OpenBar() {
  const [typed, setTyped] = useState('');
  const early = (
    <input
      // biome-ignore lint/a11y/noAutofocus: the bar was asked for, and typing goes into it
      autoFocus
      className={classes.early}
      aria-label={t('commands.field')}
      autoComplete="off"
      value={typed}
      onChange={(e) => setTyped(e.currentTarget.value)}
      onKeyDown={(e) => {
        if (e.key === 'Escape') close();
        else if (e.key !== 'Tab') return;
        e.preventDefault();
        e.stopPropagation();
      }}
    />
  );
  return (
    <Suspense fallback={early}>
      <CommandList typed={typed} onClose={close} />
    </Suspense>
  );
}
