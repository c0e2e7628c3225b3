import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Navigate, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { sessionQuery, setUp } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Doorway } from './Doorway.tsx';
import { isLongEnough, isWeak, NewPassword } from './NewPassword.tsx';
import { Wrong } from './Wrong.tsx';

/** Makes the first administrator, once: whoever reads the log of the server proves it with the code that stands there. */
export function SetUp() {
  const client = useQueryClient();
  const router = useRouter();
  const session = useQuery({ ...sessionQuery(), refetchOnMount: 'always' });
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const make = useMutation({
    mutationFn: () => setUp({ code: code.trim(), name: name.trim(), password }),
    onSuccess: ({ body }) => {
      client.clear();
      client.setQueryData(sessionQuery().queryKey, body);
      void router.navigate({ href: '/', replace: true });
    },
  });
  if (session.isPending) return <Loading what={t('session.loading')} />;
  if (session.isError) return <FailureNotice failure={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data.setup && !session.isFetching && !make.isSuccess) return <Navigate to="/" replace />;
  return (
    <Doorway title={t('session.set-up')} detail={t('session.set-up-detail')}>
      <Form onSubmit={() => make.mutate()}>
        <TextInput
          label={t('session.code')}
          description={t('session.code-hint')}
          value={code}
          onChange={(e) => setCode(e.currentTarget.value)}
          autoComplete="one-time-code"
          spellCheck={false}
          autoFocus
        />
        <TextInput
          label={t('session.name')}
          name="username"
          autoComplete="username"
          value={name}
          maxLength={100}
          onChange={(e) => setName(e.currentTarget.value)}
          spellCheck={false}
        />
        <NewPassword value={password} failure={make.error} onChange={setPassword} />
        {make.isError && !isWeak(make.error) && <Wrong failure={make.error} />}
        <Button
          type="submit"
          variant="filled"
          loading={make.isPending}
          disabled={code.trim() === '' || name.trim() === '' || !isLongEnough(password)}
        >
          {t('session.make-administrator')}
        </Button>
      </Form>
    </Doorway>
  );
}
