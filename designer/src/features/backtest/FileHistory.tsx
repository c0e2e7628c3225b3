import { Button, FileButton, Select } from '@mantine/core';
import type { BacktestSources, BacktestUpload } from '@slipway/shared/api';
import { IconFileUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { type BacktestPlace, uploadHistory } from '../../api/backtests.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import styles from './HistoryChoice.module.css';
import type { Choice } from './history.ts';

interface FileHistoryProps {
  readonly place: BacktestPlace;
  readonly choice: Choice;
  readonly onChoice: (change: Partial<Choice>) => void;
  readonly sources: BacktestSources | undefined;
}

const PROBLEMS_SHOWN = 3;

/** A file of events: dropped or chosen, sent at once, and what was read of it. */
export function FileHistory({ place, choice, onChoice, sources }: FileHistoryProps) {
  const [mapping, setMapping] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const send = useMutation({
    mutationFn: (file: File) => uploadHistory(place, file, mapping ?? undefined),
    onSuccess: ({ body }) => onChoice({ upload: { id: body.id, name: body.name } }),
  });
  const take = (file: File | null | undefined) => {
    if (!file) return;
    onChoice({ upload: null });
    send.mutate(file);
  };
  const drop = (e: DragEvent) => {
    e.preventDefault();
    setOver(false);
    take(e.dataTransfer.files[0]);
  };
  const mappings = sources?.mappings ?? [];
  return (
    <>
      <p className={styles.quiet}>{t('backtest.history.upload-detail')}</p>
      {mappings.length > 0 && (
        <Select
          label={t('backtest.history.mapping')}
          placeholder={t('backtest.history.mapping-none')}
          data={mappings.map(({ source }) => source)}
          value={mapping}
          onChange={setMapping}
          clearable
          comboboxProps={{ withinPortal: false }}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one of two ways; the button is the other */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={20} stroke={1.5} aria-hidden="true" />
        <span>{choice.upload ? choice.upload.name : t('backtest.history.drop')}</span>
        <FileButton accept=".csv,.jsonl,.ndjson,.json,.txt,text/csv" onChange={take}>
          {(props) => (
            <Button size="xs" {...props} loading={send.isPending}>
              {t(choice.upload ? 'backtest.history.other-file' : 'backtest.history.pick-file')}
            </Button>
          )}
        </FileButton>
      </div>
      {send.isPending && (
        <p className={styles.quiet} role="status">
          {t('backtest.history.reading-file', { name: send.variables.name })}
        </p>
      )}
      {send.isError && <FailureNotice failure={send.error} />}
      {send.data && choice.upload && <Read upload={send.data.body} />}
    </>
  );
}

function Read({ upload }: { readonly upload: BacktestUpload }) {
  return (
    <div className={styles.read} role="status">
      <p>{tn('backtest.history.file', upload.events, { subjects: formatNumber(upload.subjects) })}</p>
      {upload.refused > 0 && <p className={styles.lacking}>{tn('backtest.history.refused', upload.refused)}</p>}
      {upload.problems.slice(0, PROBLEMS_SHOWN).map(({ line, title }) => (
        <p key={line} className={styles.quiet}>
          {t('backtest.history.problem', { line: formatNumber(line), title })}
        </p>
      ))}
    </div>
  );
}
