import { Button, TextInput } from '@mantine/core';
import type { Connection } from '@slipway/shared/api';
import { IconPlugConnected, IconSend } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { forgetConnections, sendTestMail, testConnection } from '../../api/connections.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { Section } from '../../ui/Section.tsx';
import classes from './Connections.module.css';
import { placeOf } from './health.ts';
import { TestAnswer } from './TestAnswer.tsx';

interface TestSectionProps {
  readonly env: string;
  readonly connection: Connection;
  readonly sendsMail: boolean;
  readonly mayTest: boolean;
  /** Set where what is on screen is not what is stored: only that can be tested. */
  readonly changed: boolean;
  /** Offered where the guard refused the address; undefined for whoever may not grant it. */
  readonly onGrant: ((place: { readonly host: string; readonly port: number }) => void) | undefined;
}

/** Asks the target whether the stored connection works, and sends a mail that says it is a test. */
export function TestSection({ env, connection, sendsMail, mayTest, changed, onGrant }: TestSectionProps) {
  const client = useQueryClient();
  const test = useMutation({
    mutationFn: () => testConnection(env, connection.slot),
    onSettled: () => forgetConnections(client, env),
  });
  const answer = test.data?.body ?? connection.lastTest;
  const place = placeOf(connection.target);
  return (
    <Section title={t('connections.test')} look="panel">
      {test.isError ? <FailureNotice failure={test.error} /> : null}
      {answer ? (
        <TestAnswer answer={answer}>
          {answer.code === 'egress-refused' && onGrant && place && (
            <Button size="xs" onClick={() => onGrant(place)}>
              {t('connections.grant-this', place)}
            </Button>
          )}
        </TestAnswer>
      ) : (
        <p className={classes.quiet}>{t('connections.test-never')}</p>
      )}
      <div className={classes.inline}>
        <span className={classes.quiet}>{t(changed ? 'connections.test-save-first' : 'connections.test-detail')}</span>
        <Button
          leftSection={<IconPlugConnected size={15} stroke={1.8} />}
          // Not disabled while it works: a button that is disabled loses the focus, and whoever uses keys their place.
          aria-busy={test.isPending}
          disabled={changed || !mayTest}
          onClick={() => {
            if (!test.isPending) test.mutate();
          }}
        >
          {t(test.isPending ? 'connections.testing' : 'connections.test-now')}
        </Button>
      </div>
      {sendsMail && mayTest && <TestMail env={env} slot={connection.slot} disabled={changed} />}
    </Section>
  );
}

function TestMail({
  env,
  slot,
  disabled,
}: {
  readonly env: string;
  readonly slot: string;
  readonly disabled: boolean;
}) {
  const [to, setTo] = useState('');
  const mail = useMutation({ mutationFn: () => sendTestMail(env, slot, to.trim()) });
  return (
    <Form onSubmit={() => mail.mutate()}>
      <div className={classes.inline}>
        <TextInput
          label={t('connections.mail-to')}
          type="email"
          value={to}
          onChange={(e) => setTo(e.currentTarget.value)}
          autoComplete="email"
        />
        <Button
          type="submit"
          leftSection={<IconSend size={15} stroke={1.8} />}
          loading={mail.isPending}
          disabled={disabled || to.trim().length < 3}
        >
          {t('connections.mail-send')}
        </Button>
      </div>
      {mail.isError && <FailureNotice failure={mail.error} />}
      {mail.data && <TestAnswer answer={mail.data.body} />}
    </Form>
  );
}
