import { Button, FileButton, Group, Textarea } from '@mantine/core';
import type { WorkflowImported } from '@slipway/shared/api';
import { LIMITS } from '@slipway/shared/limits';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { importWorkflow } from '../../api/library.ts';
import { t, tn } from '../../messages/t.ts';
import { FailureNotice } from '../../ui/Notice.tsx';
import classes from './Library.module.css';

/** Takes a workflow from a file or pasted text. Nothing of it runs; what it would need is said before it is opened. */
export function ImportWorkflow({ onOpen }: { readonly onOpen: (id: string) => Promise<void> }) {
  const [text, setText] = useState('');
  const take = useMutation({ mutationFn: async () => (await importWorkflow({ text })).body });
  const read = (file: File | null) => {
    if (file && file.size <= LIMITS.graphBytes) void file.text().then(setText);
  };
  if (take.data) return <Imported imported={take.data} onOpen={() => void onOpen(take.data.id)} />;
  return (
    <>
      <Group mb="sm">
        <FileButton accept="application/json,.json" onChange={read}>
          {(props) => <Button {...props}>{t('library.choose-file')}</Button>}
        </FileButton>
        <span className={classes.quiet}>{t('library.import-detail')}</span>
      </Group>
      <Textarea
        label={t('library.import-text')}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        rows={12}
        spellCheck={false}
        styles={{ input: { fontFamily: 'var(--font-mono)' } }}
      />
      {take.isError && <FailureNotice failure={take.error} />}
      <Group justify="flex-end" mt="md">
        <Button variant="filled" disabled={text.trim() === ''} loading={take.isPending} onClick={() => take.mutate()}>
          {t('library.import')}
        </Button>
      </Group>
    </>
  );
}

function Imported({ imported, onOpen }: { readonly imported: WorkflowImported; readonly onOpen: () => void }) {
  const { needs, problems } = imported;
  return (
    <div role="status">
      <p>
        <b>{t('library.imported', { name: imported.name, id: imported.id })}</b>
      </p>
      <p className={classes.summary}>{t('library.imported-inert')}</p>
      <ul>
        {needs.slots.map(({ slot, connector }) => (
          <li key={slot}>{t('library.needs-slot', { slot, connector })}</li>
        ))}
        {needs.variables.map(({ name, type }) => (
          <li key={name}>{t('library.needs-variable', { name, type })}</li>
        ))}
        {problems.length > 0 && <li>{tn('workflow.problems', problems.length)}</li>}
      </ul>
      <Group justify="flex-end" mt="md">
        <Button variant="filled" onClick={onOpen} data-autofocus>
          {t('library.edit')}
        </Button>
      </Group>
    </div>
  );
}
