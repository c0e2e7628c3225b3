import { useQuery } from '@tanstack/react-query';
import { countersQuery } from '../../../api/queries.ts';
import { pickedStep } from '../../../editor/document.ts';
import { useEditor, usePicked } from '../../../editor/editor-context.ts';
import { itsGraph, useDocumentPartLater } from '../../../editor/use-later.ts';
import { t } from '../../../messages/t.ts';
import { TapPanel } from '../../../watching/tap/TapPanel.tsx';
import classes from './EditorTap.module.css';

/** The tap of the step that is picked, where the version that runs here has it. */
export function EditorTap() {
  const editor = useEditor();
  const { environment, workflow, document } = editor;
  const step = pickedStep({ selection: usePicked(editor) });
  const graph = useDocumentPartLater(document, itsGraph);
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
