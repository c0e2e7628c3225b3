import { Button, TextInput } from '@mantine/core';
import type { RoleGrant, User, UserChange } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeRoles, changeUser, usersKey } from '../../api/admin.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Admin.module.css';
import { RoleGrants } from './RoleGrants.tsx';
import { ShownOnce } from './ShownOnce.tsx';

interface PersonPanelProps {
  readonly user: User;
  readonly mayAdmin: boolean;
  readonly onClose: () => void;
}

/** One person: name, roles, a new one-time password, and whether the account is in use. */
export function PersonPanel({ user, mayAdmin, onClose }: PersonPanelProps) {
  const client = useQueryClient();
  const [name, setName] = useState(user.name);
  const [roles, setRoles] = useState<readonly RoleGrant[]>(user.roles);
  const read = () => client.invalidateQueries({ queryKey: usersKey });
  const save = useMutation({
    mutationFn: async () => {
      if (name.trim() !== user.name) await changeUser(user.id, { name: name.trim() });
      if (!isSame(roles, user.roles)) await changeRoles(user.id, roles);
    },
    onSuccess: () => tell(t('people.saved', { name: name.trim() })),
    onSettled: read,
  });
  const account = useMutation({
    mutationFn: async (change: UserChange) => (await changeUser(user.id, change)).body,
    onSettled: read,
  });
  const changed = name.trim() !== user.name || !isSame(roles, user.roles);
  return (
    <SidePanel
      over={t('people.person')}
      title={user.name}
      onClose={onClose}
      foot={
        mayAdmin ? (
          <Button
            variant="filled"
            disabled={!changed || name.trim() === ''}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('people.save')}
          </Button>
        ) : (
          <span className={classes.quiet}>{t('people.may-not')}</span>
        )
      }
    >
      <Form
        onSubmit={() => {
          if (changed && mayAdmin) save.mutate();
        }}
      >
        <TextInput
          label={t('people.name')}
          value={name}
          maxLength={100}
          disabled={!mayAdmin}
          onChange={(e) => setName(e.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <RoleGrants value={roles} disabled={!mayAdmin} onChange={setRoles} />
      </Form>
      {save.isError && <FailureNotice failure={save.error} />}
      <Section title={t('people.account')} look="panel">
        <p>
          {t(`people.state-says.${user.state}`)}{' '}
          <span className={classes.quiet}>
            {t('people.made')} <When at={user.createdAt} />
          </span>
        </p>
        {account.data?.password && (
          <ShownOnce
            title={t('people.one-time', { name: user.name })}
            detail={t('people.one-time-detail')}
            secret={account.data.password}
          />
        )}
        {account.isError && <FailureNotice failure={account.error} />}
        {mayAdmin && (
          <>
            <p className={classes.buttons}>
              <Button loading={account.isPending} onClick={() => account.mutate({ resetPassword: true })}>
                {t('people.reset')}
              </Button>
              {user.state === 'disabled' ? (
                <Button loading={account.isPending} onClick={() => account.mutate({ state: 'active' })}>
                  {t('people.enable')}
                </Button>
              ) : (
                <Button loading={account.isPending} onClick={() => account.mutate({ state: 'disabled' })}>
                  {t('people.disable')}
                </Button>
              )}
            </p>
            <p className={classes.quiet}>{t('people.ends-sessions')}</p>
          </>
        )}
      </Section>
    </SidePanel>
  );
}

/** In whatever order: the server keeps none. */
function isSame(one: readonly RoleGrant[], other: readonly RoleGrant[]): boolean {
  const keys = (grants: readonly RoleGrant[]) =>
    [...new Set(grants.map(({ role, environment }) => `${role} ${environment ?? ''}`))].sort().join();
  return keys(one) === keys(other);
}
