import { Button, Textarea } from '@mantine/core';
import type { ActionDetail } from '@slipway/shared/api';
import { stepOf } from '@slipway/shared/workflow';
import { IconPencil, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useRetryAction } from '../../api/commands.ts';
import { actionQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { ActionMark } from '../../ui/ActionMark.tsx';
import { CopyId } from '../../ui/CopyId.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { Readable, When } from '../../ui/When.tsx';
import { Attempts } from './Attempts.tsx';
import { DetailDrawer, Reason } from './DetailDrawer.tsx';
import classes from './drawer.module.css';

interface ActionDrawerProps {
  readonly env: string;
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** One action: its reason, its attempts, what was sent and answered, and another try. */
export function ActionDrawer({ env, id, onClose }: ActionDrawerProps) {
  return (
    <DetailDrawer id={id} title={t('action.title')} size={560} onClose={onClose}>
      {(shown) => <Body key={shown} env={env} id={shown} />}
    </DetailDrawer>
  );
}

function Body({ env, id }: { readonly env: string; readonly id: string }) {
  const query = useQuery(actionQuery(env, id));
  if (query.isPending) return <Loading what={t('action.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <article className={classes.body}>
      <div>
        <h2 className={classes.title}>
          <bdi>{one.title}</bdi>
        </h2>
        <p className={classes.line}>
          <ActionMark state={one.state} stuck={one.stuck} word />
          <Link to="/$env/shipments/$subject" params={{ env, subject: one.subject }} className={classes.link}>
            <bdi>{one.subjectLabel}</bdi>
          </Link>
          <Link
            to="/$env/workflows/$id"
            params={{ env, id: one.workflow.id }}
            search={{ node: stepOf(one.node) }}
            className={classes.link}
          >
            <bdi>{one.workflow.name}</bdi> {t('version', { version: one.workflow.version })}
          </Link>
        </p>
      </div>
      {one.reason && (
        <Reason title={one.reason.title} code={one.reason.code}>
          {one.reason.detail && <Readable text={one.reason.detail} />}
        </Reason>
      )}
      <May to="action:retry" environment={env}>
        <Retry env={env} one={one} />
      </May>
      <Attempts one={one} />
      <Section title={t('action.input')}>
        <pre className={classes.json}>{jsonText(one.input)}</pre>
      </Section>
      {one.output !== undefined && one.output !== null && (
        <Section title={t('action.output')}>
          <pre className={classes.json}>{jsonText(one.output)}</pre>
        </Section>
      )}
      <dl className={classes.facts}>
        <dt>{t('actions.through')}</dt>
        <dd>
          <bdi>{one.connection ?? t('action.not-bound', { slot: one.slot })}</bdi> · <bdi>{one.operation}</bdi>
        </dd>
        <dt>{t('action.idempotency')}</dt>
        <dd>{t(`idempotency.${one.idempotency.kind}`)}</dd>
        <dt>{t('action.key')}</dt>
        <dd>
          <CopyId id={one.idempotency.key} shown={one.idempotency.key.slice(0, 16)} />
        </dd>
        <dt>{t('actions.asked')}</dt>
        <dd>
          <When at={one.requestedAt} />
        </dd>
        <dt>{t('action.id')}</dt>
        <dd>
          <CopyId id={one.id} shown={one.id.slice(0, 16)} />
        </dd>
      </dl>
    </article>
  );
}

/** Sends it again, as it was or edited. Says first whether that is safe. */
function Retry({ env, one }: { readonly env: string; readonly one: ActionDetail }) {
  const retry = useRetryAction(env);
  const [text, setText] = useState<string | null>(null);
  if (one.state !== 'dead' && one.state !== 'retrying' && !one.stuck) return null;
  const parsed = text === null ? undefined : parse(text);
  const broken = text !== null && parsed === undefined;
  const send = () =>
    retry.mutate(
      { id: one.id, body: parsed === undefined ? {} : { input: parsed.value } },
      {
        onSuccess: () => {
          setText(null);
          tell(t('action.retried'));
        },
        onError: tellFailure,
      },
    );
  return (
    <div className={classes.retry}>
      {text !== null && (
        <Textarea
          label={t('action.edit-label')}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          rows={10}
          error={broken ? t('action.not-json') : undefined}
          classNames={{ input: classes.mono ?? '' }}
          spellCheck={false}
        />
      )}
      <div className={classes.buttons}>
        <Button
          variant="filled"
          leftSection={<IconRefresh size={15} stroke={1.75} />}
          onClick={send}
          disabled={broken || retry.isPending}
        >
          {t(retry.isPending ? 'action.retrying' : text === null ? 'action.retry' : 'action.retry-edited')}
        </Button>
        <Button
          variant="subtle"
          leftSection={<IconPencil size={15} stroke={1.75} />}
          onClick={() => setText(text === null ? jsonText(one.input) : null)}
        >
          {t(text === null ? 'action.edit' : 'action.edit-cancel')}
        </Button>
        <span className={classes.quiet}>
          {t(one.idempotency.kind === 'none' ? 'action.retry-unsafe' : 'action.retry-safe')}
        </span>
      </div>
    </div>
  );
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

const jsonText = (value: unknown): string => JSON.stringify(value, null, 2) ?? '';
