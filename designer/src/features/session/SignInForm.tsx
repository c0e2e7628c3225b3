import { Button, PasswordInput, TextInput } from '@mantine/core';
import type { Session } from '@slipway/shared/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { signIn } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { Wrong } from './Wrong.tsx';

/** Name and password. `name` is whoever was signed in before. */
export function SignInForm({
  name: before = '',
  onSession,
}: {
  readonly name?: string;
  readonly onSession: (session: Session) => void;
}) {
  const [name, setName] = useState(before);
  const [password, setPassword] = useState('');
  const enter = useMutation({
    mutationFn: () => signIn({ name: name.trim(), password }),
    onSuccess: ({ body }) => onSession(body),
    onError: () => setPassword(''),
  });
  return (
    <Form onSubmit={() => enter.mutate()}>
      <TextInput
        label={t('session.name')}
        name="username"
        autoComplete="username"
        value={name}
        onChange={(e) => setName(e.currentTarget.value)}
        autoFocus={before === ''}
        spellCheck={false}
      />
      <PasswordInput
        label={t('session.password')}
        name="password"
        autoComplete="current-password"
        value={password}
        onChange={(e) => setPassword(e.currentTarget.value)}
        autoFocus={before !== ''}
        data-autofocus={before !== '' || undefined}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show-password') }}
      />
      {enter.isError && <Wrong failure={enter.error} />}
      <Button type="submit" variant="filled" loading={enter.isPending} disabled={name.trim() === '' || password === ''}>
        {t('session.sign-in')}
      </Button>
    </Form>
  );
}
