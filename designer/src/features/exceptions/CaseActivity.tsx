import type { ExceptionDetail } from '@slipway/shared/api';
import { IconHierarchy2 } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import { Section } from '../../ui/Section.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './CaseActivity.module.css';
import { initials } from './initials.ts';

const BY_WORKFLOW = new Set(['opened', 'seen-again', 'reopened', 'breached', 'cleared', 'retracted']);

/** What has happened to the case, newest first. */
export function CaseActivity({ one }: { readonly one: ExceptionDetail }) {
  if (one.activity.length === 0) return null;
  return (
    <Section title={t('case.activity')}>
      <ol className={classes.list}>
        {one.activity.toReversed().map((entry, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never reordered, and its rows have no id
          <li key={`${at} ${entry.at}`} className={classes.entry}>
            {BY_WORKFLOW.has(entry.kind) ? (
              <span className={classes.flow}>
                <IconHierarchy2 size={13} stroke={1.75} aria-hidden="true" />
              </span>
            ) : (
              <span className={classes.person} aria-hidden="true">
                {initials(entry.who)}
              </span>
            )}
            <span className={classes.text}>
              <b>
                <bdi>{entry.who}</bdi>
              </b>{' '}
              <Readable text={entry.text || t(`case.did.${entry.kind}`)} />
            </span>
            <span className={classes.at}>
              <When at={entry.at} />
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
