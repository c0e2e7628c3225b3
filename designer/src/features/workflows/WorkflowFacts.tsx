import type { WorkflowDetail } from '@slipway/shared/api';
import { IconAlertTriangle, IconInfoCircle, IconX } from '@tabler/icons-react';
import { problemText } from '../../messages/said.ts';
import { formatNumber, t, tOr } from '../../messages/t.ts';
import { CopyId } from '../../ui/CopyId.tsx';
import { Section } from '../../ui/Section.tsx';
import { When } from '../../ui/When.tsx';
import classes from './side.module.css';

const ICONS = { error: IconX, warning: IconAlertTriangle, info: IconInfoCircle } as const;

interface WorkflowFactsProps {
  readonly one: WorkflowDetail;
  readonly onPick: (node: string) => void;
}

/** What is to be known of a workflow while no step is picked. */
export function WorkflowFacts({ one, onPick }: WorkflowFactsProps) {
  return (
    <div className={classes.side}>
      <Section title={t('workflow.about')} look="panel">
        {one.description && (
          <p className={classes.text}>
            <bdi>{one.description}</bdi>
          </p>
        )}
        <dl className={classes.facts}>
          <dt>{t('workflows.about')}</dt>
          <dd>{tOr(`shipments.kind.${one.subject}`, one.subject)}</dd>
          <dt>{t('workflows.fired')}</dt>
          <dd>{formatNumber(one.fired)}</dd>
          <dt>{t('workflows.runs')}</dt>
          <dd>{formatNumber(one.openRuns)}</dd>
          {one.liveSince && (
            <>
              <dt>{t('workflows.since')}</dt>
              <dd>
                <When at={one.liveSince} />
              </dd>
            </>
          )}
          <dt>{t('workflow.hash')}</dt>
          <dd>
            <CopyId id={one.hash} shown={one.hash.slice(0, 12)} />
          </dd>
        </dl>
      </Section>
      <Section title={t('workflow.problems-title')} look="panel">
        {one.problems.length === 0 && <p className={classes.quiet}>{t('workflow.problems-none')}</p>}
        <ul>
          {one.problems.map((problem, at) => {
            const Icon = ICONS[problem.severity];
            const { nodeId } = problem;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and its rows have no id
              <li key={`${at} ${problem.code}`} className={classes.problem} data-severity={problem.severity}>
                <Icon size={15} stroke={1.9} aria-label={t(`problem.${problem.severity}`)} />
                <span>
                  <bdi>{problemText(problem)}</bdi>
                  {nodeId && (
                    <button type="button" className={classes.jump} onClick={() => onPick(nodeId)}>
                      {one.graph.nodes.find((node) => node.id === nodeId)?.title ?? nodeId}
                    </button>
                  )}
                </span>
              </li>
            );
          })}
        </ul>
      </Section>
    </div>
  );
}
