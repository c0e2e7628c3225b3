import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { FailureNotice } from './Notice.tsx';

interface ReasonDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What comes of it. */
  readonly detail: string;
  readonly label: string;
  readonly cancel: string;
  readonly go: string;
  /** What is done, with the reason that was given, which may be empty. */
  readonly deed: Pick<UseMutationResult<unknown, Error, string>, 'mutate' | 'isPending' | 'error'>;
  readonly onClose: () => void;
}

const REASON_MOST = 500;

/** Asks whether, and why, before something is done that others will want explained. */
export function ReasonDialog({ opened, title, detail, label, cancel, go, deed, onClose }: ReasonDialogProps) {
  const [reason, setReason] = useState('');
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <p>{detail}</p>
      <TextInput
        mt="sm"
        label={label}
        value={reason}
        onChange={(e) => setReason(e.currentTarget.value)}
        maxLength={REASON_MOST}
        data-autofocus
      />
      {deed.error && <FailureNotice failure={deed.error} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{cancel}</Button>
        <Button variant="filled" loading={deed.isPending} onClick={() => deed.mutate(reason.trim())}>
          {go}
        </Button>
      </Group>
    </Modal>
  );
}
