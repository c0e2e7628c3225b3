import type { Plan, PlanItem } from '@slipway/shared/api';
import { IconCheck, IconGitBranch, IconLock, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { answerText } from '../messages/said.ts';
import { formatNumber, t, tn } from '../messages/t.ts';
import { Chip } from '../ui/Chip.tsx';
import { Section } from '../ui/Section.tsx';
import { When } from '../ui/When.tsx';
import { ChangesList } from './ChangesList.tsx';
import { Needs } from './Needs.tsx';
import { PlanEffect } from './PlanEffect.tsx';
import classes from './PlanView.module.css';
import { testDifference } from './test-difference.ts';
import { useWorded } from './worded-changes.ts';

/** A plan, all of it at once: what changes, what it needs, what it does to what goes on, who approved, the way back. */
export function PlanView({ plan }: { readonly plan: Plan }) {
  // What keeps it from being applied comes first; a list of changes may be long.
  const blocked = plan.needs.some((need) => need.state === 'missing' || need.state === 'wrong');
  return (
    <div className={classes.plan} data-testid="plan">
      <p className={classes.head}>
        <span className={classes.hash} title={plan.hash}>
          <IconLock size={13} stroke={1.8} aria-hidden="true" /> {plan.hash.slice(0, 12)}
        </span>
        <span className={classes.quiet}>
          {t('plan.by')} <bdi>{plan.by.name}</bdi>, <When at={plan.at} />, {t('plan.valid-until')}{' '}
          <When at={plan.expiresAt} />
        </span>
      </p>
      {plan.state !== 'open' && (
        <p className={classes.state} role="status">
          <b>{t(`plan.state.${plan.state}`)}</b> {answerText(plan.stateDetail)}
        </p>
      )}
      {plan.note && <p>{plan.note}</p>}
      {blocked && <Needs plan={plan} />}
      {plan.items
        .filter((item) => item.change !== 'unchanged')
        .map((item) => (
          <Item key={item.workflow} plan={plan} item={item} />
        ))}
      {!blocked && <Needs plan={plan} />}
      <PlanEffect plan={plan} />
      <Approvals plan={plan} />
      <Section title={t('plan.wrong')}>
        <p className={classes.quiet}>{t('plan.way-back')}</p>
      </Section>
    </div>
  );
}

function Item({ plan, item }: { readonly plan: Plan; readonly item: PlanItem }) {
  const { from, to, overwrites } = item;
  const changes = useWorded(item);
  return (
    <Section title={item.name}>
      <p>
        <Chip look="accent">
          {from ? t('version', { version: from.number }) : t('plan.nothing')} {t('route.to')}{' '}
          {to ? t('version', { version: to.number }) : t('plan.stopped')}
        </Chip>{' '}
        {item.paused && <Chip look="human">{t('library.paused')}</Chip>}
      </p>
      {item.tests && <Tested tests={item.tests} />}
      {changes && <ChangesList changes={changes} />}
      <Backtested plan={plan} item={item} />
      {overwrites && (
        <p className={classes.overwrites}>
          <IconGitBranch size={14} stroke={1.8} aria-hidden="true" />
          <span>
            <b>{t('plan.overwrites')}</b>{' '}
            {t(overwrites.builtUpon ? 'plan.overwrites-built-upon' : 'plan.overwrites-lost', {
              version: overwrites.version,
              author: overwrites.author,
            })}
          </span>
        </p>
      )}
    </Section>
  );
}

/** How the tests of the new version came out: those that fail by name, with what they said. */
function Tested({ tests: { count, failed } }: { readonly tests: NonNullable<PlanItem['tests']> }) {
  const passed = failed.length === 0;
  const Icon = passed ? IconCheck : IconX;
  return (
    <div className={classes.tests}>
      <p>
        <Icon size={14} stroke={2} className={passed ? classes.passed : classes.failed} aria-hidden="true" />{' '}
        {passed ? tn('plan.tests-pass', count) : tn('plan.tests-fail', count, { failed: formatNumber(failed.length) })}
      </p>
      {!passed && (
        <ul className={classes.changes}>
          {failed.map(({ name, differences }) => (
            <li key={name}>
              <bdi>{name}</bdi>
              {differences[0] !== undefined && (
                <p className={classes.quiet}>
                  <bdi>{testDifference(differences[0])}</bdi>
                </p>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What the newest backtest of these two versions found; it tells, and keeps nothing from being applied. */
function Backtested({ plan, item }: { readonly plan: Plan; readonly item: PlanItem }) {
  const { backtest } = item;
  if (!backtest) return null;
  const { more, fewer, different } = backtest.verdicts;
  return (
    <p className={classes.quiet}>
      <Link
        to="/$env/workflows/$id/backtest"
        params={{ env: plan.environment, id: item.workflow }}
        search={{ run: backtest.id }}
        className={classes.link}
      >
        {t('backtest.title')}
      </Link>{' '}
      {t('backtest.of-plan', {
        more: formatNumber(more),
        fewer: formatNumber(fewer),
        different: formatNumber(different),
      })}
      , <When at={backtest.endedAt} />
    </p>
  );
}

function Approvals({ plan }: { readonly plan: Plan }) {
  const { needed, given, note } = plan.approvals;
  if (needed === 0 && given.length === 0 && !note) return null;
  return (
    <Section title={t('plan.approvals')} aside={t('plan.approvals-count', { given: given.length, needed })}>
      <ul className={classes.changes}>
        {given.map((one) => (
          <li key={one.by.id}>
            <b>{one.by.name}</b>{' '}
            <span className={classes.quiet}>
              {t('plan.approved')} <When at={one.at} />
            </span>{' '}
            {one.note}
          </li>
        ))}
        {given.length < needed && <li className={classes.quiet}>{tn('plan.waits', needed - given.length)}</li>}
        {note && <li className={classes.quiet}>{answerText(note)}</li>}
      </ul>
    </Section>
  );
}
