import { Button, Group, Modal, TextInput } from '@mantine/core';
import { variableNameSchema } from '@slipway/shared/api';
import { useState } from 'react';
import { t } from '../../messages/t.ts';

interface NewVariableProps {
  readonly known: readonly string[];
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a variable that no live workflow declares yet; its value is asked for next. */
export function NewVariable({ known, onName, onClose }: NewVariableProps) {
  const [name, setName] = useState('');
  const wrong = name !== '' && !variableNameSchema.safeParse(name).success;
  const there = known.includes(name);
  return (
    <Modal opened onClose={onClose} title={t('variables.new')}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (name !== '' && !wrong) onName(name);
        }}
      >
        <TextInput
          label={t('variables.name')}
          description={t('variables.name-hint')}
          error={wrong ? t('variables.name-wrong') : undefined}
          value={name}
          onChange={(e) => setName(e.currentTarget.value.trim())}
          maxLength={64}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>{t('connections.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={name === '' || wrong}>
            {t(there ? 'variables.open' : 'connections.go-on')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
