import type { OutboxItem } from '@slipway/shared/api';
import { Link } from '@tanstack/react-router';
import { t } from '../../messages/t.ts';
import { Section } from '../../ui/Section.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './Outbox.module.css';

/** A captured mail as its reader would see it, or a call with its answer. */
export function OutboxMessage({ env, one }: { readonly env: string; readonly one: OutboxItem }) {
  return (
    <article className={classes.message} aria-label={one.summary}>
      <header>
        <h2 className={classes.title}>
          <bdi>{one.summary}</bdi>
        </h2>
        <p className={classes.meta}>
          <bdi>{one.connection}</bdi>
          <When at={one.at} />
          {one.subject && (
            <Link to="/$env/shipments/$subject" params={{ env, subject: one.subject }} className={classes.link}>
              <bdi>{one.subjectLabel ?? one.subject}</bdi>
            </Link>
          )}
          {one.actionId && (
            <Link to="/$env/activity" params={{ env }} search={{ id: one.actionId }} className={classes.link}>
              {t('outbox.action')}
            </Link>
          )}
        </p>
      </header>
      {one.kind === 'mail' ? <Mail one={one} /> : <Call one={one} />}
    </article>
  );
}

function Mail({ one }: { readonly one: Extract<OutboxItem, { kind: 'mail' }> }) {
  return (
    <>
      <dl className={classes.fields}>
        <dt>{t('mail.to')}</dt>
        <dd>
          <bdi>{one.request.to.join(', ')}</bdi>
        </dd>
        {one.request.from && (
          <>
            <dt>{t('mail.from')}</dt>
            <dd>
              <bdi>{one.request.from}</bdi>
            </dd>
          </>
        )}
        <dt>{t('mail.subject')}</dt>
        <dd>
          <bdi>{one.request.subject}</bdi>
        </dd>
      </dl>
      <div className={classes.paper}>
        <bdi>{one.request.text}</bdi>
      </div>
      {one.answer && (
        <p className={classes.quiet}>
          <Readable text={one.answer.text} />
        </p>
      )}
    </>
  );
}

function Call({ one }: { readonly one: Extract<OutboxItem, { kind: 'call' }> }) {
  const { method, url, headers, body } = one.request;
  return (
    <>
      <Section title={t('call.request')}>
        <pre className={classes.code}>
          {[
            `${method} ${url}`,
            ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
            '',
            json(body),
          ].join('\n')}
        </pre>
      </Section>
      <Section title={t('call.answer')} aside={one.answer ? String(one.answer.status) : undefined}>
        {one.answer ? (
          <pre className={classes.code}>{json(one.answer.body)}</pre>
        ) : (
          <p className={classes.quiet}>{t('call.no-answer')}</p>
        )}
      </Section>
    </>
  );
}

function json(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? '');
}
