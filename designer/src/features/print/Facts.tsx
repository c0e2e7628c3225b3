import type { LibraryWorkflow } from '@slipway/shared/api';
import type { DraftGraph } from '@slipway/shared/workflow/edit';
import type { Side } from '../../api/library.ts';
import { t, tOr } from '../../messages/t.ts';
import { writtenInstant } from '../../ui/time.ts';
import classes from './PrintPage.module.css';

interface FactsProps {
  readonly meta: LibraryWorkflow;
  readonly side: Side;
  readonly graph: DraftGraph;
}

/** The head of the document: which workflow in which version, from whom and when, and by which hash it is known. */
export function Facts({ meta, side, graph }: FactsProps) {
  const version = meta.versions.find(({ number }) => number === side);
  const places = meta.environments.filter((place) => place.version === side).map(({ environment }) => environment);
  const base = meta.mine?.base ?? null;
  const facts: readonly (readonly [string, string])[] = version
    ? [
        [t('print.message'), version.message || t('versions.no-message')],
        [t('print.by'), version.author.name],
        [t('print.at'), writtenInstant(version.at)],
        [t('print.live'), places.join(', ') || t('print.nowhere')],
        [t('print.subject'), tOr(`shipments.kind.${graph.subject}`, graph.subject)],
        [t('print.hash'), version.hash],
      ]
    : [
        [t('print.subject'), tOr(`shipments.kind.${graph.subject}`, graph.subject)],
        ...(meta.mine ? [[t('print.at'), writtenInstant(meta.mine.updatedAt)] as const] : []),
      ];
  return (
    <header className={classes.head}>
      <p className={classes.which}>
        {version
          ? t('version', { version: version.number })
          : base === null
            ? t('print.draft')
            : t('print.draft-of', { version: base })}
      </p>
      <h1>
        <bdi>{graph.name}</bdi>
      </h1>
      {typeof graph.description === 'string' && (
        <p className={classes.description}>
          <bdi>{graph.description}</bdi>
        </p>
      )}
      <dl className={classes.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
    </header>
  );
}
