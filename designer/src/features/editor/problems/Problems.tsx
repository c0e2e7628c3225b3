import { Button } from '@mantine/core';
import type { Problem, ProblemExample } from '@slipway/shared/problem';
import { type DraftGraph, type Mend, mendsOf } from '@slipway/shared/workflow/edit';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useCallback, useEffect } from 'react';
import type { EditorDocument } from '../../../editor/document.ts';
import { reveal, useDocumentPart, useEditor, useStore } from '../../../editor/editor-context.ts';
import { eventTitle } from '../../../editor/event-title.ts';
import { faceOf } from '../../../editor/node-kinds/index.ts';
import { problemText } from '../../../messages/said.ts';
import { t, tn } from '../../../messages/t.ts';
import { exampleFacts } from './example.ts';
import { mendText } from './mend-text.ts';
import classes from './Problems.module.css';

const ICONS = { error: IconX, warning: IconAlertTriangle, info: IconInfoCircle } as const;
const RANK = { error: 0, warning: 1, info: 2 } as const;

/** What is wrong with the draft, worst first: each row leads to the step or field, and offers a mend where there is one. */
export function Problems({ document }: { readonly document: EditorDocument }) {
  const editor = useEditor();
  const problems = useStore(editor.problems).toSorted((a, b) => RANK[a.severity] - RANK[b.severity]);
  const graph = useDocumentPart(document, (state) => state.graph);
  const mend = useCallback(
    (one: Mend) => {
      const label = mendText(one);
      if (document.apply(one.apply, { label })) editor.announcement.set(label);
    },
    [document, editor],
  );
  useNextProblem();
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const safe = problems
    .flatMap((problem) => mendsOf(document.state.draft, problem).slice(0, 1))
    .filter((one) => one.safe);
  return (
    <section className={classes.pane} aria-label={t('problems.title')}>
      <div className={classes.head}>
        <span role="status">
          {problems.length === 0
            ? t('problems.none')
            : errors === 0
              ? t('problems.warnings')
              : tn('problems.errors', errors)}
        </span>
        <span className={classes.keys}>{t('problems.keys')}</span>
        {safe[0] && (
          <Button size="xs" onClick={() => safe[0] && mend(safe[0])}>
            {t('problems.first-mend', { mend: mendText(safe[0]) })}
          </Button>
        )}
      </div>
      <ul className={classes.list}>
        {problems.map((problem, index) => (
          <Row
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything
            key={`${index} ${problem.code} ${problem.path}`}
            problem={problem}
            graph={graph}
            mends={mendsOf(document.state.draft, problem)}
            onMend={mend}
            onJump={() => reveal(editor, problem.nodeId, problem.path)}
          />
        ))}
        {problems.length === 0 && (
          <li className={classes.fine}>
            <IconCheck size={15} stroke={2} aria-hidden="true" /> {t('problems.fine')}
          </li>
        )}
      </ul>
    </section>
  );
}

interface RowProps {
  readonly problem: Problem;
  readonly graph: DraftGraph;
  readonly mends: readonly Mend[];
  readonly onMend: (mend: Mend) => void;
  readonly onJump: () => void;
}

function Row({ problem, graph, mends, onMend, onJump }: RowProps) {
  const Icon = ICONS[problem.severity];
  const node = graph.nodes.find((each) => each.id === problem.nodeId);
  const Face = node ? faceOf(node).icon : undefined;
  return (
    <li className={classes.row} data-severity={problem.severity}>
      <Icon size={15} stroke={1.9} aria-label={t(`problem.${problem.severity}`)} />
      <div className={classes.told}>
        <button type="button" className={classes.jump} onClick={onJump}>
          <bdi>{problemText(problem)}</bdi>
        </button>
        {problem.example && <Example example={problem.example} />}
      </div>
      <span className={classes.where}>
        {node && Face && (
          <>
            <Face size={14} stroke={1.75} aria-hidden="true" /> {typeof node.number === 'number' ? node.number : ''}{' '}
            <bdi>{node.title}</bdi>
          </>
        )}
      </span>
      <code className={classes.code}>{problem.code}</code>
      <span className={classes.mends}>
        {mends.slice(0, 2).map((mend) => (
          <Button size="xs" key={mendText(mend)} onClick={() => onMend(mend)}>
            {mendText(mend)}
          </Button>
        ))}
      </span>
    </li>
  );
}

/** The input that shows it: what each field would be, and in which event. */
function Example({ example }: { readonly example: ProblemExample }) {
  const facts = exampleFacts(example);
  if (facts.length === 0) return null;
  return (
    <dl className={classes.example}>
      <dt>{t('example.title')}</dt>
      {facts.map(({ name, value }) => (
        <dd key={name}>
          <bdi>{name}</bdi> <b>{value === null ? t('example.missing') : value}</b>
        </dd>
      ))}
      {example.event && <dd>{t('example.event', { type: eventTitle(example.event.type) ?? example.event.type })}</dd>}
    </dl>
  );
}

/** F8 goes to the next problem, Shift+F8 to the one before, wherever the cursor is. */
function useNextProblem(): void {
  const editor = useEditor();
  useEffect(() => {
    const jump = (e: KeyboardEvent) => {
      const problems = editor.problems.get();
      if (e.key !== 'F8' || problems.length === 0) return;
      e.preventDefault();
      const target = editor.target.get();
      const now = problems.findIndex((each) => each.path === target?.path && each.nodeId === target?.node);
      const next = problems.at((now + (e.shiftKey ? -1 : 1)) % problems.length);
      if (!next) return;
      reveal(editor, next.nodeId, next.path);
      editor.announcement.set(problemText(next));
    };
    window.addEventListener('keydown', jump);
    return () => window.removeEventListener('keydown', jump);
  }, [editor]);
}
