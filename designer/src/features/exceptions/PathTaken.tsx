import { Button } from '@mantine/core';
import type { ExceptionDetail } from '@slipway/shared/api';
import { Link } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Canvas } from '../../editor/Canvas.tsx';
import { ExplanationTree } from '../../editor/ExplanationTree.tsx';
import { StepTile } from '../../editor/KindTile.tsx';
import { marksOfTrace } from '../../editor/marks.ts';
import { familyOf } from '../../editor/node-kinds/index.ts';
import { answerText } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Section } from '../../ui/Section.tsx';
import { Readable } from '../../ui/When.tsx';
import classes from './PathTaken.module.css';

/** How it was decided: the steps passed as cards, or the whole workflow of that version with the path lit. */
export function PathTaken({ one }: { readonly one: ExceptionDetail }) {
  const env = useEnvironmentId();
  const marks = useMemo(() => marksOfTrace(one.trace), [one.trace]);
  const [whole, setWhole] = useState(false);
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const steps = useMemo(
    () =>
      one.graph.nodes
        .filter((node) => marks.nodes[node.id])
        .sort((a, b) => (marks.nodes[a.id]?.order ?? 0) - (marks.nodes[b.id]?.order ?? 0)),
    [one.graph, marks],
  );
  const toggle = (id: string) => setPicked((old) => (old === id ? undefined : id));
  const condition = picked ? marks.nodes[picked]?.condition : undefined;
  const aside = (
    <span className={classes.aside}>
      <Link to="/$env/workflows/$id" params={{ env, id: one.workflow.id }} search={{ version: one.workflow.version }}>
        <bdi>{one.workflow.name}</bdi> {t('version', { version: one.workflow.version })}
      </Link>
      <Button size="xs" variant="subtle" onClick={() => setWhole(!whole)} aria-expanded={whole}>
        {t(whole ? 'case.path-cards' : 'case.path-whole')}
      </Button>
    </span>
  );
  return (
    <Section title={t('case.path')} aside={aside}>
      {steps.length === 0 && <p className={classes.none}>{t('case.path-none')}</p>}
      {!whole && (
        <ol className={classes.path} data-testid="path">
          {steps.map((node) => {
            const mark = marks.nodes[node.id];
            return (
              <li key={node.id} className={classes.step}>
                <button
                  type="button"
                  className={classes.card}
                  data-family={familyOf(node)}
                  data-last={node === steps.at(-1) || undefined}
                  aria-expanded={mark?.condition ? picked === node.id : undefined}
                  onClick={() => toggle(node.id)}
                >
                  <span className={classes.head}>
                    <StepTile node={node} />
                    <bdi className={classes.title}>{node.title}</bdi>
                    <span className={classes.number}>{one.graph.nodes.indexOf(node) + 1}</span>
                  </span>
                  <span className={classes.answer} title={mark?.answer && answerText(mark.answer)}>
                    {mark?.answer ? <Readable text={mark.answer} /> : t('node.passed')}
                  </span>
                </button>
              </li>
            );
          })}
        </ol>
      )}
      {whole && (
        <div className={classes.canvas}>
          <Canvas
            graph={one.graph}
            marks={marks}
            label={t('case.canvas', { name: one.workflow.name })}
            selected={picked}
            onSelect={setPicked}
          />
        </div>
      )}
      {condition && <ExplanationTree tree={condition} />}
    </Section>
  );
}
