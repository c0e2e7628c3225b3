import { t } from '../../../../messages/t.ts';
import { ExpressionField, JsonField, TextField } from '../fields/fields.tsx';
import { useConfig, useStep } from '../step-context.ts';

/** Which event is told, about whom, and what it says. */
export function EmitForm() {
  const { set } = useStep();
  return (
    <>
      <TextField
        label={t('emit.type')}
        path="/type"
        value={useConfig('type')}
        hint={t('emit.type-hint')}
        onChange={(type) => set('type', type ?? '')}
      />
      <ExpressionField
        label={t('emit.subject')}
        path="/subject"
        value={useConfig('subject')}
        hint={t('emit.subject-hint')}
        onChange={(subject) => set('subject', subject ?? '')}
      />
      <JsonField
        label={t('emit.data')}
        path="/data"
        value={useConfig('data') ?? {}}
        hint={t('emit.data-hint')}
        onChange={(data) => set('data', data ?? {})}
      />
    </>
  );
}
