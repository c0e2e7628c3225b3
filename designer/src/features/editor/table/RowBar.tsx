import { Button, Group } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconPlus, IconTrash } from '@tabler/icons-react';
import { t } from '../../../messages/t.ts';
import { isFull } from './row-edits.ts';
import type { RowIntent } from './row-intent.ts';
import classes from './Table.module.css';
import type { Table } from './table-config.ts';

interface RowBarProps {
  /** The row of the picked cell; -1 in the heads. */
  readonly row: number;
  readonly table: Table;
  readonly onIntent: (intent: RowIntent) => void;
}

/** What can be done with the row of the picked cell. */
export function RowBar({ row, table, onIntent }: RowBarProps) {
  const count = table.rows.length;
  const at = Math.max(0, Math.min(row, count - 1));
  const number = { row: at + 1 };
  return (
    <Group gap={6} className={classes.rowBar} role="toolbar" aria-label={t('table.row-bar')}>
      <Button
        size="xs"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        disabled={isFull(table)}
        onClick={() => onIntent('add')}
      >
        {t('table.add-row')}
      </Button>
      {count > 0 && (
        <>
          <span className={classes.quiet}>{t('table.row-number', number)}</span>
          <Button
            size="xs"
            aria-label={t('table.row-up', number)}
            title={t('table.row-up', number)}
            disabled={at === 0}
            onClick={() => onIntent('up')}
          >
            <IconArrowUp size={14} aria-hidden="true" />
          </Button>
          <Button
            size="xs"
            aria-label={t('table.row-down', number)}
            title={t('table.row-down', number)}
            disabled={at >= count - 1}
            onClick={() => onIntent('down')}
          >
            <IconArrowDown size={14} aria-hidden="true" />
          </Button>
          <Button
            size="xs"
            aria-label={t('table.row-duplicate', number)}
            title={t('table.row-duplicate', number)}
            disabled={isFull(table)}
            onClick={() => onIntent('duplicate')}
          >
            <IconCopy size={14} aria-hidden="true" />
          </Button>
          <Button
            size="xs"
            aria-label={t('table.row-remove', number)}
            title={t('table.row-remove', number)}
            onClick={() => onIntent('remove')}
          >
            <IconTrash size={14} aria-hidden="true" />
          </Button>
        </>
      )}
    </Group>
  );
}
