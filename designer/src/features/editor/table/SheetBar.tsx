import { Button, FileButton, Group } from '@mantine/core';
import type { Problem } from '@slipway/shared/problem';
import { useRef, useState } from 'react';
import { t, tn } from '../../../messages/t.ts';
import { saveFile } from '../../../ui/save-file.ts';
import type { SheetFormat } from './sheet-files.ts';
import type { Table } from './table-config.ts';
import type { TableDesk } from './table-desk.ts';

/** What came of the last thing that was done, and what is to be known of it. */
export interface Told {
  readonly text: string;
  readonly problems: readonly Problem[];
}

interface SheetBarProps {
  readonly table: Table;
  readonly desk: TableDesk;
  readonly name: string;
  readonly onTold: (told: Told) => void;
}

/** Takes the table from a CSV file or a workbook, or puts it into one. What reads and writes them comes when it is wanted. */
export function SheetBar({ table, desk, name, onTold }: SheetBarProps) {
  const [busy, setBusy] = useState(false);
  const forget = useRef<() => void>(null);
  const working = async (work: () => Promise<Told>) => {
    setBusy(true);
    try {
      onTold(await work());
    } finally {
      setBusy(false);
      // The same file may be taken again once it was changed.
      forget.current?.();
    }
  };
  const read = (file: File | null) =>
    file &&
    working(async () => {
      const { readTableFile } = await import('./sheet-files.ts');
      const reading = await readTableFile(file, desk.table());
      if (!reading.ok) return { text: t('table.not-imported', { file: file.name }), problems: reading.problems };
      desk.change(t('table.did.import', { file: file.name }), () => reading.config);
      return {
        text: tn('table.imported', reading.config.rows.length, { file: file.name }),
        problems: reading.problems,
      };
    });
  const write = (format: SheetFormat) =>
    working(async () => {
      const { tableFile } = await import('./sheet-files.ts');
      const file = `${fileName(name)}.${format}`;
      saveFile(file, await tableFile(table, format));
      return { text: t('reference.exported', { file }), problems: [] };
    });
  return (
    <Group gap={6}>
      <FileButton resetRef={forget} accept=".csv,.tsv,.txt,.xlsx,text/csv" onChange={read}>
        {(props) => (
          <Button {...props} size="xs" disabled={busy}>
            {t('table.import')}
          </Button>
        )}
      </FileButton>
      <Button size="xs" disabled={busy} onClick={() => void write('csv')}>
        {t('table.export-csv')}
      </Button>
      <Button size="xs" disabled={busy} onClick={() => void write('xlsx')}>
        {t('table.export-xlsx')}
      </Button>
    </Group>
  );
}

function fileName(title: string): string {
  const name = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, '-');
  return name.replaceAll(/^-|-$/g, '') || 'table';
}
