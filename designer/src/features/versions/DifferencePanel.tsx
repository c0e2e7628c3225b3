import type { Difference, FieldChange } from '@slipway/shared/workflow/diff';
import type { DraftGraph } from '@slipway/shared/workflow/edit';
import { ChangeTag } from '../../editor/ChangeTag.tsx';
import { StepTile } from '../../editor/KindTile.tsx';
import type { GraphNode } from '../../editor/node-kinds/index.ts';
import { t, tn } from '../../messages/t.ts';
import classes from './DifferencePanel.module.css';
import { Stretches } from './Stretches.tsx';
import { stretchesOf } from './sentences.ts';

interface DifferencePanelProps {
  readonly difference: Difference;
  /** Both versions as one picture. */
  readonly graph: DraftGraph;
  readonly names: readonly [string, string];
}

/** One difference, field by field: what it was and what it is. */
export function DifferencePanel({ difference, graph, names }: DifferencePanelProps) {
  const { change, title, before, after, fields, nodes } = difference;
  const node = graph.nodes.find(({ id }) => id === difference.node) as GraphNode | undefined;
  const sentences = before !== after || change !== 'changed';
  return (
    <article className={classes.panel} aria-label={title}>
      <header className={classes.head}>
        {node && difference.of === 'step' && <StepTile node={node} size="large" />}
        <h2 className={classes.title}>
          <bdi>{title}</bdi>
        </h2>
        <span className={classes.tag}>
          <ChangeTag change={change} />
        </span>
      </header>
      {sentences && (before !== null || after !== null) && (
        <Both label={t('compare.does')} before={before} after={after} names={names} />
      )}
      {change !== 'added' && change !== 'removed' ? (
        fields.map((field) => <Field key={field.path + field.label} field={field} names={names} />)
      ) : (
        <Settings fields={fields} change={change} />
      )}
      {difference.of === 'places' && (
        <>
          <p className={classes.quiet}>{tn('compare.moved', nodes.length)}</p>
          <ul className={classes.moved}>
            {nodes.map((id) => (
              <li key={id}>
                <bdi>{graph.nodes.find((each) => each.id === id)?.title ?? id}</bdi>
              </li>
            ))}
          </ul>
        </>
      )}
    </article>
  );
}

function Field({ field, names }: { readonly field: FieldChange; readonly names: readonly [string, string] }) {
  return (
    <>
      <Both label={field.label} before={field.before} after={field.after} names={names} />
      {field.code && (
        <details className={classes.code}>
          <summary>{t('compare.as-written')}</summary>
          {field.code.before !== null && <code>{field.code.before}</code>}
          {field.code.after !== null && <code data-new>{field.code.after}</code>}
        </details>
      )}
    </>
  );
}

interface BothProps {
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly names: readonly [string, string];
}

/** Old over new: grey and accent, each with the name of its version. */
function Both({ label, before, after, names }: BothProps) {
  const words = stretchesOf(before ?? '', after ?? '');
  return (
    <section className={classes.field}>
      <h3>{label}</h3>
      <dl>
        <dt className={classes.old}>{names[0]}</dt>
        <dd className={classes.old}>
          {before === null ? <i>{t('compare.nothing')}</i> : <Stretches stretches={words.before} />}
        </dd>
        <dt className={classes.new}>{names[1]}</dt>
        <dd className={classes.new}>
          {after === null ? <i>{t('compare.nothing')}</i> : <Stretches stretches={words.after} />}
        </dd>
      </dl>
    </section>
  );
}

/** Of a step that only one version has, how it is set. */
function Settings({ fields, change }: { readonly fields: readonly FieldChange[]; readonly change: string }) {
  if (fields.length === 0) return null;
  return (
    <dl className={classes.settings}>
      {fields.map((field) => (
        <div key={field.path + field.label}>
          <dt>{field.label}</dt>
          <dd>
            <bdi>{(change === 'added' ? field.after : field.before) ?? t('compare.nothing')}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
