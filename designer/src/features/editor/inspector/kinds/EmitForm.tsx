import { dataSchemaOf, eventType } from '@slipway/shared/event';
import { t } from '../../../../messages/t.ts';
import { ExpressionField, TextField } from '../fields/fields.tsx';
import { InputForm } from '../operation/InputForm.tsx';
import { useConfig, useStep } from '../step-context.ts';
import { asObject } from './small-forms.tsx';

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
      <InputForm
        title={t('emit.data')}
        path="/data"
        schema={schemaOf(useConfig('type'))}
        value={asObject(useConfig('data'))}
        onChange={(data) => set('data', data)}
      />
    </>
  );
}

/** The JSON Schema of what an event of a type says; one of the user's own says what its step says. */
function schemaOf(type: unknown): Readonly<Record<string, unknown>> {
  const known = typeof type === 'string' ? eventType(type) : undefined;
  return known ? dataSchemaOf(known) : { type: 'object', properties: {} };
}
