import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import { libraryWorkflowQuery } from '../../api/library.ts';
import { EditArea } from '../../editor/editing/EditArea.tsx';
import { type Editor, EditorContext, reveal, useDocumentPart } from '../../editor/editor-context.ts';
import { t } from '../../messages/t.ts';
import type { editorViews } from '../../search.ts';
import { useCommands } from '../../shell/commands/registry.ts';
import { Split, type SplitLook, SplitSide } from '../../ui/Split.tsx';
import { usePainted } from '../../ui/use-painted.ts';
import { LiveLens, useLens } from '../../watching/LiveLens.tsx';
import { BottomPanel, type Panel } from './BottomPanel.tsx';
import { conditionCommands } from './conditions/commands.ts';
import { DirtyLegend } from './dirty/DirtyLegend.tsx';
import { useDirty } from './dirty/use-dirty.ts';
import classes from './Editor.module.css';
import { useGiven } from './given/use-given.ts';
import { Inspector } from './inspector/Inspector.tsx';
import { JsonPane } from './json/JsonPane.tsx';
import type { Session } from './open-editor.ts';
import { prefersOutline } from './outline/kept.ts';
import { Outline } from './outline/Outline.tsx';
import { useOutlineView } from './outline/use-outline-view.ts';
import { viewCommands } from './outline/view-commands.ts';
import { useProblems } from './problems/use-problems.ts';
import { TopBar } from './TopBar.tsx';
import { useWayBack } from './use-way-back.ts';
import { EditorTap } from './watch/EditorTap.tsx';

/**
 * The editor: palette, canvas and inspector (or the JSON beside the canvas) over what is tried and what is wrong. Of another
 * address it draws what is another in it, and nothing else.
 */
export const EditorScreen = memo(function EditorScreen({ session }: { readonly session: Session }) {
  const { editor } = session;
  const { document } = editor;
  // The step that the address names may be another at every click, and nothing here is drawn anew for that.
  const asked = useSearch({ from: '/$env/workflows/$id/edit', select: (search) => search.view });
  const view = asked ?? (prefersOutline() ? 'outline' : 'canvas');
  const show = useShowView();
  const outline = useOutlineView(view, show);
  useCommands(() => viewCommands({ view, panel, show, onPanel: setPanel, toggle: outline.toggle }));
  useCommands(() => conditionCommands(editor, () => (view === 'json' || view === 'split') && show('canvas')));
  const [panel, setPanel] = useState<Panel | null>('tryit');
  // The canvas comes first: what is said about it has its place, and is drawn once the canvas is seen.
  const painted = usePainted();
  const name = useDocumentPart(document, (state) => state.graph.name);
  const page = useRef<HTMLDivElement>(null);
  const inspector = useRef<HTMLElement>(null);
  const inspect = useCallback(() => focusFirst(inspector.current), []);
  const lens = useLens(editor);
  const live = useQuery(libraryWorkflowQuery(editor.workflow)).data?.environments.some(
    (place) => place.environment === editor.environment,
  );
  useGiven(editor);
  useProblems(editor, painted);
  useDirty(editor);
  useWayBack(page);
  return (
    <EditorContext value={editor}>
      <LinkedStep editor={editor} />
      <div ref={page} className={classes.page}>
        <TopBar session={session} view={view} onPanel={setPanel} checked={painted} />
        <Split look={splitOf(view, outline.beside)}>
          {view === 'outline' && (
            <Outline
              label={t('hands.outline', { name })}
              beside={outline.beside}
              onBeside={outline.onBeside}
              takesFocus={outline.takesFocus}
              onInspect={inspect}
            />
          )}
          {view !== 'json' && (view !== 'outline' || outline.beside) && (
            <EditArea
              label={t('workflow.canvas', { name })}
              palette={view === 'canvas'}
              takesFocus={view === 'canvas' && outline.takesFocus}
              counts={live && lens.on ? lens.counts : undefined}
              onInspect={inspect}
            >
              <DirtyLegend />
              {live && <LiveLens environment={editor.environment} workflow={editor.workflow} lens={lens} />}
            </EditArea>
          )}
          {view === 'canvas' || view === 'outline' ? (
            <SplitSide ref={inspector} label={t('editor.inspector')} scrolls>
              {painted && <Inspector document={document} />}
              {painted && live && <EditorTap />}
            </SplitSide>
          ) : (
            <SplitSide label={t('editor.json')}>
              <JsonPane document={document} />
            </SplitSide>
          )}
        </Split>
        <BottomPanel editor={editor} panel={panel} onPanel={setPanel} painted={painted} />
      </div>
    </EditorContext>
  );
});

function splitOf(view: (typeof editorViews)[number], beside: boolean): SplitLook {
  if (view === 'json') return 'alone';
  if (view === 'split') return 'halves';
  return view === 'outline' && beside ? 'between' : 'inspector';
}

/** Changes how the workflow is looked at, which the address says. */
function useShowView(): (view: (typeof editorViews)[number]) => void {
  const navigate = useNavigate({ from: '/$env/workflows/$id/edit' });
  return (view) => void navigate({ search: (old) => ({ ...old, view }), replace: true });
}

/** Enter on a card goes on in the inspector: to its first field, or to the panel itself. */
function focusFirst(panel: HTMLElement | null): void {
  const first = panel?.querySelector<HTMLElement>(
    'input:not([type="hidden"]), textarea, select, button, [tabindex="0"]',
  );
  (first ?? panel)?.focus();
}

/** A link may name a step; and the address names what is picked, so that it can be sent to somebody. */
function LinkedStep({ editor }: { readonly editor: Editor }) {
  const node = useSearch({ from: '/$env/workflows/$id/edit', select: (search) => search.node });
  const navigate = useNavigate({ from: '/$env/workflows/$id/edit' });
  const linked = useRef(node);
  useEffect(() => {
    if (linked.current !== undefined) reveal(editor, linked.current);
    let last = linked.current;
    const follow = () => {
      const { nodes } = editor.document.state.selection;
      const picked = nodes.length === 1 ? nodes[0] : undefined;
      if (picked === last || editor.moving.get()) return;
      last = picked;
      void navigate({ search: (old) => ({ ...old, node: picked }), replace: true });
    };
    // Not within the click: a card that is taken hold of is picked first, and then on its way.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(follow);
    };
    const stops = [editor.document.subscribe(later), editor.moving.subscribe(later)];
    return () => {
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [editor, navigate]);
  return null;
}
