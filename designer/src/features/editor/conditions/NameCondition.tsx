import { Button, Group, Modal, TextInput } from '@mantine/core';
import { describeCondition } from '@slipway/shared/condition';
import { conditionsOf, extractCondition, freshConditionName, nameFault } from '@slipway/shared/workflow/edit';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { locale } from '../../../messages/locale.ts';
import { t } from '../../../messages/t.ts';

interface NameConditionProps {
  /** JSON pointer of the condition, or of the part of one, that is to be kept under a name. */
  readonly pointer: string;
  readonly condition: unknown;
  readonly onClose: () => void;
  /** Gives the focus back where nothing was named. */
  readonly onCancel: () => void;
}

/** Asks for the name under which a condition is kept from now on. */
export function NameCondition({ pointer, condition, onClose, onCancel }: NameConditionProps) {
  const editor = useEditor();
  const { document } = editor;
  const { draft } = document.state;
  const telling = { language: locale };
  const [name, setName] = useState(() => freshConditionName(draft, describeCondition(condition, telling)));
  const given = name.trim();
  const fault = nameFault(draft, given);
  const cancel = () => {
    onClose();
    requestAnimationFrame(onCancel);
  };
  const give = () => {
    const label = t('conditions.made', { name: given });
    if (!document.apply((before) => extractCondition(before, pointer, given), { label })) return;
    editor.announcement.set(label);
    onClose();
    // The cursor goes on at the reference, which stands where the condition stood.
    editor.target.set({ node: document.state.selection.nodes[0], path: pointer });
  };
  return (
    <Modal opened onClose={cancel} title={t('conditions.extract-title')}>
      <form
        onSubmit={(e) => {
          e.preventDefault();
          // A form in a dialog is no part of the form behind it, but its events bubble there.
          e.stopPropagation();
          if (fault === undefined) give();
        }}
      >
        <TextInput
          label={t('conditions.name')}
          description={describeCondition(condition, { ...telling, conditions: conditionsOf(draft) })}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          onFocus={(e) => e.currentTarget.select()}
          error={fault === undefined || given === '' ? undefined : t(`conditions.fault.${fault}`)}
          maxLength={64}
          required
          data-autofocus
        />
        <Group justify="flex-end" mt="md">
          <Button onClick={cancel}>{t('conditions.cancel')}</Button>
          <Button type="submit" variant="filled" disabled={fault !== undefined}>
            {t('conditions.give')}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
