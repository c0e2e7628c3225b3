import type { Icon } from '@tabler/icons-react';
import type { MessageKey } from '../../messages/t.ts';

/** How a node kind looks on the canvas, beside what the catalogue knows of it. */
export interface KindFace {
  readonly icon: Icon;
  /** The word after the count on its foot: 38 `fired`, 24 `asked`. */
  readonly counted: MessageKey;
  /** The port on the way that things should go; it stands in the middle. Null spreads the ports evenly. */
  readonly main: string | null;
}
