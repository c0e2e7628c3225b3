import { Button, TextInput } from '@mantine/core';
import type { EnvironmentDetail } from '@slipway/shared/api';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changeEnvironment } from '../../api/admin.ts';
import { forgetReleases } from '../../api/plans.ts';
import { statusQuery } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { SidePanel } from '../../ui/SidePanel.tsx';
import classes from './Admin.module.css';
import { type EnvironmentForm, isComplete, PolicyFields, policyOf } from './PolicyFields.tsx';

interface EnvironmentPanelProps {
  readonly environment: EnvironmentDetail;
  readonly onClose: () => void;
}

/** One environment as it is administered. A change of its policy makes open plans stale. */
export function EnvironmentPanel({ environment, onClose }: EnvironmentPanelProps) {
  const { id } = environment;
  const mayAdmin = useMay()('environment:admin', id);
  const client = useQueryClient();
  const [form, setForm] = useState<EnvironmentForm>(() => formOf(environment));
  const [reason, setReason] = useState('');
  const save = useMutation({
    mutationFn: () =>
      changeEnvironment(id, {
        title: form.title.trim(),
        order: Number(form.order),
        deliversTo: form.deliversTo,
        actionsHeld: form.actionsHeld,
        policy: policyOf(form),
        ...(reason.trim() ? { reason: reason.trim() } : {}),
      }),
    onSuccess: async ({ body }) => {
      tell(t('environments.saved', { title: body.title }));
      setForm(formOf(body));
      setReason('');
      await Promise.all([forgetReleases(client, id), client.invalidateQueries({ queryKey: statusQuery().queryKey })]);
    },
  });
  const changed = JSON.stringify(form) !== JSON.stringify(formOf(environment));
  const goesOut = form.deliversTo === 'targets' && environment.deliversTo === 'outbox';
  return (
    <SidePanel
      over={t('environments.environment', { id })}
      title={environment.title}
      onClose={onClose}
      foot={
        mayAdmin ? (
          <Button
            variant="filled"
            disabled={!changed || !isComplete(form)}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('environments.save')}
          </Button>
        ) : (
          <span className={classes.quiet}>{t('environments.may-not')}</span>
        )
      }
    >
      <Form
        onSubmit={() => {
          if (mayAdmin && changed && isComplete(form)) save.mutate();
        }}
        buttonElsewhere
      >
        <PolicyFields form={form} disabled={!mayAdmin} onChange={setForm} />
        {mayAdmin && changed && (
          <TextInput
            label={t('connections.reason')}
            value={reason}
            maxLength={500}
            onChange={(e) => setReason(e.currentTarget.value)}
          />
        )}
      </Form>
      {goesOut && (
        <p className={classes.warning}>
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          <span>{t('environments.goes-out', { title: environment.title })}</span>
        </p>
      )}
      {changed && <p className={classes.quiet}>{t('environments.stale-plans')}</p>}
      {save.isError && <FailureNotice failure={save.error} />}
    </SidePanel>
  );
}

function formOf({ title, order, deliversTo, actionsHeld, policy }: EnvironmentDetail): EnvironmentForm {
  return {
    title,
    order: String(order),
    deliversTo,
    actionsHeld,
    approvals: String(policy.approvals),
    authorMayApprove: policy.authorMayApprove,
    expiresHours: String(policy.expiresHours),
  };
}
