/** What is done with a row. */
export type RowIntent = 'up' | 'down' | 'add' | 'duplicate' | 'remove';

interface Key {
  readonly key: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

/** What a key asks to do with the row of the picked cell: Alt and an arrow moves it, Alt+Enter adds one, Alt+Delete removes it. */
export function rowIntent({ key, altKey, ctrlKey, metaKey }: Key): RowIntent | undefined {
  if (!altKey || ctrlKey || metaKey) return undefined;
  switch (key) {
    case 'ArrowUp':
      return 'up';
    case 'ArrowDown':
      return 'down';
    case 'Enter':
      return 'add';
    case 'Delete':
    case 'Backspace':
      return 'remove';
    default:
      return undefined;
  }
}
