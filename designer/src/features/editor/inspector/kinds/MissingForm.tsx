import { t } from '../../../../messages/t.ts';
import { ConditionField } from '../condition/ConditionField.tsx';
import { EventTypes } from '../fields/EventTypes.tsx';
import { DurationField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';
import { SenseFields } from './SenseFields.tsx';

/** What should keep coming, and how long a silence is too long. */
export function MissingForm() {
  const { set } = useStep();
  return (
    <>
      <EventTypes label={t('missing.on')} path="/on" value={useConfig('on')} onChange={(on) => set('on', on)} />
      <ConditionField
        label={t('missing.when')}
        path="/when"
        value={useConfig('when')}
        onChange={(value) => set('when', value)}
        optional
      />
      <DurationField
        label={t('missing.for')}
        path="/for"
        value={useConfig('for')}
        onChange={(value) => set('for', value ?? '')}
      />
      <ConditionField
        label={t('missing.while')}
        path="/while"
        value={useConfig('while')}
        onChange={(value) => set('while', value)}
        optional
      />
      <SenseFields />
    </>
  );
}
