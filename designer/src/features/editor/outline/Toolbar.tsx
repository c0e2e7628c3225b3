import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowAutofitDown, IconFold, IconLayoutColumns } from '@tabler/icons-react';
import { HandTools } from '../../../editor/editing/HandTools.tsx';
import type { Hand } from '../../../editor/editing/hand.ts';
import { t } from '../../../messages/t.ts';
import classes from './Outline.module.css';
import type { OutlineSight } from './sight.ts';

interface ToolbarProps {
  readonly hand: Hand<OutlineSight>;
  readonly beside: boolean;
  readonly onBeside: (beside: boolean) => void;
  /** Whether the button folds everything; else it unfolds. */
  readonly folds: boolean;
  readonly onFoldAll: () => void;
}

/** Add, undo, redo, search, fold, and the canvas beside it. */
export function OutlineToolbar({ hand, beside, onBeside, folds, onFoldAll }: ToolbarProps) {
  const foldLabel = t(folds ? 'hands.fold-all' : 'hands.unfold-all');
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('hands.outline-tools')}>
      <HandTools hand={hand} />
      <Tooltip label={foldLabel}>
        <ActionIcon aria-label={foldLabel} onClick={onFoldAll}>
          {folds ? <IconFold size={16} stroke={1.75} /> : <IconArrowAutofitDown size={16} stroke={1.75} />}
        </ActionIcon>
      </Tooltip>
      <span className={classes.gap} />
      <button type="button" className={classes.beside} aria-pressed={beside} onClick={() => onBeside(!beside)}>
        <IconLayoutColumns size={15} stroke={1.75} aria-hidden="true" />
        {t('hands.beside')}
      </button>
    </div>
  );
}
