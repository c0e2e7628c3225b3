import type { GraphChanges } from '@slipway/shared/promotion';
import { StepTile } from '../editor/KindTile.tsx';
import type { GraphNode } from '../editor/node-kinds/index.ts';
import { t, tn } from '../messages/t.ts';
import { Chip } from '../ui/Chip.tsx';
import classes from './PlanView.module.css';

/** What differs between two versions, step by step in English: struck through what was, plain what is to be. */
export function ChangesList({ changes }: { readonly changes: GraphChanges }) {
  const { nodes, edges, settings, moved } = changes;
  const wires = edges.added.length + edges.removed.length;
  return (
    <ul className={classes.changes}>
      {nodes.map((node) => (
        <li key={node.id} className={classes.change}>
          <StepTile node={node as unknown as GraphNode} />
          <span className={classes.step}>
            {node.number !== null && `${node.number} `}
            <bdi>{node.title}</bdi>
          </span>
          <span className={classes.words}>
            {node.change !== 'changed' && (
              <Chip look={node.change === 'added' ? 'ok' : 'fail'}>{t(`plan.${node.change}`)}</Chip>
            )}
            {node.change !== 'added' && node.before !== node.after && node.before && <del>{node.before}</del>}
            {node.after && node.before !== node.after && <ins>{node.after}</ins>}
            {node.change === 'changed' && node.before === node.after && (
              <span>
                {t('plan.changed-in', { paths: node.paths.map((path) => path.replace(/^\//, '')).join(', ') })}
              </span>
            )}
          </span>
        </li>
      ))}
      {wires > 0 && (
        <li className={classes.quiet}>
          {t('plan.wires', { added: edges.added.length, removed: edges.removed.length })}
        </li>
      )}
      {settings.length > 0 && <li className={classes.quiet}>{t('plan.settings', { paths: settings.join(', ') })}</li>}
      {moved && nodes.length + wires + settings.length === 0 && <li className={classes.quiet}>{t('plan.moved')}</li>}
      {nodes.length > 0 && <li className={classes.quiet}>{tn('plan.steps', nodes.length, { all: changes.steps })}</li>}
    </ul>
  );
}
