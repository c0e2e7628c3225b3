import { Button, Group, Modal } from '@mantine/core';
import type { Session } from '@slipway/shared/api';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import classes from './Session.module.css';
import { SignInForm } from './SignInForm.tsx';

/**
 * When a session ends while a page is open, the page stays as it is, with whatever is not saved yet, and this asks for the
 * password over it. Somebody else begins from the first page, and finds nothing of what the former one saw.
 */
export function SignInAgain() {
  const client = useQueryClient();
  const { data: session } = useQuery({ ...sessionQuery(), enabled: false });
  const [last, setLast] = useState<Session['user']>(null);
  if (session?.user && session.user.id !== last?.id) setLast(session.user);
  const isOver = session !== undefined && session.user === null && last !== null;
  const enter = (next: Session) => {
    if (next.user?.id !== last?.id || next.user?.mustChangePassword) return window.location.assign('/');
    client.setQueryData(sessionQuery().queryKey, next);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return (
    <Modal
      opened={isOver}
      onClose={() => {}}
      title={t('session.over')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={380}
    >
      <div className={classes.form}>
        <p className={classes.quiet}>{t('session.over-detail')}</p>
        <SignInForm name={last?.name ?? ''} onSession={enter} />
        <Group>
          <Button variant="subtle" onClick={() => window.location.assign('/')}>
            {t('session.leave')}
          </Button>
        </Group>
      </div>
    </Modal>
  );
}
