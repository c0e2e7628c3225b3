import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { type RoleGrant, userNameSchema } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createUser, usersKey } from '../../api/admin.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { RoleGrants } from './RoleGrants.tsx';
import { ShownOnce } from './ShownOnce.tsx';

/** Makes a person, who gets in with a password that is shown here once and must be replaced at once. */
export function NewPerson({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<readonly RoleGrant[]>([]);
  const make = useMutation({
    mutationFn: async () => (await createUser({ name: name.trim(), roles: [...roles] })).body,
    onSuccess: () => client.invalidateQueries({ queryKey: usersKey }),
  });
  const wrong = name.trim() !== '' && !userNameSchema.safeParse(name).success;
  const made = make.data;
  return (
    <Modal opened onClose={onClose} title={t('people.new')} size={480} closeOnClickOutside={!made}>
      {made ? (
        <Stack gap="sm">
          <ShownOnce
            title={t('people.one-time', { name: made.user.name })}
            detail={t('people.one-time-detail')}
            secret={made.password ?? ''}
          />
          <Group justify="flex-end">
            <Button variant="filled" onClick={onClose}>
              {t('admin.done')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Form onSubmit={() => make.mutate()}>
          <TextInput
            label={t('people.name')}
            description={t('people.name-hint')}
            error={wrong ? t('people.name-wrong') : undefined}
            value={name}
            maxLength={100}
            onChange={(e) => setName(e.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <RoleGrants value={roles} onChange={setRoles} />
          {make.isError && <FailureNotice failure={make.error} />}
          <Group justify="flex-end">
            <Button onClick={onClose}>{t('connections.cancel')}</Button>
            <Button type="submit" variant="filled" loading={make.isPending} disabled={name.trim() === '' || wrong}>
              {t('people.make')}
            </Button>
          </Group>
        </Form>
      )}
    </Modal>
  );
}
