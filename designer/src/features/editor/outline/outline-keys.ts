/** What a key asks for in the outline. */
export type OutlineIntent =
  | { readonly do: 'move'; readonly to: 'next' | 'previous' | 'first' | 'last' | number; readonly adding: boolean }
  | {
      readonly do:
        | 'unfold'
        | 'fold'
        | 'enter'
        | 'leave'
        | 'add'
        | 'connect'
        | 'lead'
        | 'remove'
        | 'undo'
        | 'redo'
        | 'all'
        | 'duplicate'
        | 'search'
        | 'extend'
        | 'group'
        | 'regroup'
        | 'name'
        | 'menu';
    };

interface Key {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

type Plain = Exclude<OutlineIntent['do'], 'move'>;

const PAGE = 12;
const MOVES: Readonly<Record<string, Extract<OutlineIntent, { readonly do: 'move' }>['to']>> = {
  ArrowDown: 'next',
  ArrowUp: 'previous',
  Home: 'first',
  End: 'last',
  PageDown: PAGE,
  PageUp: -PAGE,
};
const PLAIN: Readonly<Record<string, Plain>> = {
  ArrowRight: 'unfold',
  ArrowLeft: 'fold',
  Enter: 'enter',
  Escape: 'leave',
  n: 'add',
  c: 'connect',
  r: 'lead',
  g: 'group',
  '/': 'search',
  ' ': 'extend',
  F2: 'name',
  Delete: 'remove',
  Backspace: 'remove',
  ContextMenu: 'menu',
};
const WITH_SHIFT: Readonly<Record<string, Plain>> = { g: 'regroup', F10: 'menu', '/': 'search' };
const WITH_CTRL: Readonly<Record<string, Plain>> = { z: 'undo', y: 'redo', a: 'all', d: 'duplicate' };

/** What a key means while a row of the outline has the focus. */
export function intentInOutline(e: Key): OutlineIntent | undefined {
  if (e.altKey) return undefined;
  const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
  if (e.ctrlKey || e.metaKey) {
    if (e.shiftKey) return key === 'z' ? { do: 'redo' } : undefined;
    return of(WITH_CTRL, key);
  }
  const to = Object.hasOwn(MOVES, key) ? MOVES[key] : undefined;
  if (to !== undefined) return { do: 'move', to, adding: e.shiftKey };
  return of(e.shiftKey ? WITH_SHIFT : PLAIN, key);
}

function of(keys: Readonly<Record<string, Plain>>, key: string): OutlineIntent | undefined {
  const intent = Object.hasOwn(keys, key) ? keys[key] : undefined;
  return intent && { do: intent };
}
