import { ActionIcon, Tooltip } from '@mantine/core';
import {
  IconArrowAutofitDown,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconFold,
  IconLayoutColumns,
  IconPlus,
  IconSearch,
} from '@tabler/icons-react';
import type { Hand } from '../../../editor/editing/hand.ts';
import { useDocumentPart } from '../../../editor/editor-context.ts';
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
  const { document } = hand.editor;
  const undo = useDocumentPart(document, (state) => state.undo);
  const redo = useDocumentPart(document, (state) => state.redo);
  const undoLabel = undo === null ? t('editor.undo-none') : t('editor.undo', { label: undo });
  const redoLabel = redo === null ? t('editor.redo-none') : t('editor.redo', { label: redo });
  const foldLabel = t(folds ? 'hands.fold-all' : 'hands.unfold-all');
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('hands.outline-tools')}>
      <Tooltip label={t('picker.add')}>
        <ActionIcon aria-label={t('picker.add')} onClick={() => hand.add()}>
          <IconPlus size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={undoLabel}>
        <ActionIcon aria-label={undoLabel} aria-disabled={undo === null} onClick={() => hand.undo()}>
          <IconArrowBackUp size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={redoLabel}>
        <ActionIcon aria-label={redoLabel} aria-disabled={redo === null} onClick={() => hand.redo()}>
          <IconArrowForwardUp size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('picker.search')}>
        <ActionIcon aria-label={t('picker.search')} onClick={() => hand.search()}>
          <IconSearch size={16} stroke={1.75} />
        </ActionIcon>
      </Tooltip>
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
