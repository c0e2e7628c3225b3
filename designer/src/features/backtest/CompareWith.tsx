import { Button, Menu } from '@mantine/core';
import type { LibraryWorkflow } from '@slipway/shared/api';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import { When } from '../../ui/When.tsx';
import classes from './BacktestBar.module.css';
import type { Choice } from './history.ts';

interface PickProps {
  readonly meta: LibraryWorkflow;
  readonly choice: Choice;
  readonly onChoice: (change: Partial<Choice>) => void;
}

const version = (number: number) => t('version', { version: number });

/** What is tested: the own draft, or a version. */
export function Tested({ meta, choice, onChoice }: PickProps) {
  const words = choice.after === 'draft' ? draftWords(meta) : version(choice.after);
  return (
    <Menu width={280} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.tested} aria-label={`${t('backtest.tested')}: ${words}`}>
          {words}
          <IconChevronDown size={13} stroke={1.75} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Menu.Label>{t('backtest.tested')}</Menu.Label>
        <Item picked={choice.after === 'draft'} onPick={() => onChoice({ after: 'draft' })}>
          {draftWords(meta)}
        </Item>
        <Versions meta={meta} picked={choice.after} onPick={(after) => onChoice({ after })} />
      </Menu.Dropdown>
    </Menu>
  );
}

/** Without a draft of one's own, that is the newest version. */
function draftWords({ mine, newest }: LibraryWorkflow): string {
  if (!mine) return newest ? version(newest.number) : t('editor.draft-new');
  return mine.base === null ? t('editor.draft-new') : t('editor.draft-of', { version: mine.base });
}

interface CompareWithProps extends PickProps {
  readonly environment: string;
}

/** With what it is compared: what is live, a version, or nothing. */
export function CompareWith({ meta, choice, onChoice, environment }: CompareWithProps) {
  const live = meta.environments.find((each) => each.environment === environment);
  const liveWords = live
    ? t('backtest.compare-live', { version: version(live.version), environment })
    : t('backtest.compare-live-none', { environment });
  const { before } = choice;
  const words = before === null ? t('backtest.compare-none') : before === 'live' ? liveWords : version(before);
  return (
    <Menu width={300} position="bottom-end">
      <Menu.Target>
        <Button
          className={classes.choice ?? ''}
          rightSection={<IconChevronDown size={14} stroke={1.75} />}
          title={`${t('backtest.compare')} ${words}`}
        >
          <span className={classes.label}>
            <span className={classes.quiet}>{t('backtest.compare')} </span>
            {words}
          </span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu ?? ''}>
        <Item picked={before === 'live'} onPick={() => onChoice({ before: 'live' })}>
          {liveWords}
        </Item>
        <Item picked={before === null} onPick={() => onChoice({ before: null })}>
          {t('backtest.compare-none')} <span className={classes.small}>{t('backtest.compare-none-detail')}</span>
        </Item>
        <Menu.Divider />
        <Menu.Label>{t('backtest.compare-versions')}</Menu.Label>
        <Versions meta={meta} picked={before} onPick={(number) => onChoice({ before: number })} />
      </Menu.Dropdown>
    </Menu>
  );
}

interface VersionsProps {
  readonly meta: LibraryWorkflow;
  readonly picked: number | string | null;
  readonly onPick: (number: number) => void;
}

function Versions({ meta, picked, onPick }: VersionsProps) {
  return meta.versions.map(({ number, message, author, at }) => (
    <Item key={number} picked={picked === number} onPick={() => onPick(number)}>
      <span className={classes.line}>
        <b>{version(number)}</b> <bdi>{message}</bdi>
      </span>
      <span className={classes.small}>
        <bdi>{author.name}</bdi>, <When at={at} />
      </span>
    </Item>
  ));
}

interface ItemProps {
  readonly picked: boolean;
  readonly onPick: () => void;
  readonly children: React.ReactNode;
}

function Item({ picked, onPick, children }: ItemProps) {
  return (
    <Menu.Item
      onClick={onPick}
      aria-current={picked || undefined}
      rightSection={picked ? <IconCheck size={14} stroke={2} /> : null}
    >
      {children}
    </Menu.Item>
  );
}
