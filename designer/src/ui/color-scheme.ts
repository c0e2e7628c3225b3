import { useSyncExternalStore } from 'react';

export type ThemeChoice = 'light' | 'dark' | 'auto';
const KEY = 'slipway-theme';
const darkQuery = window.matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

let choice = stored();

function resolve(): 'light' | 'dark' {
  if (choice !== 'auto') return choice;
  return darkQuery.matches ? 'dark' : 'light';
}

function apply(): void {
  const scheme = resolve();
  document.documentElement.dataset.theme = scheme;
  document.documentElement.dataset.mantineColorScheme = scheme;
  for (const listener of listeners) listener();
}

darkQuery.addEventListener('change', apply);

/** Remembers the viewer's choice on this machine; `auto` follows the system. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be switched off; the choice then lasts until the page closes.
  }
  apply();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What was chosen. */
export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(subscribe, () => choice);
/** What is shown. */
export const useColorScheme = (): 'light' | 'dark' => useSyncExternalStore(subscribe, resolve);
