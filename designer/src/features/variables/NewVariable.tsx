import { variableNameSchema } from '@slipway/shared/api';
import { t } from '../../messages/t.ts';
import { NameDialog } from '../../ui/NameDialog.tsx';

interface NewVariableProps {
  readonly known: readonly string[];
  readonly onName: (name: string) => void;
  readonly onClose: () => void;
}

/** Asks for the name of a variable that no live workflow declares yet; its value is asked for next. */
export function NewVariable({ known, onName, onClose }: NewVariableProps) {
  return (
    <NameDialog
      title={t('variables.new')}
      label={t('variables.name')}
      hint={t('variables.name-hint')}
      isName={(name) => variableNameSchema.safeParse(name).success}
      wrong={t('variables.name-wrong')}
      cancel={t('connections.cancel')}
      goOn={(name) => t(known.includes(name) ? 'variables.open' : 'connections.go-on')}
      onName={onName}
      onClose={onClose}
    />
  );
}
