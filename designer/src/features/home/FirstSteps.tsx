import { Button, CloseButton } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconCheck } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { exceptionsQuery, subjectsQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import classes from './Home.module.css';

const STEPS = ['case', 'why', 'retry'] as const;
type Step = (typeof STEPS)[number];

/** Three things to look at on the first day; each is ticked once it was opened, and all of it can be put away. */
export function FirstSteps({ env }: { readonly env: string }) {
  const [done, setDone] = useLocalStorage<string>({
    key: 'slipway-first-steps',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const navigate = useNavigate();
  const firstCase = useInfiniteQuery(exceptionsQuery(env, {})).data?.pages[0]?.items[0];
  const shipments = useInfiniteQuery(subjectsQuery(env, { kind: 'shipment' })).data?.pages[0]?.items;
  const firstSubject = shipments?.find((one) => one.openExceptions === 0);
  // Where nothing is followed there is nothing to look at yet.
  if (done === 'away' || shipments?.length === 0) return null;
  const ticked = new Set(done.split(' '));
  const current = STEPS.find((step) => !ticked.has(step));
  const go = (step: Step) => {
    setDone([...ticked, step].filter(Boolean).join(' '));
    if (step === 'case' && firstCase) void navigate({ to: '/$env/exceptions/$id', params: { env, id: firstCase.id } });
    else if (step === 'why' && firstSubject)
      void navigate({ to: '/$env/shipments/$subject', params: { env, subject: firstSubject.id }, search: { why: '' } });
    else if (step === 'retry') void navigate({ to: '/$env/activity', params: { env }, search: { state: 'dead' } });
    else void navigate({ to: '/$env/exceptions', params: { env } });
  };
  return (
    <section className={classes.card} aria-label={t('first.title')}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>{t('first.title')}</h2>
        <span className={`${classes.push} ${classes.quiet}`}>
          {t('first.count', { done: STEPS.filter((step) => ticked.has(step)).length, all: STEPS.length })}
        </span>
        <CloseButton size="sm" aria-label={t('first.away')} onClick={() => setDone('away')} />
      </div>
      <ol>
        {STEPS.map((step, at) => (
          <li
            key={step}
            className={classes.step}
            data-current={step === current || undefined}
            data-done={ticked.has(step) || undefined}
          >
            <span className={classes.badge}>
              {ticked.has(step) ? <IconCheck size={14} stroke={2.25} aria-label={t('first.done')} /> : at + 1}
            </span>
            <div>
              <p className={classes.stepTitle}>{t(`first.${step}`)}</p>
              <p className={classes.stepText}>{t(`first.${step}-detail`)}</p>
              {step === current && (
                <Button variant="filled" size="xs" className={classes.stepButton ?? ''} onClick={() => go(step)}>
                  {t(`first.${step}-button`)}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
