import { Button, Select, TextInput } from '@mantine/core';
import type { Connection, ConnectorItem, ProblemMessage } from '@slipway/shared/api';
import { IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiFailure } from '../../api/client.ts';
import { changeConnection, forgetConnections } from '../../api/connections.ts';
import { useMay } from '../../api/session.ts';
import { failureTitle, nameText, problemText } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Connections.module.css';
import { RemoveConnection } from './RemoveConnection.tsx';
import { SchemaFields } from './SchemaFields.tsx';
import { callWords } from './StandingMark.tsx';
import { beginForm, missingIn, placesIn, type Value } from './schema-form.ts';
import { TestSection } from './TestSection.tsx';

interface ConnectionPanelProps {
  readonly env: string;
  readonly slot: string;
  /** Undefined where nothing is bound and no live workflow names the slot yet. */
  readonly connection: Connection | undefined;
  readonly connectors: readonly ConnectorItem[];
  readonly onGrant: (place: { readonly host: string; readonly port: number }) => void;
  readonly onClose: () => void;
}

/** One slot: what it is bound to, written by a form that its connector draws, and whether that works. */
export function ConnectionPanel({ env, slot, connection, connectors, onGrant, onClose }: ConnectionPanelProps) {
  const may = useMay();
  const mayWrite = may('connection:write', env);
  const wanted = connection?.connector ?? connection?.usedBy[0]?.connector ?? connectors[0]?.id ?? '';
  const [chosen, setChosen] = useState(wanted);
  const connector = connectors.find((one) => one.id === chosen);
  const stored = connection?.connector === chosen ? connection.config : undefined;
  const begin = (id: string, config: Value) =>
    beginForm(connectors.find((one) => one.id === id)?.connection ?? {}, config);
  const [value, setValue] = useState<Value>(() => begin(chosen, stored));
  const [changed, setChanged] = useState(false);
  const [reason, setReason] = useState('');
  const [problems, setProblems] = useState<readonly ProblemMessage[]>(connection?.problems ?? []);
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const { body } = await changeConnection(env, slot, {
        connector: chosen,
        config: value as Record<string, unknown>,
        ...(connection ? { revision: connection.revision } : {}),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      });
      return body;
    },
    onSuccess: async (saved) => {
      tell(t('connections.saved', { slot }));
      setValue(begin(chosen, saved.config));
      setProblems(saved.problems);
      setChanged(false);
      setReason('');
      await forgetConnections(client, env);
    },
    onError: (failure) => setProblems(failure instanceof ApiFailure ? failure.problems : []),
  });
  const change = (next: Value) => {
    setValue(next);
    setChanged(true);
  };
  const submit = () => {
    const missing = missingIn(connector?.connection ?? {}, value, '/config');
    if (missing.length === 0) return save.mutate();
    setProblems(
      missing.map((path) => ({ code: 'missing', severity: 'error', message: t('connections.fill-in'), path })),
    );
  };
  const places = placesIn(connector?.connection ?? {}, value, '/config');
  const elsewhere = problems.filter(
    ({ path }) => !places.some((place) => path === place || path?.startsWith(`${place}/`)),
  );
  const isBound = connection !== undefined && connection.connector !== null;
  return (
    <SidePanel
      over={t('connections.slot-in', { environment: env })}
      title={slot}
      onClose={onClose}
      foot={
        <>
          <Button
            variant="filled"
            onClick={submit}
            loading={save.isPending}
            disabled={!mayWrite || !connector || (isBound && !changed)}
          >
            {t(isBound ? 'connections.save' : 'connections.bind')}
          </Button>
          {isBound && mayWrite && <RemoveConnection env={env} connection={connection} onRemoved={onClose} />}
          {!mayWrite && <span className={classes.quiet}>{t('connections.may-not-write')}</span>}
        </>
      }
    >
      {elsewhere.length > 0 && (
        <ul className={classes.problems}>
          {elsewhere.map((problem) => (
            <li key={`${problem.code} ${problem.message}`}>
              <IconX size={15} stroke={2} aria-hidden="true" />
              <span>{problemText(problem)}</span>
            </li>
          ))}
        </ul>
      )}
      {connection && connection.usedBy.length > 0 && <Uses env={env} connection={connection} />}
      <Form onSubmit={submit} buttonElsewhere>
        <Select
          label={t('connections.connector')}
          description={connector && nameText(connector.description)}
          data={connectors.map(({ id, title }) => ({ value: id, label: nameText(title) }))}
          value={chosen}
          allowDeselect={false}
          disabled={!mayWrite}
          onChange={(next) => {
            if (!next) return;
            setChosen(next);
            setProblems([]);
            change(begin(next, connection?.connector === next ? connection.config : undefined));
          }}
        />
        {connector && (
          <SchemaFields
            key={chosen}
            schema={connector.connection}
            value={value}
            pointer="/config"
            problems={problems}
            disabled={!mayWrite}
            maySetSecrets={may('secret:write', env)}
            onChange={change}
          />
        )}
        {mayWrite && changed && (
          <TextInput
            label={t('connections.reason')}
            value={reason}
            maxLength={500}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
        )}
      </Form>
      {save.isError && elsewhere.length === 0 && problems.length === 0 && <FailureNotice failure={save.error} />}
      {isBound && (
        <>
          <TestSection
            env={env}
            connection={connection}
            sendsMail={connector?.sendsMail ?? false}
            mayTest={mayWrite}
            changed={changed}
            onGrant={may('environment:admin', env) ? onGrant : undefined}
          />
          <Health connection={connection} />
        </>
      )}
    </SidePanel>
  );
}

function Uses({ env, connection }: { readonly env: string; readonly connection: Connection }) {
  return (
    <Section title={t('connections.used-by')}>
      <p className={classes.uses}>
        {connection.usedBy.map((use) => (
          <Link key={use.workflow} className={classes.link} to="/$env/workflows/$id" params={{ env, id: use.workflow }}>
            {use.name}
          </Link>
        ))}
      </p>
    </Section>
  );
}

function Health({ connection }: { readonly connection: Connection }) {
  const { lastDoneAt, lastFailedAt, lastFailure } = connection.health;
  return (
    <Section title={t('connections.calls')} look="panel" aside={t('connections.last-hour')}>
      <p>{callWords(connection)}</p>
      <dl className={classes.facts}>
        {lastDoneAt && (
          <>
            <dt>{t('connections.last-done')}</dt>
            <dd>
              <When at={lastDoneAt} />
            </dd>
          </>
        )}
        {lastFailedAt && (
          <>
            <dt>{t('connections.last-failed')}</dt>
            <dd>
              <When at={lastFailedAt} />
              {lastFailure && (
                <>
                  {' '}
                  {failureTitle(lastFailure.code, lastFailure.code)}{' '}
                  <Readable text={lastFailure.detail} className={classes.quiet} />
                </>
              )}
            </dd>
          </>
        )}
        {connection.target && (
          <>
            <dt>{t('connections.target')}</dt>
            <dd className={classes.mono}>{connection.target}</dd>
          </>
        )}
        {connection.updatedAt && (
          <>
            <dt>{t('connections.changed')}</dt>
            <dd>
              <When at={connection.updatedAt} /> {connection.updatedBy}
            </dd>
          </>
        )}
      </dl>
    </Section>
  );
}
