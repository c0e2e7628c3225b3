import { CloseButton } from '@mantine/core';
import type { Counters, WorkflowDetail } from '@slipway/shared/api';
import { NODE_KINDS, type NodeKind } from '@slipway/shared/workflow';
import { readEnd } from '../../editor/ends.ts';
import { StepTile } from '../../editor/KindTile.tsx';
import { type GraphNode, kindWords } from '../../editor/node-kinds/index.ts';
import { placePorts } from '../../editor/ports.ts';
import { useEnglish } from '../../editor/use-english.ts';
import { formatNumber, t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Empty } from '../../ui/Notice.tsx';
import { Section } from '../../ui/Section.tsx';
import { TapPanel } from '../../watching/tap/TapPanel.tsx';
import classes from './side.module.css';

interface StepInspectorProps {
  readonly one: WorkflowDetail;
  readonly node: string;
  readonly counters: Counters | undefined;
  readonly onClose: () => void;
}

/** One step: what it does in words, where its tokens went, and its configuration as it is saved. */
export function StepInspector({ one, node: id, counters, onClose }: StepInspectorProps) {
  const env = useEnvironmentId();
  const english = useEnglish(one.graph, true);
  const node = one.graph.nodes.find((each) => each.id === id);
  if (!node) return <Empty title={t('step.unknown')} />;
  const number = typeof node.number === 'number' ? node.number : one.graph.nodes.indexOf(node) + 1;
  return (
    <div className={classes.side}>
      <div className={classes.head}>
        <StepTile node={node} size="large" />
        <div className={classes.titles}>
          <h2 className={classes.title}>
            <bdi>{node.title}</bdi>
          </h2>
          <p className={classes.kind}>{t('step.kind', { kind: kindTitle(node), number })}</p>
        </div>
        <CloseButton aria-label={t('close')} onClick={onClose} />
      </div>
      <Section title={t('step.english')}>
        <p className={classes.english}>
          <bdi>{english?.[node.id]}</bdi>
        </p>
        {node.description && (
          <p className={classes.text}>
            <bdi>{node.description}</bdi>
          </p>
        )}
      </Section>
      <Passed one={one} node={node} counters={counters} />
      {one.live && <TapPanel environment={env} workflow={one.id} step={node.id} graph={one.graph} />}
      <Section title={t('step.config')}>
        <pre className={classes.code}>{JSON.stringify(node.config, null, 2)}</pre>
      </Section>
    </div>
  );
}

function Passed({
  one,
  node,
  counters,
}: {
  readonly one: WorkflowDetail;
  readonly node: GraphNode;
  readonly counters: Counters | undefined;
}) {
  const counter = counters?.nodes[node.id];
  const ports = placePorts(node, one.graph.edges);
  const leadsTo = (port: string) =>
    one.graph.edges
      .filter((edge) => edge.from === `${node.id}.${port}`)
      .map((edge) => one.graph.nodes.find((each) => each.id === readEnd(edge.to).node)?.title ?? edge.to)
      .join(', ');
  const aside = counter ? tn('step.passed', counter.count) : undefined;
  return (
    <Section title={t('step.ports')} aside={aside}>
      <table className={classes.ports}>
        <tbody>
          {ports.map((port) => (
            <tr key={port.name}>
              <td>{port.label}</td>
              <td className={classes.quiet}>{leadsTo(port.name) || t('step.nowhere')}</td>
              <td>{counters ? formatNumber(counters.ports[`${node.id}.${port.name}`] ?? 0) : ''}</td>
            </tr>
          ))}
          {counter && counter.waiting > 0 && (
            <tr>
              <td>{t('step.waiting')}</td>
              <td />
              <td>{formatNumber(counter.waiting)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </Section>
  );
}

function kindTitle({ kind }: GraphNode): string {
  return Object.hasOwn(NODE_KINDS, kind) ? kindWords(kind as NodeKind).title : kind;
}
