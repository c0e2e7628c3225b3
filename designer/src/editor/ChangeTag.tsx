import { IconArrowsMove, IconMinus, IconPlus } from '@tabler/icons-react';
import { t } from '../messages/t.ts';
import classes from './ChangeTag.module.css';
import type { StepChange } from './marks.ts';

const SHAPES = { added: IconPlus, removed: IconMinus, changed: null, moved: IconArrowsMove } as const;

/** What became of a step between two versions: a shape and a word on the card's upper edge. */
export function ChangeTag({ change }: { readonly change: StepChange }) {
  const Shape = SHAPES[change];
  return (
    <span className={classes.tag} data-change={change}>
      {Shape ? <Shape size={11} stroke={2.25} aria-hidden="true" /> : <span className={classes.dot} />}
      {t(`compare.tag.${change}`)}
    </span>
  );
}
