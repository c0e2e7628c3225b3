import { t } from '../../../../messages/t.ts';
import { ChoiceField, DurationField } from '../fields/fields.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import { useConfig, useStep } from '../step-context.ts';

const needs = ['all', 'any', 'some'] as const;

/** How many of the ways that lead here must have been gone, and how long it waits for them. */
export function JoinForm() {
  const { set } = useStep();
  const need = useConfig('need');
  const kind = typeof need === 'number' ? 'some' : need === 'any' ? 'any' : 'all';
  return (
    <>
      <ChoiceField
        label={t('join.need')}
        path="/need"
        value={kind}
        choices={needs.map((value) => ({ value, label: t(`join.${value}`) }))}
        onChange={(next) => set('need', next === 'some' ? 2 : next)}
      />
      {kind === 'some' && (
        <NumberField
          label={t('join.count')}
          path="/need"
          value={need}
          onChange={(count) => set('need', count ?? 1)}
          count
        />
      )}
      <DurationField
        label={t('wait.timeout')}
        path="/timeout"
        value={useConfig('timeout')}
        hint={t('join.timeout-hint')}
        onChange={(timeout) => set('timeout', timeout)}
      />
    </>
  );
}
