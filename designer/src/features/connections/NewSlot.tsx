import { slotSchema } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';

interface NewSlotProps {
  readonly onName: (slot: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a slot that no live workflow names yet; its form opens then. */
export function NewSlot({ onName, onClose }: NewSlotProps) {
  return (
    <NameDialog
      title={t('connections.new')}
      label={t('connections.slot')}
      hint={t('connections.slot-hint')}
      isName={(name) => slotSchema.safeParse(name).success}
      wrong={t('connections.slot-wrong')}
      cancel={t('connections.cancel')}
      goOn={() => t('connections.go-on')}
      onName={onName}
      onClose={onClose}
    />
  );
}
