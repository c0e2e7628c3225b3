import { Button, Group, Modal, Select, TextInput } from '@mantine/core';
import { environmentIdSchema } from '@slipway/shared/api';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { createEnvironment } from '../../api/admin.ts';
import { forgetReleases } from '../../api/plans.ts';
import { statusQuery } from '../../api/queries.ts';
import { sessionQuery } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { Form } from '../../ui/Form.tsx';
import { FailureNotice } from '../../ui/Notice.tsx';
import { type EnvironmentForm, isComplete, PolicyFields, policyOf } from './PolicyFields.tsx';

interface NewEnvironmentProps {
  /** The greatest place that is taken; the new one comes after it. */
  readonly last: number;
  readonly onMade: (id: string) => void;
  readonly onClose: () => void;
}

/** Makes an environment: a log, state, connections and members of its own. It begins without workflows. */
export function NewEnvironment({ last, onMade, onClose }: NewEnvironmentProps) {
  const client = useQueryClient();
  const [id, setId] = useState('');
  const [kind, setKind] = useState<'live' | 'replay'>('live');
  const [form, setForm] = useState<EnvironmentForm>({
    title: '',
    order: String(last + 1),
    deliversTo: 'outbox',
    actionsHeld: false,
    approvals: '0',
    authorMayApprove: false,
    expiresHours: '168',
  });
  const wrong = id !== '' && !environmentIdSchema.safeParse(id).success;
  const named = { ...form, title: form.title.trim() || id };
  const make = useMutation({
    mutationFn: () =>
      createEnvironment({
        id,
        title: named.title,
        order: Number(form.order),
        kind,
        deliversTo: form.deliversTo,
        actionsHeld: form.actionsHeld,
        policy: policyOf(form),
      }),
    onSuccess: async () => {
      await Promise.all([
        forgetReleases(client, id),
        client.invalidateQueries({ queryKey: statusQuery().queryKey }),
        // What one may do in it is new too.
        client.invalidateQueries({ queryKey: sessionQuery().queryKey }),
      ]);
      onMade(id);
    },
  });
  return (
    <Modal opened onClose={onClose} title={t('environments.new')} size={480}>
      <Form onSubmit={() => make.mutate()}>
        <TextInput
          label={t('environments.id')}
          description={t('environments.id-hint')}
          error={wrong ? t('environments.id-wrong') : undefined}
          value={id}
          maxLength={40}
          onChange={(e) => setId(e.currentTarget.value.trim())}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Select
          label={t('environments.kind')}
          data={(['live', 'replay'] as const).map((value) => ({ value, label: t(`environment.${value}`) }))}
          value={kind}
          allowDeselect={false}
          onChange={(next) => setKind(next === 'replay' ? 'replay' : 'live')}
        />
        <PolicyFields form={form} onChange={setForm} />
        {make.isError && <FailureNotice failure={make.error} />}
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('connections.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={make.isPending}
            disabled={id === '' || wrong || !isComplete(named)}
          >
            {t('environments.make')}
          </Button>
        </Group>
      </Form>
    </Modal>
  );
}
