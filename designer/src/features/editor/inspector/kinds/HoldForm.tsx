import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { DurationField } from '../fields/fields.tsx';
import { NumberField } from '../fields/NumberField.tsx';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';

/** What must be so without a break, and for how long. */
export function HoldForm() {
  const { set } = useStep();
  return (
    <>
      <EventTypes
        label={t('hold.on')}
        path="/on"
        value={useConfig('on')}
        onChange={(on) => set('on', on.length === 0 ? undefined : on)}
      />
      <ConditionField
        label={t('hold.while')}
        path="/while"
        value={useConfig('while')}
        onChange={(value) => set('while', value)}
      />
      <DurationField
        label={t('hold.for')}
        path="/for"
        value={useConfig('for')}
        onChange={(value) => set('for', value ?? '')}
      />
      <ConditionField
        label={t('hold.until')}
        path="/until"
        value={useConfig('until')}
        onChange={(until) => set('until', until)}
        optional
      />
      <DurationField
        label={t('hold.max-gap')}
        path="/maxGap"
        value={useConfig('maxGap')}
        hint={t('hold.max-gap-hint')}
        onChange={(maxGap) => set('maxGap', maxGap)}
      />
      <NumberField
        label={t('hold.min-samples')}
        path="/minSamples"
        value={useConfig('minSamples')}
        onChange={(count) => set('minSamples', count)}
        count
      />
      <SenseFields />
    </>
  );
}
