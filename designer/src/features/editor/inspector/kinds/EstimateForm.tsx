import { t } from '../../../../messages/t.ts';
import { TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';

export function EstimateForm() {
  const { set } = useStep();
  return (
    <TextField
      label={t('estimate.model')}
      path="/model"
      value={useConfig('model')}
      onChange={(value) => set('model', value ?? '')}
    />
  );
}
