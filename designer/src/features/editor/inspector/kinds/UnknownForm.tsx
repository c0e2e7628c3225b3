import { setConfig } from '@slipway/shared/workflow/edit';
import { useEditor } from '../../../../editor/editor-context.ts';
import { t } from '../../../../messages/t.ts';
import { JsonField } from '../fields/fields.tsx';
import { useStep } from '../step-context.ts';

/** A kind that this build has no form for: its configuration as JSON. */
export function UnknownForm() {
  const { document } = useEditor();
  const { node } = useStep();
  return (
    <JsonField
      label={t('inspector.config')}
      path=""
      value={node.config}
      onChange={(config) =>
        void document.apply((draft) => setConfig(draft, node.id, config ?? {}), {
          label: t('inspector.changed', { what: t('inspector.config'), step: node.title }),
          key: `${node.id}/config`,
        })
      }
    />
  );
}
