/** What a key asks for on the canvas. */
export type Intent =
  | {
      readonly do:
        | 'add'
        | 'connect'
        | 'remove'
        | 'undo'
        | 'redo'
        | 'all'
        | 'duplicate'
        | 'search'
        | 'inspect'
        | 'leave'
        | 'wire'
        | 'extend'
        | 'group'
        | 'regroup'
        | 'name';
    }
  /** `adding`: what it comes to is picked beside what is. */
  | { readonly do: 'walk'; readonly key: Arrow; readonly adding: boolean }
  | { readonly do: 'nudge'; readonly by: readonly [number, number] };

type Arrow = 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight';

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

const STEP = 8;
const BIG_STEP = 64;
const ARROWS: Readonly<Record<Arrow, readonly [number, number]>> = {
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

const PLAIN: Readonly<Record<string, Exclude<Intent['do'], 'walk' | 'nudge'>>> = {
  n: 'add',
  c: 'connect',
  w: 'wire',
  '/': 'search',
  Delete: 'remove',
  Backspace: 'remove',
  F2: 'name',
  Enter: 'inspect',
  ' ': 'extend',
  Escape: 'leave',
};

/** What a key means anywhere in the editor where nobody types. */
export function intentAnywhere(e: Key): Intent | undefined {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (e.ctrlKey || e.metaKey) {
    if (e.altKey) return undefined;
    if (key === 'z') return { do: e.shiftKey ? 'redo' : 'undo' };
    return key === 'y' && !e.shiftKey ? { do: 'redo' } : undefined;
  }
  return key === '/' && !e.altKey ? { do: 'search' } : undefined;
}

/** What a key means while the canvas has the focus. */
export function intentOnCanvas(e: Key): Intent | undefined {
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (e.ctrlKey || e.metaKey) {
    if (key === 'a' && !e.shiftKey) return { do: 'all' };
    if (key === 'd' && !e.shiftKey) return { do: 'duplicate' };
    return undefined;
  }
  if (isArrow(key)) {
    if (!e.altKey) return { do: 'walk', key, adding: e.shiftKey };
    const [dx, dy] = ARROWS[key];
    const by = e.shiftKey ? BIG_STEP : STEP;
    return { do: 'nudge', by: [dx * by, dy * by] };
  }
  if (key === 'g' && !e.altKey) return { do: e.shiftKey ? 'regroup' : 'group' };
  const intent = e.altKey || !Object.hasOwn(PLAIN, key) ? undefined : PLAIN[key];
  return intent && { do: intent };
}

function isArrow(key: string): key is Arrow {
  return Object.hasOwn(ARROWS, key);
}
