import { useQuery } from '@tanstack/react-query';
import { countersQuery } from '../../../api/queries.ts';
import { pickedStep } from '../../../editor/document.ts';
import { useDocumentPart, useEditor } from '../../../editor/editor-context.ts';
import { t } from '../../../messages/t.ts';
import { TapPanel } from '../../../watching/tap/TapPanel.tsx';
import classes from './EditorTap.module.css';

/** The tap of the step that is picked, where the version that runs here has it. */
export function EditorTap() {
  const { environment, workflow, document } = useEditor();
  const step = useDocumentPart(document, pickedStep);
  const graph = useDocumentPart(document, (state) => state.graph);
  const runs = useQuery({
    ...countersQuery(environment, workflow),
    select: ({ nodes }) => step !== undefined && Object.hasOwn(nodes, step),
  }).data;
  if (step === undefined || runs === undefined) return null;
  return (
    <div className={classes.tap}>
      {runs ? (
        <TapPanel environment={environment} workflow={workflow} step={step} graph={graph} />
      ) : (
        <p className={classes.quiet}>{t('tap.not-live')}</p>
      )}
    </div>
  );
}
