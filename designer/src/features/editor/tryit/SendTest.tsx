import { Button, Modal } from '@mantine/core';
import type { EventFate } from '@slipway/shared/api';
import type { CanonicalEvent } from '@slipway/shared/event';
import { useMutation, useQuery } from '@tanstack/react-query';
import { followTestEvent, sendTestEvent } from '../../../api/test-events.ts';
import { useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import { FailureNotice } from '../../../ui/Notice.tsx';
import classes from './TryIt.module.css';

/** How often the fate of a test event is asked for while it is pending; nothing else tells, since it may be nobody's. */
const FOLLOW_MS = 700;

/** Sends the pinned event into a real environment, marked as a test, and follows what becomes of it. */
export function SendTest({ event, onClose }: { readonly event: CanonicalEvent; readonly onClose: () => void }) {
  const { environment } = useEditor();
  const send = useMutation({ mutationFn: () => sendTestEvent(environment, event) });
  const sent = send.data;
  const fate = useQuery({
    queryKey: [environment, 'test-events', sent?.source, sent?.id],
    queryFn: ({ signal }) => followTestEvent(environment, sent?.source ?? '', sent?.id ?? '', signal),
    enabled: sent !== undefined,
    refetchInterval: (query) => (query.state.data && query.state.data.state !== 'pending' ? false : FOLLOW_MS),
  });
  return (
    <Modal opened onClose={onClose} title={t('tryit.send-title', { environment })} centered>
      <div className={classes.send}>
        <p>{t('tryit.send-what', { type: event.type, subject: event.subject })}</p>
        <p className={classes.quiet}>{t('tryit.send-means')}</p>
        {!sent && (
          <Button variant="filled" loading={send.isPending} onClick={() => send.mutate()}>
            {t('tryit.send-now', { environment })}
          </Button>
        )}
        {send.isError && <FailureNotice failure={send.error} onRetry={() => send.mutate()} />}
        {sent && (
          <p>
            {t('tryit.sent-as')} <code>{sent.id}</code>
          </p>
        )}
        {fate.isError && <FailureNotice failure={fate.error} onRetry={() => void fate.refetch()} />}
        {sent && !fate.isError && <Fate fate={fate.data} />}
      </div>
    </Modal>
  );
}

function Fate({ fate }: { readonly fate: EventFate | undefined }) {
  if (!fate || fate.state === 'pending') return <p role="status">{t('tryit.fate.pending')}</p>;
  return (
    <div role="status" className={classes.send}>
      <p>
        <b>{t(`tryit.fate.${fate.state}`)}</b>{' '}
        <span className={classes.quiet}>
          {t('tryit.fate-place', { partition: fate.partition, offset: fate.offset })}
        </span>
      </p>
      {fate.deadLetter && (
        <p className={classes.wrong}>
          {fate.deadLetter.title} <bdi>{fate.deadLetter.detail}</bdi>
        </p>
      )}
      {fate.state === 'decided' && (
        <>
          <p>{tn('tryit.fate-workflows', fate.workflows.length)}</p>
          <ul className={classes.steps}>
            {fate.workflows.map((one) => (
              <li key={`${one.workflow} ${one.run ?? ''}`}>
                <b>
                  <bdi>{one.name}</bdi>
                </b>{' '}
                {t('version', { version: one.version })}
                <ul>
                  {one.decided.steps.map((step, index) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a trace is never reordered
                    <li key={`${index} ${step.node}`} className={classes.quiet}>
                      {step.node}: {[step.did, step.text].filter(Boolean).join(', ')}
                    </li>
                  ))}
                </ul>
                {one.failure && <span className={classes.wrong}>{one.failure.detail}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
