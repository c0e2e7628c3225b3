import { CopyButton, UnstyledButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../messages/t.ts';
import classes from './CopyId.module.css';

/** An id that a click copies. `shown` is what stands there when the id itself is too long to read. */
export function CopyId({ id, shown = id }: { readonly id: string; readonly shown?: string }) {
  return (
    <CopyButton value={id} timeout={1200}>
      {({ copied, copy }) => (
        <UnstyledButton
          className={classes.id}
          onClick={copy}
          title={shown === id ? undefined : id}
          aria-label={t(copied ? 'copy.done' : 'copy.id', { id: shown })}
        >
          <bdi>{shown}</bdi>
          {copied ? <IconCheck size={13} stroke={1.75} /> : <IconCopy size={13} stroke={1.75} />}
        </UnstyledButton>
      )}
    </CopyButton>
  );
}
