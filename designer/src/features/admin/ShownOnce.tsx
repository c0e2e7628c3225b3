import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import classes from './Admin.module.css';

interface ShownOnceProps {
  readonly title: string;
  readonly detail: string;
  readonly secret: string;
}

/** A secret that the server keeps only as a hash: now is the time to take it along. */
export function ShownOnce({ title, detail, secret }: ShownOnceProps) {
  return (
    <div className={classes.once} role="status" data-testid="shown-once">
      <b>{title}</b>
      <code>{secret}</code>
      <span className={classes.quiet}>{detail}</span>
      <CopyButton value={secret} timeout={2000}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            leftSection={copied ? <IconCheck size={14} stroke={1.8} /> : <IconCopy size={14} stroke={1.8} />}
            onClick={copy}
          >
            {t(copied ? 'admin.copied' : 'admin.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}
