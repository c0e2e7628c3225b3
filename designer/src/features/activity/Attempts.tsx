import type { ActionDetail } from '@slipway/shared/api';
import { IconCheck, IconX } from '@tabler/icons-react';
import { failureTitle } from '../../messages/said.ts';
import { t } from '../../messages/t.ts';
import { Section } from '../../ui/Section.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './drawer.module.css';

/** Each attempt at an action: when, how long it took, and what came of it. */
export function Attempts({ one }: { readonly one: ActionDetail }) {
  const aside = t('actions.of', { count: one.attemptCount, most: one.maxAttempts });
  return (
    <Section title={t('actions.attempts')} aside={aside}>
      {one.attempts.length === 0 && <p className={classes.quiet}>{t('action.no-attempts')}</p>}
      <ol>
        {one.attempts.map((attempt) => (
          <li key={attempt.attempt} className={classes.attempt} data-outcome={attempt.outcome}>
            {attempt.outcome === 'done' ? (
              <IconCheck size={15} stroke={2} aria-hidden="true" />
            ) : (
              <IconX size={15} stroke={2} aria-hidden="true" />
            )}
            <span className={classes.attemptText}>
              <b>{t(`attempt.${attempt.outcome}`)}</b>
              {(attempt.detail || attempt.code) && (
                <>
                  {': '}
                  <Readable text={attempt.detail || failureTitle(attempt.code ?? '', attempt.code ?? '')} />
                </>
              )}
            </span>
            <span className={classes.quiet}>
              {attempt.ms !== null && t('attempt.took', { ms: Math.round(attempt.ms) })} <When at={attempt.at} />
            </span>
          </li>
        ))}
      </ol>
      {one.nextAttemptAt && one.state === 'retrying' && (
        <p className={classes.quiet}>
          {t('action.next-attempt')} <When at={one.nextAttemptAt} />
        </p>
      )}
    </Section>
  );
}
