import { Button, Select, TextInput } from '@mantine/core';
import type { Variable, VariableList, VariableValue } from '@slipway/shared/api';
import { IconBolt } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiFailure } from '../../api/client.ts';
import { changeVariables, keepVariables, variablesQuery } from '../../api/variables.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import classes from './Variables.module.css';
import { readValue, typeOf, valueText, withValue } from './variable-text.ts';

const TYPES = ['number', 'string', 'boolean'] as const;

interface VariablePanelProps {
  readonly env: string;
  readonly list: VariableList;
  readonly variable: Variable;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** One variable: its value here, who reads it, and that a change goes live. */
export function VariablePanel({ env, list, variable, mayWrite, onClose }: VariablePanelProps) {
  const { name, usedBy } = variable;
  const known = typeOf(variable);
  const [type, setType] = useState(known ?? 'string');
  const [text, setText] = useState(variable.set ? valueText(variable.value ?? null) : '');
  const [touched, setTouched] = useState(false);
  const [reason, setReason] = useState('');
  const write = (next: string) => {
    setText(next);
    setTouched(true);
  };
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: (value: VariableValue | undefined) =>
      changeVariables(env, {
        values: withValue(list.items, name, value),
        liveSet: list.liveSet,
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: async ({ body }, value) => {
      tell(t(value === undefined ? 'variables.taken-back' : 'variables.saved', { name, environment: env }));
      if (value === undefined) setText('');
      setTouched(false);
      setReason('');
      await keepVariables(client, env, body);
    },
  });
  const value = readValue(text, type);
  const unchanged = !touched || (variable.set && value === variable.value);
  const [standard] = usedBy.flatMap((use) => (use.default === undefined ? [] : [valueText(use.default)]));
  const refused = save.error instanceof ApiFailure ? save.error : undefined;
  const own = refused?.problems.find((problem) => problem.path === `/values/${name}`);
  const error = own?.message ?? (text !== '' && value === undefined ? t(`variables.no-${type}`) : undefined);
  return (
    <SidePanel
      over={t('variables.one-in', { environment: env })}
      title={name}
      onClose={onClose}
      foot={
        mayWrite ? (
          <>
            <Button
              variant="filled"
              loading={save.isPending}
              disabled={value === undefined || unchanged}
              onClick={() => save.mutate(value)}
            >
              {t('variables.save')}
            </Button>
            {variable.set && (
              <Button variant="subtle" disabled={save.isPending} onClick={() => save.mutate(undefined)}>
                {t(usedBy.length > 0 ? 'variables.take-back' : 'variables.remove')}
              </Button>
            )}
          </>
        ) : (
          <span className={classes.quiet}>{t('variables.may-not')}</span>
        )
      }
    >
      <Form
        onSubmit={() => {
          if (mayWrite && value !== undefined && !unchanged) save.mutate(value);
        }}
      >
        {known === undefined && (
          <Select
            label={t('variables.type')}
            data={TYPES.map((one) => ({ value: one, label: t(`variables.type.${one}`) }))}
            value={type}
            allowDeselect={false}
            disabled={!mayWrite}
            onChange={(next) => setType(TYPES.find((one) => one === next) ?? 'string')}
          />
        )}
        {type === 'boolean' ? (
          <Select
            label={t('variables.value')}
            data={[
              { value: 'true', label: t('variables.yes') },
              { value: 'false', label: t('variables.no') },
            ]}
            value={text || null}
            error={error}
            disabled={!mayWrite}
            onChange={(next) => write(next ?? '')}
          />
        ) : (
          <TextInput
            label={t('variables.value')}
            value={text}
            error={error}
            disabled={!mayWrite}
            inputMode={type === 'number' ? 'decimal' : 'text'}
            placeholder={standard}
            onChange={(e) => write(e.currentTarget.value)}
            autoComplete="off"
          />
        )}
        {mayWrite && (
          <TextInput
            label={t('variables.reason')}
            value={reason}
            maxLength={500}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
        )}
      </Form>
      <p className={classes.notice}>
        <IconBolt size={15} stroke={1.8} aria-hidden="true" />
        <span>{t('variables.goes-live', { environment: env })}</span>
      </p>
      {save.isError && !own && (
        <FailureNotice
          failure={save.error}
          onRetry={() => void client.invalidateQueries({ queryKey: variablesQuery(env).queryKey })}
        />
      )}
      <Section title={t('variables.used-by')} look="panel">
        {usedBy.length === 0 && <p className={classes.quiet}>{t('variables.unused-detail')}</p>}
        <ul className={classes.uses}>
          {usedBy.map((use) => (
            <li key={use.workflow}>
              <Link className={classes.link} to="/$env/workflows/$id" params={{ env, id: use.workflow }}>
                {use.name}
              </Link>{' '}
              <span className={classes.quiet}>
                {t(`variables.type.${use.type}`)}
                {', '}
                {use.default === undefined
                  ? t('variables.no-default')
                  : t('variables.default', { value: valueText(use.default) })}
              </span>
              {use.description && <p className={classes.quiet}>{use.description}</p>}
            </li>
          ))}
        </ul>
      </Section>
    </SidePanel>
  );
}
