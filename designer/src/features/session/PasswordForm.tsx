import { Button, PasswordInput } from '@mantine/core';
import type { Session } from '@slipway/shared/api';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { changePassword } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { isLongEnough, isWeak, NewPassword } from './NewPassword.tsx';
import { Wrong } from './Wrong.tsx';

interface PasswordFormProps {
  readonly name: string;
  readonly onChanged: (session: Session) => void;
}

/** Changes the own password; every other session ends with it. */
export function PasswordForm({ name, onChanged }: PasswordFormProps) {
  const [current, setCurrent] = useState('');
  const [password, setPassword] = useState('');
  const change = useMutation({
    mutationFn: () => changePassword({ current, password }),
    onSuccess: ({ body }) => onChanged(body),
  });
  return (
    <Form onSubmit={() => change.mutate()}>
      {/* So that a password manager knows whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={name} readOnly />
      <PasswordInput
        label={t('session.current-password')}
        name="password"
        autoComplete="current-password"
        value={current}
        onChange={(e) => setCurrent(e.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.show-password') }}
        data-autofocus
      />
      <NewPassword value={password} failure={change.error} onChange={setPassword} />
      {change.isError && !isWeak(change.error) && <Wrong failure={change.error} />}
      <Button
        type="submit"
        variant="filled"
        loading={change.isPending}
        disabled={current === '' || !isLongEnough(password)}
      >
        {t('session.change-password')}
      </Button>
    </Form>
  );
}
