import { t } from '../../../../messages/t.ts';
import { TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';

export function TableForm() {
  const { set } = useStep();
  return (
    <TextField
      label={t('table.hitPolicy')}
      path="/hitPolicy"
      value={useConfig('hitPolicy')}
      onChange={(value) => set('hitPolicy', value ?? '')}
    />
  );
}
