import { Button } from '@mantine/core';
import type { ReferenceDetail } from '@slipway/shared/api';
import { writeReferenceCsv } from '@slipway/shared/reference';
import { IconArrowLeft, IconDownload, IconHistory, IconUpload } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { referenceContentQuery, referenceQuery, referencesQuery } from '../../api/references.ts';
import { useMay } from '../../api/session.ts';
import { t, tn } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Bar, Gap } from '../../ui/Bar.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tell, tellFailure } from '../../ui/notify.ts';
import { Screen, ScreenBody, ScreenMain } from '../../ui/Screen.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { History } from './History.tsx';
import classes from './Reference.module.css';
import { ReferenceRows } from './ReferenceRows.tsx';
import { Upload } from './Upload.tsx';

/** Whether a panel has its place beside the rows; where it lies over them it is opened by hand. */
const stands = () => window.matchMedia('(min-width: 1101px)').matches;

/** One table or model: its rows, who reads it, and every version that it had. */
export function ReferencePage() {
  const env = useEnvironmentId();
  const { id = '' } = useParams({ strict: false });
  const { q, version } = useSearch({ from: '/$env/references/$id' });
  const navigate = useNavigate({ from: '/$env/references/$id' });
  const query = useInfiniteQuery(referenceQuery(env, id, { version, search: q }));
  const known = useQuery(referencesQuery(env)).data?.items ?? [];
  const mayWrite = useMay()('reference:write', env);
  const [open, setOpen] = useState<'history' | 'upload' | null>(() => (stands() ? 'history' : null));
  const [detail] = query.data?.pages ?? [];
  const rows = query.data?.pages.flatMap((page) => page.page.items) ?? [];
  return (
    <Screen>
      <Bar title={detail?.title ?? id}>
        <Link to="/$env/references" params={{ env }} search={{}} className={classes.back}>
          <IconArrowLeft size={14} stroke={2} aria-hidden="true" />
          {t('reference.back')}
        </Link>
        {detail && (
          <span data-quiet className={classes.chips}>
            <Chips detail={detail} />
          </span>
        )}
        <Gap />
        <SearchField
          label={t('reference.search')}
          value={q ?? ''}
          onChange={(next) => void navigate({ search: (old) => ({ ...old, q: next || undefined }), replace: true })}
          width={200}
        />
        {detail && !detail.deleted && <Export env={env} detail={detail} version={version} />}
        {mayWrite && detail?.kind === 'table' && (
          <Button leftSection={<IconUpload size={15} stroke={2} />} onClick={() => setOpen('upload')}>
            {t('reference.upload')}
          </Button>
        )}
        <Button
          variant="subtle"
          aria-expanded={open === 'history'}
          leftSection={<IconHistory size={15} stroke={2} />}
          onClick={() => setOpen(open === 'history' ? null : 'history')}
        >
          {t('reference.history')}
        </Button>
      </Bar>
      {detail && version !== undefined && <Older env={env} id={id} version={version} />}
      <ScreenBody>
        <ScreenMain>
          {query.isPending && <Loading what={t('reference.loading', { id })} />}
          {query.isError && <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />}
          {detail && (
            <ReferenceRows
              detail={detail}
              rows={rows}
              search={q}
              onEnd={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
            />
          )}
        </ScreenMain>
        {detail && open === 'history' && (
          <History
            env={env}
            detail={detail}
            newest={known.find((item) => item.id === id)?.version}
            shown={version}
            mayWrite={mayWrite}
            onClose={() => setOpen(null)}
          />
        )}
      </ScreenBody>
      {open === 'upload' && (
        <Upload
          env={env}
          known={known}
          id={id}
          onClose={() => setOpen(stands() ? 'history' : null)}
          onSaved={() => void navigate({ search: {} })}
        />
      )}
    </Screen>
  );
}

/** Says that it is not what runs, and leads there. */
function Older({ env, id, version }: { readonly env: string; readonly id: string; readonly version: number }) {
  return (
    <p className={classes.older} role="status">
      {t('reference.older', { number: version })}{' '}
      <Link to="/$env/references/$id" params={{ env, id }} search={{}} className={classes.link}>
        {t('reference.newest')}
      </Link>
    </p>
  );
}

function Chips({ detail }: { readonly detail: ReferenceDetail }) {
  return (
    <>
      <Chip>{t(`references.kind.${detail.kind}`)}</Chip>
      <Chip>{t('version', { version: detail.version })}</Chip>
      {detail.deleted ? (
        <Chip look="fail">{t('references.deleted')}</Chip>
      ) : (
        <Chip>{tn(detail.kind === 'table' ? 'reference.rows' : 'reference.groups', detail.page.total)}</Chip>
      )}
    </>
  );
}

/** All of it as a file: a table as CSV, a model as JSON. */
function Export({
  env,
  detail,
  version,
}: {
  readonly env: string;
  readonly detail: ReferenceDetail;
  readonly version: number | undefined;
}) {
  const client = useQueryClient();
  const save = useMutation({
    mutationFn: async () => {
      const content = await client.fetchQuery(referenceContentQuery(env, detail.id, version));
      const file =
        content.kind === 'table'
          ? { name: `${detail.id}.csv`, type: 'text/csv', text: writeReferenceCsv(content) }
          : { name: `${detail.id}.json`, type: 'application/json', text: `${JSON.stringify(content, null, 2)}\n` };
      saveFile(file.name, new Blob([file.text], { type: `${file.type};charset=utf-8` }));
      tell(t('reference.exported', { file: file.name }));
    },
    onError: tellFailure,
  });
  return (
    <Button leftSection={<IconDownload size={15} stroke={2} />} loading={save.isPending} onClick={() => save.mutate()}>
      {t(detail.kind === 'table' ? 'reference.export' : 'reference.export-json')}
    </Button>
  );
}
