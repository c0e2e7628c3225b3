import { Checkbox, Select, TextInput } from '@mantine/core';
import type { Policy } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import classes from './Admin.module.css';

/** What the fields hold: numbers as they are typed. */
export interface EnvironmentForm {
  readonly title: string;
  readonly order: string;
  readonly deliversTo: 'outbox' | 'targets';
  readonly actionsHeld: boolean;
  readonly approvals: string;
  readonly authorMayApprove: boolean;
  readonly expiresHours: string;
}

const whole = (text: string, least: number, most: number): boolean =>
  /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;

/** Whether every number is one that the policy can have. */
export function isComplete(form: EnvironmentForm): boolean {
  return (
    form.title.trim() !== '' &&
    whole(form.order, 0, 1_000) &&
    whole(form.approvals, 0, 10) &&
    whole(form.expiresHours, 1, 24 * 90)
  );
}

export function policyOf({ approvals, authorMayApprove, expiresHours }: EnvironmentForm): Policy {
  return { approvals: Number(approvals), authorMayApprove, expiresHours: Number(expiresHours) };
}

interface PolicyFieldsProps {
  readonly form: EnvironmentForm;
  readonly disabled?: boolean;
  readonly onChange: (form: EnvironmentForm) => void;
}

/** Where an environment stands, where its actions go, and whom it asks. */
export function PolicyFields({ form, disabled = false, onChange }: PolicyFieldsProps) {
  const set = (change: Partial<EnvironmentForm>) => onChange({ ...form, ...change });
  return (
    <>
      <TextInput
        label={t('environments.title')}
        value={form.title}
        disabled={disabled}
        maxLength={120}
        onChange={(e) => set({ title: e.currentTarget.value })}
      />
      <TextInput
        label={t('environments.order')}
        description={t('environments.order-hint')}
        value={form.order}
        inputMode="numeric"
        disabled={disabled}
        error={whole(form.order, 0, 1_000) ? undefined : t('environments.number', { least: 0, most: 1_000 })}
        onChange={(e) => set({ order: e.currentTarget.value.trim() })}
      />
      <Select
        label={t('environments.actions')}
        description={t(`environments.delivers-says.${form.deliversTo}`)}
        data={(['outbox', 'targets'] as const).map((value) => ({ value, label: t(`environments.delivers.${value}`) }))}
        value={form.deliversTo}
        allowDeselect={false}
        disabled={disabled}
        onChange={(next) => set({ deliversTo: next === 'targets' ? 'targets' : 'outbox' })}
      />
      <Checkbox
        label={t('environments.hold')}
        description={t('environments.hold-hint')}
        checked={form.actionsHeld}
        disabled={disabled}
        onChange={(e) => set({ actionsHeld: e.currentTarget.checked })}
      />
      <fieldset className={`${classes.checks} ${classes.policy}`}>
        <legend>{t('environments.policy')}</legend>
        <TextInput
          label={t('environments.approvals')}
          value={form.approvals}
          inputMode="numeric"
          disabled={disabled}
          error={whole(form.approvals, 0, 10) ? undefined : t('environments.number', { least: 0, most: 10 })}
          onChange={(e) => set({ approvals: e.currentTarget.value.trim() })}
        />
        <Checkbox
          label={t('environments.author-may')}
          checked={form.authorMayApprove}
          disabled={disabled}
          onChange={(e) => set({ authorMayApprove: e.currentTarget.checked })}
        />
        <TextInput
          label={t('environments.expires')}
          value={form.expiresHours}
          inputMode="numeric"
          disabled={disabled}
          error={whole(form.expiresHours, 1, 2_160) ? undefined : t('environments.number', { least: 1, most: 2_160 })}
          onChange={(e) => set({ expiresHours: e.currentTarget.value.trim() })}
        />
      </fieldset>
    </>
  );
}
