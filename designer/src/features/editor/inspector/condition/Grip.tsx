import type { Place } from '@slipway/shared/condition';
import { IconGripVertical } from '@tabler/icons-react';
import classes from '../Inspector.module.css';

/** What a dragged part is announced as: anything else that is dropped on a condition is left alone. */
export const DRAGGED = 'application/x-slipway-condition-part';

/** By which a part is dragged into another group. */
export function Grip({ place }: { readonly place: Place }) {
  return (
    <span
      className={classes.grip}
      draggable
      aria-hidden="true"
      onDragStart={(e) => {
        e.stopPropagation();
        e.dataTransfer.setData(DRAGGED, JSON.stringify(place));
        e.dataTransfer.effectAllowed = 'move';
      }}
    >
      <IconGripVertical size={13} stroke={1.75} />
    </span>
  );
}
