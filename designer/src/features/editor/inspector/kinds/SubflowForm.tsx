import { t } from '../../../../messages/t.ts';
import { TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';

export function SubflowForm() {
  const { set } = useStep();
  return (
    <TextField
      label={t('subflow.workflow')}
      path="/workflow"
      value={useConfig('workflow')}
      onChange={(value) => set('workflow', value ?? '')}
    />
  );
}
