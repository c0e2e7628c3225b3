import type { ReactElement, ReactNode, Ref } from 'react';

/** A line of a menu, under the name by which it is known among the others. */
export interface MenuEntry {
  readonly name: string;
  readonly words: ReactNode;
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  readonly lang?: string;
  readonly onPick?: () => void;
  /** What it is instead of a button: a link. */
  readonly root?: (props: object) => ReactNode;
}

/** Lines under one heading. */
export interface MenuPart {
  readonly heading: string;
  readonly entries: readonly MenuEntry[];
}

/** The button that opens a menu. */
export type MenuButton = ReactElement<{
  readonly ref?: Ref<HTMLButtonElement>;
  readonly 'aria-haspopup'?: 'menu';
  readonly 'aria-expanded'?: boolean;
  readonly onPointerEnter?: () => void;
  readonly onFocus?: () => void;
  readonly onClick?: () => void;
  readonly onKeyDown?: (e: { readonly key: string; preventDefault: () => void }) => void;
}>;

export interface MenuProps {
  readonly width: number;
  readonly position: 'bottom-start' | 'bottom-end' | 'top-start' | 'right-end';
  readonly parts: readonly MenuPart[];
  readonly children: MenuButton;
}
