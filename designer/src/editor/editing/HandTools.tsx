import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp, IconPlus, IconSearch } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import { useDocumentPart } from '../editor-context.ts';
import type { Hand } from './hand.ts';

/** Add, undo, redo and search: what every view of the drawing offers first. */
export function HandTools({ hand, adds = true }: { readonly hand: Hand; readonly adds?: boolean }) {
  const { document } = hand.editor;
  const undo = useDocumentPart(document, (state) => state.undo);
  const redo = useDocumentPart(document, (state) => state.redo);
  const undoLabel = undo === null ? t('editor.undo-none') : t('editor.undo', { label: undo });
  const redoLabel = redo === null ? t('editor.redo-none') : t('editor.redo', { label: redo });
  return (
    <>
      {adds && (
        <Tooltip label={t('picker.add')}>
          <ActionIcon aria-label={t('picker.add')} onClick={() => hand.add()}>
            <IconPlus size={16} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      )}
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
    </>
  );
}
