import { Button, Checkbox, Group, Modal, Stack, TextInput } from '@mantine/core';
import { LIMITS } from '@slipway/shared/limits';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createToken, tokensKey } from '../../api/admin.ts';
import { sessionQuery } from '../../api/session.ts';
import { t, tOr } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import classes from './Admin.module.css';
import { ShownOnce } from './ShownOnce.tsx';
import { grantable, readingOnly } from './token-scope.ts';

/** Makes a program's credential: where, for what and for how long. Its secret is shown once. */
export function NewToken({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const session = useQuery(sessionQuery()).data;
  const known = Object.keys(session?.permissions.environments ?? {});
  const [name, setName] = useState('');
  const [environments, setEnvironments] = useState<readonly string[] | null>(known.slice(0, 1));
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [days, setDays] = useState('90');
  const offered = grantable(session, environments);
  const permissions = picked.filter((one) => offered.includes(one));
  const make = useMutation({
    mutationFn: async () => {
      const wanted = {
        name: name.trim(),
        environments: environments && [...environments],
        permissions,
        days: Number(days),
      };
      return (await createToken(wanted)).body;
    },
    onSuccess: () => client.invalidateQueries({ queryKey: tokensKey }),
  });
  const inTime = /^\d{1,4}$/.test(days) && Number(days) >= 1 && Number(days) <= LIMITS.tokenDays;
  const nowhere = environments?.length === 0;
  if (make.data) {
    return (
      <Modal opened onClose={onClose} title={t('tokens.new')} size={560} closeOnClickOutside={false}>
        <Stack gap="sm">
          <ShownOnce
            title={t('tokens.secret', { name: make.data.token.name })}
            detail={t('tokens.secret-detail')}
            secret={make.data.secret}
          />
          <Group justify="flex-end">
            <Button variant="filled" onClick={onClose}>
              {t('admin.done')}
            </Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} title={t('tokens.new')} size={560}>
      <Form onSubmit={() => make.mutate()}>
        <TextInput
          label={t('tokens.name')}
          description={t('tokens.name-hint')}
          value={name}
          maxLength={LIMITS.labelCharacters}
          onChange={(e) => setName(e.currentTarget.value)}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          label={t('tokens.days')}
          value={days}
          inputMode="numeric"
          error={inTime ? undefined : t('tokens.days-wrong', { most: LIMITS.tokenDays })}
          onChange={(e) => setDays(e.currentTarget.value.trim())}
        />
        <fieldset className={classes.checks}>
          <legend>{t('tokens.where')}</legend>
          <Checkbox
            label={t('tokens.everywhere')}
            checked={environments === null}
            onChange={(e) => setEnvironments(e.currentTarget.checked ? null : known.slice(0, 1))}
          />
          {environments !== null &&
            known.map((id) => (
              <Checkbox
                key={id}
                label={id}
                checked={environments.includes(id)}
                onChange={(e) => setEnvironments(toggled(environments, id, e.currentTarget.checked))}
              />
            ))}
        </fieldset>
        <fieldset className={classes.checks}>
          <legend>{t('tokens.may')}</legend>
          {offered.length === 0 && <p className={classes.quiet}>{t('tokens.nothing-offered')}</p>}
          <p className={classes.buttons}>
            <Button size="xs" onClick={() => setPicked(readingOnly(offered))}>
              {t('tokens.only-read')}
            </Button>
            <Button size="xs" variant="subtle" onClick={() => setPicked([])}>
              {t('tokens.none-of-it')}
            </Button>
          </p>
          <div className={classes.columns}>
            {offered.map((permission) => (
              <Checkbox
                key={permission}
                label={tOr(`permission.${permission}`, permission)}
                checked={permissions.includes(permission)}
                onChange={(e) => setPicked(toggled(permissions, permission, e.currentTarget.checked))}
              />
            ))}
          </div>
        </fieldset>
        {make.isError && <FailureNotice failure={make.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('connections.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={make.isPending}
            disabled={name.trim() === '' || !inTime || nowhere || permissions.length === 0}
          >
            {t('tokens.make')}
          </Button>
        </Group>
      </Form>
    </Modal>
  );
}

function toggled(list: readonly string[], one: string, on: boolean): readonly string[] {
  return on ? [...list, one] : list.filter((each) => each !== one);
}
