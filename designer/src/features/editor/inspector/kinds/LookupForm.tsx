import { t } from '../../../../messages/t.ts';
import { TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';

export function LookupForm() {
  const { set } = useStep();
  return (
    <TextField
      label={t('lookup.table')}
      path="/table"
      value={useConfig('table')}
      onChange={(value) => set('table', value ?? '')}
    />
  );
}
