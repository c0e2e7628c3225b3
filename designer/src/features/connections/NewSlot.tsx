import { Button, Group, Modal, TextInput } from '@mantine/core';
import { slotSchema } from '@slipway/shared/api';
import { useState } from 'react';
import { t } from '../../messages/t.ts';

/** Asks for the name of a slot that no live workflow names yet; its form opens then. */
export function NewSlot({
  onName,
  onClose,
}: {
  readonly onName: (slot: string) => void;
  readonly onClose: () => void;
}) {
  const [name, setName] = useState('');
  const wrong = name !== '' && !slotSchema.safeParse(name).success;
  return (
    <Modal opened onClose={onClose} title={t('connections.new')}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (name !== '' && !wrong) onName(name);
        }}
      >
        <TextInput
          label={t('connections.slot')}
          description={t('connections.slot-hint')}
          error={wrong ? t('connections.slot-wrong') : undefined}
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
            {t('connections.go-on')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
