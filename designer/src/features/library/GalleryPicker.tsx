import { Button } from '@mantine/core';
import type { ExampleItem, Graph } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { galleryQuery } from '../../api/library.ts';
import { Canvas } from '../../editor/Canvas.tsx';
import { t } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { FailureNotice, Loading } from '../../ui/Notice.tsx';
import classes from './Library.module.css';

interface GalleryPickerProps {
  readonly busy: boolean;
  readonly onPick: (example: ExampleItem) => void;
}

/** The examples that ship, each with its picture and what it was tried with; a copy of one is a beginning. */
export function GalleryPicker({ busy, onPick }: GalleryPickerProps) {
  const query = useQuery(galleryQuery());
  const [id, setId] = useState<string>();
  if (query.isPending) return <Loading what={t('library.gallery-loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const examples = query.data.items;
  const shown = examples.find((example) => example.id === id) ?? examples[0];
  return (
    <div className={classes.gallery}>
      <ul className={classes.examples} aria-label={t('library.gallery')}>
        {examples.map((example) => (
          <li key={example.id}>
            <button
              type="button"
              className={classes.example}
              aria-pressed={example.id === shown?.id}
              onClick={() => setId(example.id)}
            >
              <bdi className={classes.name}>{example.name}</bdi>
              <bdi className={classes.summary}>{example.summary}</bdi>
            </button>
          </li>
        ))}
      </ul>
      {shown && (
        <div className={classes.shown}>
          <div className={classes.picture}>
            <Canvas
              key={shown.id}
              graph={shown.graph as unknown as Graph}
              label={t('workflow.canvas', { name: shown.name })}
              face="compact"
            />
          </div>
          <p className={classes.tags}>
            {shown.tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </p>
          <p className={classes.summary}>{shown.needs}</p>
          <p className={classes.quiet}>{t('library.tried-with', { count: shown.scenarios.length })}</p>
          <Button variant="filled" loading={busy} onClick={() => onPick(shown)}>
            {t('library.use-example')}
          </Button>
        </div>
      )}
    </div>
  );
}
