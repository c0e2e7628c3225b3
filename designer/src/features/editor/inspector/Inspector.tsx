import { type DraftNode, nodeOf } from '@slipway/shared/workflow/edit';
import { type RefObject, useEffect, useRef } from 'react';
import { type EditorDocument, pickedStep } from '../../../editor/document.ts';
import { useDocumentPart, useEditor, usePicked, useStore } from '../../../editor/editor-context.ts';
import { itsDraft } from '../../../editor/use-later.ts';
import { t, tn } from '../../../messages/t.ts';
import { Empty } from '../../../ui/Notice.tsx';
import classes from './Inspector.module.css';
import { StepForm } from './StepForm.tsx';
import { WorkflowForm } from './workflow/WorkflowForm.tsx';

/** The form of what is picked: one step, or the workflow itself while nothing is. */
export function Inspector({ document }: { readonly document: EditorDocument }) {
  const draft = useDocumentPart(document, itsDraft);
  const selection = usePicked(useEditor());
  const frame = useRef<HTMLDivElement>(null);
  useTarget(frame);
  const id = pickedStep({ selection });
  const node = id === undefined ? undefined : nodeOf(draft, id);
  const count = selection.nodes.length + selection.notes.length + selection.wires.length;
  return (
    <div className={classes.pane} ref={frame}>
      {node ? (
        <StepForm key={node.id} document={document} node={node} pointer={pointerOf(draft.nodes, node)} />
      ) : count > 1 ? (
        <Empty title={tn('inspector.many', count)}>{t('inspector.many-detail')}</Empty>
      ) : (
        <WorkflowForm document={document} />
      )}
    </div>
  );
}

function pointerOf(nodes: unknown, node: DraftNode): string {
  return `/nodes/${Array.isArray(nodes) ? nodes.indexOf(node) : -1}`;
}

/** Puts the cursor into the field that somebody asked to be shown, or the nearest one around it. */
function useTarget(frame: RefObject<HTMLDivElement | null>): void {
  const { target } = useEditor();
  const asked = useStore(target);
  useEffect(() => {
    const path = asked?.path;
    if (!path) return;
    const fields = [...(frame.current?.querySelectorAll<HTMLElement>('[data-pointer]') ?? [])];
    const fitting = fields
      .filter((field) => path === field.dataset.pointer || path.startsWith(`${field.dataset.pointer}/`))
      .toSorted((a, b) => (b.dataset.pointer?.length ?? 0) - (a.dataset.pointer?.length ?? 0));
    fitting[0]?.focus();
    fitting[0]?.scrollIntoView({ block: 'nearest' });
  }, [asked, frame]);
}
