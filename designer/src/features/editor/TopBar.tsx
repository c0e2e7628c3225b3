import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconFlask, IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { useDocumentPart, useStore } from '../../editor/editor-context.ts';
import { useLater } from '../../editor/use-later.ts';
import { t, tn } from '../../messages/t.ts';
import { BacktestLink } from '../../release/BacktestLink.tsx';
import { editorViews } from '../../search.ts';
import { Gap } from '../../ui/Bar.tsx';
import { Segments } from '../../ui/Segments.tsx';
import { When } from '../../ui/When.tsx';
import { WorkflowBar } from '../../ui/WorkflowBar.tsx';
import { RunsWhere } from '../../watching/RunsWhere.tsx';
import type { Panel } from './BottomPanel.tsx';
import classes from './Editor.module.css';
import type { Session } from './open-editor.ts';
import { DraftConflict } from './save/DraftConflict.tsx';
import { ReleaseVersion } from './save/ReleaseVersion.tsx';
import { SaveVersion } from './save/SaveVersion.tsx';

type View = (typeof editorViews)[number];

interface TopBarProps {
  readonly session: Session;
  readonly view: View;
  readonly onPanel: (panel: Panel) => void;
  /** Whether it is known what is wrong. */
  readonly checked: boolean;
}

/** What is drawn, how it is saved, how it is looked at, what is wrong with it, and what can be done with the whole. */
export function TopBar({ session, view, onPanel, checked }: TopBarProps) {
  const { editor } = session;
  const name = useDocumentPart(editor.document, (state) => state.graph.name);
  const navigate = useNavigate({ from: '/$env/workflows/$id/edit' });
  const show = (next: View) => void navigate({ search: (old) => ({ ...old, view: next }), replace: true });
  return (
    <WorkflowBar
      name={name}
      backLabel={t('editor.back')}
      back={(look) => (
        <Link to="/$env/workflows/$id" params={{ env: editor.environment, id: editor.workflow }} {...look} />
      )}
      version={<DraftState session={session} />}
    >
      <Segments
        label={t('editor.view')}
        value={view}
        segments={editorViews.map((one) => ({ value: one, label: t(`editor.view.${one}`) }))}
        onChange={show}
      />
      <Gap />
      <RunsWhere workflow={editor.workflow} />
      <ProblemCount session={session} checked={checked} onOpen={() => onPanel('problems')} />
      <Button leftSection={<IconFlask size={15} stroke={1.75} />} onClick={() => onPanel('tryit')}>
        {t('editor.panel.tryit')}
      </Button>
      <DraftConflict session={session} />
      <BacktestLink workflow={editor.workflow} />
      <SaveVersion session={session} />
      <ReleaseVersion session={session} />
    </WorkflowBar>
  );
}

function DraftState({ session: { autosave, base, editor } }: { readonly session: Session }) {
  const number = useStore(base);
  const saved = useSyncExternalStore(autosave.subscribe, () => autosave.state);
  const failed = saved.kind === 'failed' || saved.kind === 'conflict';
  return (
    <span className={classes.state}>
      <Link
        className={classes.draft}
        to="/$env/workflows/$id/versions"
        params={{ env: editor.environment, id: editor.workflow }}
        title={t('compare.title')}
      >
        {number === null ? t('editor.draft-new') : t('editor.draft-of', { version: number })}
      </Link>
      <span className={classes.saved} role="status" data-failed={failed || undefined} data-quiet={!failed || undefined}>
        {saved.kind === 'saved' && saved.at === null ? t('editor.save.none') : t(`editor.save.${saved.kind}`)}{' '}
        {saved.kind === 'saved' && saved.at !== null && <When at={saved.at} />}
      </span>
    </span>
  );
}

interface ProblemCountProps {
  readonly session: Session;
  readonly checked: boolean;
  readonly onOpen: () => void;
}

function ProblemCount({ session, checked, onOpen }: ProblemCountProps) {
  const problems = useLater(session.editor.problems);
  const errors = problems.some((problem) => problem.severity === 'error');
  const Icon = errors ? IconX : problems.length > 0 ? IconAlertTriangle : IconCheck;
  return (
    <button
      type="button"
      className={classes.problems}
      data-errors={errors || undefined}
      data-unchecked={!checked || undefined}
      onClick={onOpen}
    >
      <Icon size={15} stroke={1.9} aria-hidden="true" />
      <span data-quiet={problems.length === 0 || undefined}>
        {problems.length === 0 ? t('workflows.no-problems') : tn('workflow.problems', problems.length)}
      </span>
    </button>
  );
}
