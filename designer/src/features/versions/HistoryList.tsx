import { ActionIcon, Tooltip } from '@mantine/core';
import type { LibraryVersion, LibraryWorkflow } from '@slipway/shared/api';
import { IconFlask, IconRestore } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { backtestsQuery } from '../../api/backtests.ts';
import type { Side } from '../../api/library.ts';
import { t } from '../../messages/t.ts';
import { useEnvironmentId } from '../../shell/environment.ts';
import { May } from '../../shell/May.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { When } from '../../ui/When.tsx';
import classes from './HistoryList.module.css';
import { before, type Sides } from './sides.ts';

interface HistoryListProps {
  readonly meta: LibraryWorkflow;
  readonly sides: Sides;
  readonly onPick: (sides: Sides) => void;
  readonly onRestore: (version: number) => void;
}

/** Every version there was, and the draft: two columns of marks pick what is compared with what. */
export function HistoryList({ meta, sides, onPick, onRestore }: HistoryListProps) {
  const rows: readonly Side[] = [...(meta.mine ? (['draft'] as const) : []), ...meta.versions.map((one) => one.number)];
  return (
    <section className={classes.pane} aria-label={t('compare.history')}>
      <div className={classes.heads}>
        <span>{t('compare.before')}</span>
        <span>{t('compare.after')}</span>
        <h2>{t('compare.history')}</h2>
      </div>
      <ol className={classes.list}>
        {rows.map((side) => {
          const version = meta.versions.find((one) => one.number === side);
          return (
            <Row key={side} side={side} sides={sides} onPick={onPick} meta={meta}>
              {version ? <Version meta={meta} version={version} onRestore={onRestore} /> : <DraftRow meta={meta} />}
            </Row>
          );
        })}
      </ol>
    </section>
  );
}

interface RowProps {
  readonly side: Side;
  readonly sides: Sides;
  readonly onPick: (sides: Sides) => void;
  readonly meta: LibraryWorkflow;
  readonly children: ReactNode;
}

function Row({ side, sides, onPick, meta, children }: RowProps) {
  const name = side === 'draft' ? t('compare.draft') : t('version', { version: side });
  const upon = before(meta, side);
  return (
    <li className={classes.row} data-a={sides.a === side || undefined} data-b={sides.b === side || undefined}>
      <input
        type="radio"
        name="compare-a"
        className={classes.a}
        aria-label={t('compare.as-before', { side: name })}
        checked={sides.a === side}
        onChange={() => onPick({ ...sides, a: side })}
      />
      <input
        type="radio"
        name="compare-b"
        className={classes.b}
        aria-label={t('compare.as-after', { side: name })}
        checked={sides.b === side}
        onChange={() => onPick({ ...sides, b: side })}
      />
      <div className={classes.about}>
        {children}
        {upon !== undefined && (
          <button type="button" className={classes.what} onClick={() => onPick({ a: upon, b: side })}>
            {t('compare.what-changed', { side: name })}
          </button>
        )}
      </div>
    </li>
  );
}

function DraftRow({ meta }: { readonly meta: LibraryWorkflow }) {
  const { mine } = meta;
  if (!mine) return null;
  return (
    <>
      <p className={classes.head}>
        <b>{t('compare.draft')}</b>
        {mine.base !== null && <Chip look="accent">{t('compare.draft-of', { version: mine.base })}</Chip>}
      </p>
      <p className={classes.quiet}>
        {t('compare.draft-saved')} <When at={mine.updatedAt} />
      </p>
    </>
  );
}

interface VersionProps {
  readonly meta: LibraryWorkflow;
  readonly version: LibraryVersion;
  readonly onRestore: (version: number) => void;
}

function Version({ meta, version, onRestore }: VersionProps) {
  const { number } = version;
  return (
    <>
      <p className={classes.head}>
        <b>{t('version', { version: number })}</b>
        {meta.environments
          .filter((place) => place.version === number)
          .map((place) => (
            <Chip key={place.environment} look="ok">
              {place.paused ? t('compare.paused-in', { environment: place.environment }) : place.environment}
            </Chip>
          ))}
        <May to="workflow:edit" environment={null}>
          <Tooltip label={t('compare.restore', { version: number })}>
            <ActionIcon
              className={classes.restore ?? ''}
              size={24}
              aria-label={t('compare.restore', { version: number })}
              onClick={() => onRestore(number)}
            >
              <IconRestore size={15} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </May>
      </p>
      <p className={classes.message}>
        <bdi>{version.message || t('versions.no-message')}</bdi>
      </p>
      <p className={classes.quiet}>
        <bdi>{version.author.name}</bdi>, <When at={version.at} />
      </p>
      <Backtests workflow={meta.id} hash={version.hash} />
    </>
  );
}

const SHOWN = 3;

/** The newest backtests of a version's content in this environment, and the way to what they found. */
function Backtests({ workflow, hash }: { readonly workflow: string; readonly hash: string }) {
  const env = useEnvironmentId();
  // They are beside the history: whoever may not see them sees the versions all the same.
  const { items = [] } = useQuery(backtestsQuery({ environment: env, workflow })).data ?? {};
  return items
    .filter((one) => one.after.hash === hash)
    .slice(0, SHOWN)
    .map((one) => (
      <Link
        key={one.id}
        className={classes.backtest}
        to="/$env/workflows/$id/backtest"
        params={{ env, id: workflow }}
        search={{ run: one.id }}
      >
        <IconFlask size={13} stroke={1.75} aria-hidden="true" /> {t('compare.backtest')} <When at={one.createdAt} />
      </Link>
    ));
}
