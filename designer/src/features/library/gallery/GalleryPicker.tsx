import { Button } from '@mantine/core';
import type { ExampleItem, Graph } from '@slipway/shared/api';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { galleryQuery } from '../../../api/library.ts';
import { Canvas } from '../../../editor/Canvas.tsx';
import { t, tn } from '../../../messages/t.ts';
import { Chip } from '../../../ui/Chip.tsx';
import { Empty, FailureNotice, Loading } from '../../../ui/Notice.tsx';
import { SearchField } from '../../../ui/SearchField.tsx';
import classes from './Gallery.module.css';
import { groupedExamples, rowTitle, searchedExamples } from './groups.ts';
import { Stories } from './Stories.tsx';

interface GalleryPickerProps {
  readonly busy: boolean;
  readonly onPick: (example: ExampleItem) => void;
}

/** The examples that ship, by what they watch for, each with its picture and its stories; a copy of one is a beginning. */
export function GalleryPicker({ busy, onPick }: GalleryPickerProps) {
  const query = useQuery(galleryQuery());
  const [id, setId] = useState<string>();
  const [search, setSearch] = useState('');
  if (query.isPending) return <Loading what={t('library.gallery-loading')} />;
  if (query.isError) return <FailureNotice failure={query.error} onRetry={() => void query.refetch()} />;
  const groups = groupedExamples(searchedExamples(query.data.items, search));
  const found = groups.flatMap(({ examples }) => examples);
  const shown = found.find((example) => example.id === id) ?? found[0];
  return (
    <div className={classes.gallery}>
      <div className={classes.side}>
        <SearchField label={t('gallery.search')} value={search} onChange={setSearch} width="100%" autoFocus />
        <nav className={classes.examples} aria-label={t('library.gallery')}>
          {groups.map(({ group, examples }) => (
            <section key={group} aria-label={t(`gallery.group.${group}`)}>
              <h3 className={classes.group}>{t(`gallery.group.${group}`)}</h3>
              <ul>
                {examples.map((example) => (
                  <li key={example.id}>
                    <button
                      type="button"
                      className={classes.example}
                      aria-pressed={example.id === shown?.id}
                      onClick={() => setId(example.id)}
                    >
                      <bdi>{example.name}</bdi>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          ))}
        </nav>
        <p className={classes.count} role="status">
          {tn('gallery.count', found.length)}
        </p>
      </div>
      {shown ? (
        <>
          <Shown key={shown.id} example={shown} busy={busy} onPick={onPick} />
          <Stories key={`stories ${shown.id}`} example={shown} />
        </>
      ) : (
        <Empty title={t('gallery.none')}>{t('gallery.none-detail')}</Empty>
      )}
    </div>
  );
}

interface ShownProps extends GalleryPickerProps {
  readonly example: ExampleItem;
}

function Shown({ example, busy, onPick }: ShownProps) {
  const { name, graph, summary, needs, catalogue, tags } = example;
  return (
    <article className={classes.shown} aria-label={name}>
      <h3 className={classes.name}>
        <bdi>{name}</bdi>
      </h3>
      <div className={classes.picture}>
        <Canvas graph={graph as unknown as Graph} label={t('workflow.canvas', { name })} face="compact" />
      </div>
      <p>
        <bdi>{summary}</bdi>
      </p>
      <p className={classes.quiet}>
        <b>{t('gallery.needs')}</b> <bdi>{needs}</bdi>
      </p>
      {catalogue.length > 0 && (
        <p className={classes.quiet}>
          <b>{t('gallery.watches')}</b> {catalogue.map((row) => `${row} ${rowTitle(row)}`).join(', ')}
        </p>
      )}
      <div className={classes.foot}>
        <span className={classes.tags}>
          {tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </span>
        <Button variant="filled" loading={busy} onClick={() => onPick(example)}>
          {t('library.use-example')}
        </Button>
      </div>
    </article>
  );
}
