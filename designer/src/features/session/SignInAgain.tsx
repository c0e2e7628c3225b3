import '../../ui/further-styles.ts';
import { Button, Group, Modal, Stack } from '@mantine/core';
import type { Session } from '@slipway/shared/api';
import { useQueryClient } from '@tanstack/react-query';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import classes from './Session.module.css';
import { SignInForm } from './SignInForm.tsx';

/**
 * The page stays as it is, with whatever is not saved yet, while its reader signs in again. Somebody else begins from the
 * first page, and finds nothing of what the former one saw.
 */
export default function SignInAgain({ last }: { readonly last: NonNullable<Session['user']> }) {
  const client = useQueryClient();
  const enter = (next: Session) => {
    if (next.user?.id !== last.id || next.user.mustChangePassword) return window.location.assign('/');
    client.setQueryData(sessionQuery().queryKey, next);
    void client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return (
    <Modal
      opened
      onClose={() => {}}
      title={t('session.over')}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size={380}
    >
      <Stack gap="sm">
        <p className={classes.quiet}>{t('session.over-detail')}</p>
        <SignInForm name={last.name} onSession={enter} />
        <Group>
          <Button variant="subtle" onClick={() => window.location.assign('/')}>
            {t('session.leave')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
