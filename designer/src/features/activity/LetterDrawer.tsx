import { Button, Textarea } from '@mantine/core';
import type { DeadLetterDetail, DeadLetterRetry } from '@slipway/shared/api';
import { IconPencil, IconRefresh } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRetryDeadLetter } from '../../api/commands.ts';
import { deadLetterQuery } from '../../api/queries.ts';
import { t } from '../../messages/t.ts';
import { May } from '../../shell/May.tsx';
import { CopyId } from '../../ui/CopyId.tsx';
import { FilterTabs } from '../../ui/FilterTabs.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell, tellFailed, tellFailure } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { When } from '../../ui/When.tsx';
import { bytesText, hexDump } from './bytes.ts';
import { DetailDrawer, Reason } from './DetailDrawer.tsx';
import classes from './drawer.module.css';

interface LetterDrawerProps {
  readonly env: string;
  readonly id: string | undefined;
  readonly onClose: () => void;
}

/** One dead letter: why it was set aside, the bytes as they came, and another try, corrected if need be. */
export function LetterDrawer({ env, id, onClose }: LetterDrawerProps) {
  return (
    <DetailDrawer id={id} title={t('letter.title')} size={600} onClose={onClose}>
      {(shown) => <Body key={shown} env={env} id={shown} />}
    </DetailDrawer>
  );
}

function Body({ env, id }: { readonly env: string; readonly id: string }) {
  const query = useQuery(deadLetterQuery(env, id));
  if (query.isPending) return <Loading what={t('letter.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const one = query.data;
  return (
    <article className={classes.body}>
      <Reason title={one.title} code={one.code}>
        {one.detail && <bdi>{one.detail}</bdi>}
      </Reason>
      {one.state === 'retried' && one.retriedAt && (
        <p className={classes.quiet}>
          {t('letter.retried-at')} <When at={one.retriedAt} />
        </p>
      )}
      <May to="dead-letter:retry" environment={env}>
        <Retry env={env} one={one} />
      </May>
      <Bytes one={one} />
      <dl className={classes.facts}>
        <dt>{t('letters.source')}</dt>
        <dd>
          <bdi>{one.source}</bdi>
        </dd>
        <dt>{t('letters.position')}</dt>
        <dd>
          <CopyId id={one.position} />
        </dd>
        <dt>{t('letters.at')}</dt>
        <dd>
          <When at={one.at} />
        </dd>
        <dt>{t('letter.id')}</dt>
        <dd>
          <CopyId id={one.id} />
        </dd>
      </dl>
    </article>
  );
}

function Bytes({ one }: { readonly one: DeadLetterDetail }) {
  const [view, setView] = useState<'text' | 'bytes'>(one.text === null ? 'bytes' : 'text');
  return (
    <Section title={t('letter.original')} aside={bytesText(one.bytes)}>
      {one.text !== null && (
        <FilterTabs
          label={t('letter.original')}
          value={view}
          tabs={[
            { value: 'text', label: t('letter.as-text') },
            { value: 'bytes', label: t('letter.as-bytes') },
          ]}
          onChange={setView}
        />
      )}
      <pre className={classes.json} data-testid="original">
        {view === 'text' && one.text !== null ? one.text : hexDump(one.base64)}
      </pre>
      {one.truncated && <p className={classes.quiet}>{t('letter.truncated')}</p>}
    </Section>
  );
}

function Retry({ env, one }: { readonly env: string; readonly one: DeadLetterDetail }) {
  const retry = useRetryDeadLetter(env);
  const [text, setText] = useState<string | null>(null);
  if (one.state !== 'open') return null;
  if (one.truncated) return <p className={classes.quiet}>{t('letter.retry-truncated')}</p>;
  const send = (body: DeadLetterRetry) =>
    retry.mutate(
      { id: one.id, body },
      {
        onSuccess: ({ body: { outcome, reason } }) => {
          if (outcome === 'refused') tellFailed(t('letter.refused'), reason?.detail || reason?.title || '');
          else tell(t(`letter.${outcome}`));
        },
        onError: tellFailure,
      },
    );
  return (
    <div className={classes.retry}>
      {text !== null && (
        <Textarea
          label={t('letter.edit-label')}
          value={text}
          onChange={(e) => setText(e.currentTarget.value)}
          rows={12}
          classNames={{ input: classes.mono ?? '' }}
          spellCheck={false}
        />
      )}
      <div className={classes.buttons}>
        <Button
          variant="filled"
          leftSection={<IconRefresh size={15} stroke={1.75} />}
          onClick={() => send(text === null ? {} : { text })}
          disabled={retry.isPending}
        >
          {t(retry.isPending ? 'letter.retrying' : text === null ? 'letter.retry' : 'letter.retry-edited')}
        </Button>
        {one.text !== null && (
          <Button
            variant="subtle"
            leftSection={<IconPencil size={15} stroke={1.75} />}
            onClick={() => setText(text === null ? one.text : null)}
          >
            {t(text === null ? 'letter.edit' : 'action.edit-cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
