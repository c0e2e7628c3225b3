import type { Icon } from '@tabler/icons-react';
import classes from './KindTile.module.css';
import { faceOf, familyOf, type GraphNode } from './node-kinds/index.ts';

interface KindTileProps {
  readonly icon?: Icon | undefined;
  readonly family?: string | undefined;
  readonly size?: 'small' | 'large';
}

/** The coloured tile with a picture that says of what kind something is. */
export function KindTile({ icon: Picture, family, size = 'small' }: KindTileProps) {
  return (
    <span className={classes.tile} data-family={family} data-size={size}>
      {Picture && <Picture size={size === 'large' ? 17 : 14} stroke={1.75} aria-hidden="true" />}
    </span>
  );
}

/** The tile of a step, as on its card. */
export function StepTile({ node, size }: { readonly node: GraphNode; readonly size?: 'small' | 'large' }) {
  return <KindTile icon={faceOf(node).icon} family={familyOf(node)} {...(size ? { size } : {})} />;
}
