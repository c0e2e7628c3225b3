import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';

interface NameDialogProps {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  /** Whether something may be called that, and what is said when not. */
  readonly isName: (name: string) => boolean;
  readonly wrong: string;
  readonly cancel: string;
  /** What the button says that goes on with this name. */
  readonly goOn: (name: string) => string;
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

const NAME_MOST = 64;

/** Asks for the name of something new, before its form opens. */
export function NameDialog({ title, label, hint, isName, wrong, cancel, goOn, onName, onClose }: NameDialogProps) {
  const [name, setName] = useState('');
  const isGood = name !== '' && isName(name);
  return (
    <Modal opened onClose={onClose} title={title}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (isGood) onName(name);
        }}
      >
        <TextInput
          label={label}
          description={hint}
          error={name === '' || isGood ? undefined : wrong}
          value={name}
          onChange={(e) => setName(e.currentTarget.value.trim())}
          maxLength={NAME_MOST}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={onClose}>{cancel}</Button>
          <Button type="submit" variant="filled" disabled={!isGood}>
            {goOn(name)}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
