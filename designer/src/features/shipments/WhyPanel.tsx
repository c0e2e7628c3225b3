import { CloseButton, Select } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { whyQuery, workflowsQuery } from '../../api/queries.ts';
import { Canvas } from '../../editor/Canvas.tsx';
import { ExplanationTree } from '../../editor/ExplanationTree.tsx';
import { marksOfWhy } from '../../editor/marks.ts';
import { t } from '../../messages/t.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './WhyPanel.module.css';

interface WhyPanelProps {
  readonly env: string;
  readonly subject: string;
  readonly kind: string;
  /** Empty until one was picked. */
  readonly workflow: string;
  readonly onPick: (workflow: string | undefined) => void;
}

/** Why a workflow did or did not fire for this shipment: the reason in words, and where on the canvas it stopped. */
export function WhyPanel({ env, subject, kind, workflow, onPick }: WhyPanelProps) {
  const list = useQuery(workflowsQuery(env)).data?.items.filter((one) => one.live && one.subject === kind) ?? [];
  const only = list[0]?.id;
  useEffect(() => {
    if (workflow === '' && only !== undefined) onPick(only);
  }, [workflow, only, onPick]);
  return (
    <section className={classes.panel} aria-label={t('why.ask')}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t('why.ask')}</h2>
        <Select
          aria-label={t('why.workflow')}
          data={list.map((one) => ({ value: one.id, label: one.name }))}
          value={workflow || null}
          onChange={(value) => value && onPick(value)}
          allowDeselect={false}
          className={classes.pick ?? ''}
        />
        <CloseButton aria-label={t('why.close')} onClick={() => onPick(undefined)} />
      </div>
      {workflow !== '' && <Answer env={env} subject={subject} workflow={workflow} />}
    </section>
  );
}

function Answer({
  env,
  subject,
  workflow,
}: {
  readonly env: string;
  readonly subject: string;
  readonly workflow: string;
}) {
  const query = useQuery(whyQuery(env, subject, workflow));
  const why = query.data;
  const marks = useMemo(() => (why ? marksOfWhy(why) : undefined), [why]);
  const [picked, setPicked] = useState<string | undefined>(undefined);
  if (query.isPending) return <Loading what={t('why.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  if (!why || !marks) return null;
  const culprit = why.graph.nodes.find((node) => marks.nodes[node.id]?.culprit)?.id;
  const shown = picked ?? culprit;
  const node = shown === undefined ? undefined : why.nodes[shown];
  const title = why.graph.nodes.find((one) => one.id === shown)?.title;
  return (
    <>
      <div className={classes.answer} data-fired={why.fired || undefined} data-testid="why-answer">
        {why.fired ? (
          <IconCheck size={16} stroke={2.25} aria-hidden="true" />
        ) : (
          <IconX size={16} stroke={2.25} aria-hidden="true" />
        )}
        <p>
          {/* Where it fired, the answer begins by saying so. */}
          {!why.fired && <b>{t('why.not-fired')} </b>}
          <Readable text={why.answer} />
          {why.event && (
            <span className={classes.event}>
              {' '}
              {t('why.looked-at')} <bdi>{why.event.title}</bdi>, <When at={why.event.at} />
            </span>
          )}
        </p>
      </div>
      <div className={classes.canvas}>
        <Canvas
          graph={why.graph}
          marks={marks}
          label={t('why.canvas', { name: why.workflow.name })}
          focus={culprit}
          selected={picked}
          onSelect={setPicked}
        />
      </div>
      {node && (
        <div className={classes.reason}>
          <p className={classes.step}>
            {title}
            {node.state && <span className={classes.quiet}> {t(`why.state.${node.state}`)}</span>}
            {node.due && (
              <span className={classes.quiet}>
                {' '}
                {t('why.due')} <When at={node.due} />
              </span>
            )}
          </p>
          {node.condition ? (
            <ExplanationTree tree={node.condition} />
          ) : (
            <p className={classes.quiet}>{node.text ? <Readable text={node.text} /> : t('why.no-condition')}</p>
          )}
        </div>
      )}
    </>
  );
}
