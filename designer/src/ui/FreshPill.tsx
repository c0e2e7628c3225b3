import { IconArrowUp } from '@tabler/icons-react';
import { tn } from '../messages/t.ts';
import classes from './FreshPill.module.css';

/** Rows that wait behind "3 new", so that nothing jumps while somebody reads. It stands at the head of their list. */
export function FreshPill({ count, onShow }: { readonly count: number; readonly onShow: () => void }) {
  if (count === 0) return null;
  return (
    <button type="button" className={classes.pill} onClick={onShow} data-testid="fresh">
      <IconArrowUp size={13} stroke={2} aria-hidden="true" />
      {tn('list.new', count)}
    </button>
  );
}
