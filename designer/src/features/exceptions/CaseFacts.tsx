import type { ExceptionDetail } from '@slipway/shared/api';
import { IconAlarm, IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { formatNumber, type MessageKey, t, tOr } from '../../messages/t.ts';
import { AnswerBy } from '../../ui/AnswerBy.tsx';
import { Section } from '../../ui/Section.tsx';
import { SeverityMark } from '../../ui/SeverityMark.tsx';
import { Readable, When } from '../../ui/When.tsx';
import classes from './CaseFacts.module.css';
import { isOpen, standingOf } from './promise.ts';

interface FactsProps {
  readonly env: string;
  readonly one: ExceptionDetail;
}

/** How the case stands: how urgent it is and why, what was promised about it, and to which larger case it belongs. */
export function CaseFacts({ env, one }: FactsProps) {
  const { priority, due, impact, assignee, until, clearsAt, parent } = one;
  const open = isOpen(one);
  return (
    <Section title={t('facts.title')}>
      <dl className={classes.facts}>
        <Fact name="facts.priority">
          <b>{formatNumber(priority.score)}</b> <span className={classes.quiet}>{inputsOf(priority)}</span>
        </Fact>
        {due.acknowledge && (
          <Fact name="facts.acknowledge">
            <Promised one={one} what="acknowledge" at={due.acknowledge} />
          </Fact>
        )}
        {due.resolve && (
          <Fact name="facts.resolve">
            <Promised one={one} what="resolve" at={due.resolve} />
          </Fact>
        )}
        {impact && (
          <Fact name="facts.impact">
            <Readable text={sumText(impact)} />
          </Fact>
        )}
        {assignee && (
          <Fact name="facts.for">
            <bdi>{assignee}</bdi>
          </Fact>
        )}
        {open && until && (
          <Fact name={one.state === 'suppressed' ? 'facts.suppressed' : 'facts.waiting'}>
            <When at={until} />
          </Fact>
        )}
        {open && clearsAt && (
          <Fact name="facts.clears">
            <When at={clearsAt} /> <span className={classes.quiet}>{t('facts.clears-unless')}</span>
          </Fact>
        )}
        {parent && (
          <Fact name="facts.parent">
            <Parent env={env} parent={parent} />
          </Fact>
        )}
        <Closing one={one} />
      </dl>
    </Section>
  );
}

/** What the score was made of; a factor of one says nothing. */
function inputsOf({ severity, sla, impact }: ExceptionDetail['priority']): string {
  return [
    t('facts.priority-severity', { severity: formatNumber(severity) }),
    ...(sla === 1 ? [] : [t('facts.priority-sla', { sla: formatNumber(sla) })]),
    ...(impact === 1 ? [] : [t('facts.priority-impact', { impact: formatNumber(impact) })]),
  ].join(' ');
}

/** What is at stake, where it is a bare number as numbers are read. */
function sumText(impact: string): string {
  return /^\d{1,15}(?:\.\d+)?$/.test(impact) ? formatNumber(Number(impact)) : impact;
}

function Fact({ name, children }: { readonly name: MessageKey; readonly children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{t(name)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface PromisedProps {
  readonly one: ExceptionDetail;
  readonly what: 'acknowledge' | 'resolve';
  readonly at: string;
}

/** A time that was promised, and how it stands with it; what runs is counted down. */
function Promised({ one, what, at }: PromisedProps) {
  const standing = standingOf(one, what);
  return (
    <span className={classes.promise} data-standing={standing}>
      <When at={at} />
      {standing === 'running' ? (
        <AnswerBy at={at} />
      ) : (
        <span className={classes.standing}>
          {standing === 'broken' && <IconAlarm size={14} stroke={2} aria-hidden="true" />}
          {standing === 'kept' && <IconCheck size={14} stroke={2} aria-hidden="true" />}
          {t(`facts.${standing}`)}
        </span>
      )}
    </span>
  );
}

function Parent({ env, parent }: { readonly env: string; readonly parent: NonNullable<ExceptionDetail['parent']> }) {
  const { reference, exception } = parent;
  if (!exception)
    return (
      <>
        <bdi className={classes.mono}>{reference}</bdi>{' '}
        <span className={classes.quiet}>{t('facts.parent-unknown')}</span>
      </>
    );
  return (
    <Link to="/$env/exceptions/$id" params={{ env, id: exception.id }} className={classes.link}>
      <SeverityMark severity={exception.severity} /> <bdi>{exception.title}</bdi>
    </Link>
  );
}

const CODES = ['responsibleParty', 'actionTaken', 'resolution', 'rootCause'] as const;

/** What a person said when closing it. */
function Closing({ one }: { readonly one: ExceptionDetail }) {
  const { resolution } = one;
  if (!resolution) return null;
  const { choice, reason, note, codes, feedback } = resolution;
  const title = one.choices.find((each) => each.name === choice)?.title ?? choice;
  return (
    <>
      {title && (
        <Fact name="facts.choice">
          <bdi>{title}</bdi>
        </Fact>
      )}
      {reason && <Fact name="facts.reason">{tOr(`reason.${reason}`, reason)}</Fact>}
      {CODES.map((code) => {
        const said = codes[code];
        return said === undefined ? null : (
          <Fact key={code} name={`facts.${code}`}>
            <bdi>{tOr(`party.${said}`, said)}</bdi>
          </Fact>
        );
      })}
      {feedback && <Fact name="facts.feedback">{t(`feedback.${feedback}`)}</Fact>}
      {note && (
        <Fact name="facts.note">
          <bdi>{note}</bdi>
        </Fact>
      )}
    </>
  );
}
