import { Button, Group, Modal, TextInput } from '@mantine/core';
import type { ReferenceDetail, ReferenceVersion } from '@slipway/shared/api';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { deleteReference, readAnew, referenceVersionsQuery, restoreReference } from '../../api/references.ts';
import { t, tn } from '../../messages/t.ts';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell } from '../../ui/notify.ts';
import { Section } from '../../ui/Section.tsx';
import { SidePanel } from '../../ui/SidePanel.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Reference.module.css';

interface HistoryProps {
  readonly env: string;
  readonly detail: ReferenceDetail;
  /** The newest version; what is shown may be an older one. */
  readonly newest: number | undefined;
  readonly shown: number | undefined;
  readonly mayWrite: boolean;
  readonly onClose: () => void;
}

/** Who reads it, and every version that it had; each can be looked at and put back. */
export function History({ env, detail, newest, shown, mayWrite, onClose }: HistoryProps) {
  const { id } = detail;
  const query = useInfiniteQuery(referenceVersionsQuery(env, id));
  const [asking, setAsking] = useState<ReferenceVersion | 'delete' | null>(null);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <SidePanel
      over={t('reference.history-of', { id })}
      title={detail.title ?? id}
      onClose={onClose}
      foot={
        mayWrite && !detail.deleted && shown === undefined ? (
          <Button variant="subtle" onClick={() => setAsking('delete')}>
            {t('reference.delete')}
          </Button>
        ) : undefined
      }
    >
      <Section title={t('reference.used-by')} look="panel">
        {detail.usedBy.length === 0 && <p className={classes.quiet}>{t('references.unused')}</p>}
        <ul className={classes.uses}>
          {detail.usedBy.map((use) => (
            <li key={`${use.workflow} ${use.part} ${use.nodeId}`}>
              <Link className={classes.link} to="/$env/workflows/$id" params={{ env, id: use.workflow }}>
                {t('reference.used-at', { workflow: use.name, step: use.title })}
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t('reference.history')} look="panel">
        {query.isPending && <Loading what={t('reference.loading', { id })} />}
        {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
        <ol className={classes.entries}>
          {entries.map((entry) => (
            <Entry
              key={entry.version}
              env={env}
              id={id}
              entry={entry}
              isShown={entry.version === (shown ?? newest)}
              onRestore={
                mayWrite && entry.hash !== null && entry.version !== newest ? () => setAsking(entry) : undefined
              }
            />
          ))}
        </ol>
        {query.hasNextPage && (
          <Button
            size="xs"
            variant="subtle"
            loading={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            {t('reference.more-history')}
          </Button>
        )}
      </Section>
      {asking !== null && <Sure env={env} id={id} newest={newest} what={asking} onClose={() => setAsking(null)} />}
    </SidePanel>
  );
}

interface EntryProps {
  readonly env: string;
  readonly id: string;
  readonly entry: ReferenceVersion;
  readonly isShown: boolean;
  readonly onRestore: (() => void) | undefined;
}

function Entry({ env, id, entry, isShown, onRestore }: EntryProps) {
  const { version: number, hash, rows, restores, note, by, at } = entry;
  return (
    <li className={classes.entry} aria-current={isShown || undefined}>
      <p>
        <b>{t('reference.entry', { number })}</b>{' '}
        <span className={classes.quiet}>
          {hash === null ? t('reference.entry-deleted') : tn('reference.entry-rows', rows)}
          {restores !== null && <> {t('reference.entry-restores', { number: restores })}</>}
        </span>
      </p>
      <p className={classes.quiet}>
        <When at={at} /> <bdi>{by.name}</bdi>
      </p>
      {note && (
        <p>
          <bdi>{note}</bdi>
        </p>
      )}
      <Group gap="xs">
        {hash !== null && !isShown && (
          <Link
            className={classes.link}
            to="/$env/references/$id"
            params={{ env, id }}
            search={{ version: number }}
            aria-label={t('reference.look', { number })}
          >
            {t('reference.look', { number })}
          </Link>
        )}
        {onRestore && (
          <button type="button" className={classes.link} onClick={onRestore}>
            {t('reference.restore', { number })}
          </button>
        )}
      </Group>
    </li>
  );
}

interface SureProps {
  readonly env: string;
  readonly id: string;
  readonly newest: number | undefined;
  readonly what: ReferenceVersion | 'delete';
  readonly onClose: () => void;
}

/** Says what putting back or deleting does, and asks why. */
function Sure({ env, id, newest, what, onClose }: SureProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [note, setNote] = useState('');
  const said = note.trim();
  const act = useMutation({
    mutationFn: (): Promise<unknown> =>
      what === 'delete'
        ? deleteReference(env, id, said)
        : restoreReference(env, id, {
            version: what.version,
            ...(newest === undefined ? {} : { base: newest }),
            ...(said ? { note: said } : {}),
          }),
    onSuccess: async () => {
      await readAnew(client, env);
      onClose();
      if (what === 'delete') {
        tell(t('reference.gone', { id }));
        await navigate({ to: '/$env/references', params: { env }, search: {} });
        return;
      }
      tell(t('reference.restored', { id, number: what.version }));
      await navigate({ to: '/$env/references/$id', params: { env, id }, search: {} });
    },
  });
  const values = { id, environment: env, number: what === 'delete' ? 0 : what.version };
  const asks = what === 'delete' ? 'reference.delete' : 'reference.restore';
  return (
    <Modal opened onClose={onClose} title={t(`${asks}-asks`, values)}>
      <p>{t(`${asks}-detail`, values)}</p>
      <TextInput
        mt="sm"
        label={t('reference.note')}
        value={note}
        maxLength={500}
        onChange={(e) => setNote(e.currentTarget.value)}
        data-autofocus
      />
      {act.isError && <FailureNotice failure={act.error} />}
      <Group justify="flex-end" mt="md">
        <Button onClick={onClose}>{t('upload.cancel')}</Button>
        <Button variant="filled" loading={act.isPending} onClick={() => act.mutate()}>
          {t(asks, values)}
        </Button>
      </Group>
    </Modal>
  );
}
