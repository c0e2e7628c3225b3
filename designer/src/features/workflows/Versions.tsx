import { Button, Drawer, Group } from '@mantine/core';
import type { Graph, LibraryVersion, LibraryWorkflow } from '@slipway/shared/api';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { libraryKey, libraryVersionQuery, saveDraft } from '../../api/library.ts';
import { Canvas } from '../../editor/Canvas.tsx';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import { tellFailure } from '../../ui/notify.ts';
import { When } from '../../ui/When.tsx';
import classes from './Versions.module.css';

/** Every version there was: who made it and why, what it looks like, and the way back to it as a draft. */
export function Versions({ meta, onClose }: { readonly meta: LibraryWorkflow; readonly onClose: () => void }) {
  const [number, setNumber] = useState(meta.newest?.number);
  return (
    <Drawer opened onClose={onClose} title={t('versions.title', { name: meta.name })} size={760}>
      <div className={classes.sides}>
        <ol className={classes.list} aria-label={t('versions.list')}>
          {meta.versions.map((version) => (
            <li key={version.number}>
              <button
                type="button"
                className={classes.version}
                aria-pressed={version.number === number}
                onClick={() => setNumber(version.number)}
              >
                <span>
                  <b>{t('version', { version: version.number })}</b> <LiveIn meta={meta} version={version} />
                </span>
                <bdi>{version.message || t('versions.no-message')}</bdi>
                <span className={classes.quiet}>
                  <bdi>{version.author.name}</bdi>, <When at={version.at} />
                </span>
              </button>
            </li>
          ))}
        </ol>
        {number !== undefined && <Shown key={number} meta={meta} number={number} />}
      </div>
    </Drawer>
  );
}

function LiveIn({ meta, version }: { readonly meta: LibraryWorkflow; readonly version: LibraryVersion }) {
  return meta.environments
    .filter((place) => place.version === version.number)
    .map((place) => (
      <Chip key={place.environment} look="ok">
        {place.environment}
      </Chip>
    ));
}

function Shown({ meta, number }: { readonly meta: LibraryWorkflow; readonly number: number }) {
  const env = useEnvironmentId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const query = useQuery(libraryVersionQuery(meta.id, number));
  const restore = useMutation({
    mutationFn: () => {
      const change = { graph: query.data?.graph ?? {}, base: meta.newest?.number ?? null };
      return saveDraft(meta.id, change, meta.mine?.etag ?? '*');
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: libraryKey });
      await navigate({ to: '/$env/workflows/$id/edit', params: { env, id: meta.id } });
    },
    onError: tellFailure,
  });
  if (query.isPending) return <Loading what={t('versions.loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} />;
  return (
    <div className={classes.shown}>
      <div className={classes.picture}>
        <Canvas
          graph={query.data.graph as unknown as Graph}
          label={t('workflow.canvas', { name: `${meta.name} ${t('version', { version: number })}` })}
          face="compact"
        />
      </div>
      <Group justify="space-between">
        <span className={classes.quiet}>{t(meta.mine ? 'versions.restore-over' : 'versions.restore-detail')}</span>
        <Button variant="filled" loading={restore.isPending} onClick={() => restore.mutate()}>
          {t('versions.restore', { version: number })}
        </Button>
      </Group>
    </div>
  );
}
