import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { Grant } from '@slipway/shared/api';
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { giveGrant, grantsQuery, takeGrant } from '../../api/connections.ts';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { Empty, FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { type Column, Table } from '../../ui/Table.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Connections.module.css';

interface GrantsProps {
  readonly env: string;
  /** An address that a test was refused; the form opens with it. */
  readonly wanted: { readonly host: string; readonly port: number } | undefined;
}

/** The private addresses that actions of an environment may reach. Everything else inside a network is refused. */
export function Grants({ env, wanted }: GrantsProps) {
  const query = useQuery(grantsQuery(env));
  const mayGrant = useMay()('environment:admin', env);
  const [giving, setGiving] = useState(wanted !== undefined && mayGrant);
  const [taking, setTaking] = useState<Grant>();
  const items = query.data?.items ?? [];
  return (
    <>
      <div className={classes.strip}>
        <div className={classes.inline}>
          <p className={classes.quiet}>{t('grants.detail')}</p>
          <Button
            leftSection={<IconPlus size={15} stroke={2} />}
            disabled={!mayGrant}
            title={mayGrant ? undefined : t('grants.may-not')}
            onClick={() => setGiving(true)}
          >
            {t('grants.give')}
          </Button>
        </div>
      </div>
      {query.isPending && <Loading what={t('grants.loading')} />}
      {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && <Empty title={t('grants.none')}>{t('grants.none-detail')}</Empty>}
      {items.length > 0 && (
        <Table
          label={t('connections.tab.addresses')}
          columns={columns()}
          rows={items}
          idOf={(row) => `${row.host}:${row.port}`}
          current={taking && `${taking.host}:${taking.port}`}
          onOpen={setTaking}
        />
      )}
      {giving && <GiveGrant env={env} wanted={wanted} onClose={() => setGiving(false)} />}
      {taking && <TakeGrant env={env} grant={taking} mayTake={mayGrant} onClose={() => setTaking(undefined)} />}
    </>
  );
}

const columns = (): readonly Column<Grant>[] => [
  {
    title: t('grants.address'),
    width: '26%',
    cell: (row) => (
      <code>
        {row.host}:{row.port}
      </code>
    ),
  },
  {
    title: t('grants.reason'),
    cell: (row) => row.reason ?? <span className={classes.quiet}>{t('grants.no-reason')}</span>,
  },
  { title: t('grants.by'), width: '18%', cell: (row) => row.grantedBy ?? t('grants.by-setup') },
  { title: t('grants.at'), width: '16%', cell: (row) => row.grantedAt && <When at={row.grantedAt} /> },
];

function GiveGrant({ env, wanted, onClose }: GrantsProps & { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [host, setHost] = useState(wanted?.host ?? '');
  const [port, setPort] = useState(wanted ? String(wanted.port) : '443');
  const [reason, setReason] = useState('');
  const give = useMutation({
    mutationFn: () => giveGrant(env, { host, port: Number(port), ...(reason.trim() ? { reason: reason.trim() } : {}) }),
    onSuccess: ({ body }) => {
      client.setQueryData(grantsQuery(env).queryKey, body);
      tell(t('grants.given', { host, port }));
      onClose();
    },
  });
  const whole = /^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535;
  return (
    <Modal opened onClose={onClose} title={t('grants.give-title', { environment: env })}>
      <Form onSubmit={() => give.mutate()}>
        <p className={classes.warning}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          <span>{t('grants.warning', { environment: env })}</span>
        </p>
        <TextInput
          label={t('grants.host')}
          description={t('grants.host-hint')}
          value={host}
          onChange={(e) => setHost(e.currentTarget.value.trim())}
          spellCheck={false}
          autoComplete="off"
          data-autofocus
        />
        <TextInput
          label={t('grants.port')}
          value={port}
          inputMode="numeric"
          error={port !== '' && !whole ? t('grants.port-wrong') : undefined}
          onChange={(e) => setPort(e.currentTarget.value.trim())}
        />
        <TextInput
          label={t('grants.reason')}
          description={t('grants.reason-hint')}
          value={reason}
          maxLength={500}
          onChange={(e) => setReason(e.currentTarget.value)}
        />
        {give.isError && <FailureNotice failure={give.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('connections.cancel')}</Button>
          <Button type="submit" variant="filled" loading={give.isPending} disabled={host === '' || !whole}>
            {t('grants.give')}
          </Button>
        </Group>
      </Form>
    </Modal>
  );
}

interface TakeGrantProps {
  readonly env: string;
  readonly grant: Grant;
  readonly mayTake: boolean;
  readonly onClose: () => void;
}

function TakeGrant({ env, grant, mayTake, onClose }: TakeGrantProps) {
  const client = useQueryClient();
  const { host, port } = grant;
  const take = useMutation({
    mutationFn: () => takeGrant(env, grant),
    onSuccess: ({ body }) => {
      client.setQueryData(grantsQuery(env).queryKey, body);
      tell(t('grants.taken', { host, port }));
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('grants.take-title', { host, port })}>
      <p>{mayTake ? t('grants.take-detail') : t('grants.may-not')}</p>
      {take.isError && <FailureNotice failure={take.error} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose} data-autofocus>
          {t('connections.keep')}
        </Button>
        <Button variant="filled" disabled={!mayTake} loading={take.isPending} onClick={() => take.mutate()}>
          {t('grants.take')}
        </Button>
      </Group>
    </Modal>
  );
}
