import { Kbd, Menu } from '@mantine/core';
import { IconDots, IconPlus } from '@tabler/icons-react';
import { type MessageKey, t } from '../../../messages/t.ts';
import classes from './Outline.module.css';
import type { RowIntent } from './row-intent.ts';
import type { OutlineRow } from './rows.ts';

interface Offer {
  readonly intent: RowIntent;
  readonly label: MessageKey;
  readonly key: string;
}

const STEP: readonly Offer[] = [
  { intent: 'enter', label: 'hands.inspect', key: 'Enter' },
  { intent: 'add', label: 'hands.add-after', key: 'N' },
  { intent: 'connect', label: 'select.connect', key: 'C' },
  { intent: 'name', label: 'hands.rename', key: 'F2' },
  { intent: 'duplicate', label: 'select.duplicate', key: 'Ctrl+D' },
  { intent: 'group', label: 'hands.group', key: 'G' },
  { intent: 'regroup', label: 'hands.regroup', key: 'Shift+G' },
  { intent: 'remove', label: 'select.remove', key: 'Delete' },
];
const FREE: readonly Offer[] = [
  { intent: 'add', label: 'hands.add-here', key: 'N' },
  { intent: 'connect', label: 'select.connect', key: 'C' },
];
const WIRED: readonly Offer[] = [
  { intent: 'enter', label: 'hands.go-there', key: 'Enter' },
  { intent: 'add', label: 'wire.insert', key: 'N' },
  { intent: 'lead', label: 'hands.lead', key: 'R' },
  { intent: 'connect', label: 'hands.another', key: 'C' },
  { intent: 'remove', label: 'hands.unwire', key: 'Delete' },
];
const GROUP: readonly Offer[] = [
  { intent: 'name', label: 'hands.rename-group', key: 'F2' },
  { intent: 'remove', label: 'hands.ungroup', key: 'Delete' },
];
const NOTE: readonly Offer[] = [
  { intent: 'name', label: 'note.text', key: 'F2' },
  { intent: 'remove', label: 'select.remove', key: 'Delete' },
];
const MEMBER: readonly Offer[] = [
  { intent: 'enter', label: 'hands.go-there', key: 'Enter' },
  { intent: 'regroup', label: 'hands.regroup', key: 'Shift+G' },
];

function offersOf(row: OutlineRow): readonly Offer[] {
  switch (row.is) {
    case 'step':
      return STEP;
    case 'port':
      return row.lead ? WIRED : FREE;
    case 'fork':
      return FREE;
    case 'group':
      return GROUP;
    case 'note':
      return NOTE;
    case 'member':
      return MEMBER;
    default:
      return [];
  }
}

interface RowToolsProps {
  readonly row: OutlineRow;
  readonly menu: boolean;
  readonly onGo: (adding: boolean) => void;
  readonly onFollow: (intent: RowIntent) => void;
  readonly onMenu: (opened: boolean) => void;
}

/** What can be done with a row, each with its key. */
export function RowTools({ row, menu, onGo, onFollow, onMenu }: RowToolsProps) {
  const offers = offersOf(row);
  const add = offers.find(({ intent }) => intent === 'add');
  if (offers.length === 0) return null;
  return (
    <span className={classes.tools} data-open={menu || undefined}>
      {add && (
        <button
          type="button"
          tabIndex={-1}
          className={classes.tool}
          aria-label={t(add.label)}
          title={t(add.label)}
          onClick={() => {
            onGo(false);
            onFollow('add');
          }}
        >
          <IconPlus size={15} stroke={1.75} aria-hidden="true" />
        </button>
      )}
      <Menu opened={menu} onChange={onMenu} width={260} position="bottom-end" returnFocus={false}>
        <Menu.Target>
          <button type="button" tabIndex={-1} className={classes.tool} aria-label={t('hands.menu')}>
            <IconDots size={15} stroke={1.75} aria-hidden="true" />
          </button>
        </Menu.Target>
        <Menu.Dropdown
          onKeyDown={(e) => {
            // React tells the row of keys in its menu too.
            e.stopPropagation();
            if (e.key === 'Escape') onGo(false);
          }}
          onClick={(e) => e.stopPropagation()}
        >
          {offers.map(({ intent, label, key }) => (
            <Menu.Item
              key={intent}
              rightSection={<Kbd>{key}</Kbd>}
              onClick={() => {
                onGo(false);
                onFollow(intent);
              }}
            >
              {t(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
