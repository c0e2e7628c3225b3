import type { LibraryItem } from '@slipway/shared/api';
import { IconPencil, IconPlayerPause } from '@tabler/icons-react';
import { formatNumber, t } from '../../messages/t.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Dot } from '../../ui/Dot.tsx';
import { When } from '../../ui/When.tsx';
import classes from './Library.module.css';

/** A workflow: what it is, where it runs at which version, and what of it is not released yet. */
export function LibraryRow({ row }: { readonly row: LibraryItem }) {
  const fired = row.environments.reduce((sum, one) => sum + one.fired, 0);
  return (
    <span className={classes.row}>
      <span>
        <span className={classes.title}>
          <bdi className={classes.name}>{row.name}</bdi>
          {row.mine && (
            <Chip look="accent">
              <IconPencil size={12} stroke={1.9} aria-hidden="true" />
              {row.mine.base === null ? t('library.draft') : t('library.draft-of', { version: row.mine.base })}
            </Chip>
          )}
        </span>
        <bdi className={classes.description}>{row.description}</bdi>
      </span>
      <span className={classes.tags}>
        {row.tags.slice(0, 3).map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
      </span>
      <span className={classes.places}>
        {row.environments.length === 0 && <span className={classes.quiet}>{t('library.nowhere')}</span>}
        {row.environments.map(({ environment, version, paused }) => (
          <span key={environment} className={classes.place}>
            {paused ? <IconPlayerPause size={13} stroke={1.9} aria-hidden="true" /> : <Dot state="ok" />}
            {environment} <b>{t('version', { version })}</b>
            {paused && <span className={classes.quiet}>{t('library.paused')}</span>}
          </span>
        ))}
      </span>
      <span>
        {row.newest ? (
          t('version', { version: row.newest.number })
        ) : (
          <span className={classes.quiet}>{t('library.no-version')}</span>
        )}
      </span>
      <span className={classes.number}>{formatNumber(fired)}</span>
      <span className={classes.quiet}>
        <When at={row.updatedAt} />
      </span>
    </span>
  );
}
