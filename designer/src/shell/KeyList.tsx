import '../ui/further-styles.ts';
import { Kbd, Modal } from '@mantine/core';
import { t, tOr } from '../messages/t.ts';
import classes from './KeyList.module.css';

const KEYS = [
  ['keys.list', ['J', 'K']],
  ['keys.open', ['Enter']],
  ['keys.commands', ['Ctrl', 'K']],
  ['keys.acknowledge', ['A']],
  ['keys.put-off', ['S']],
  ['keys.resolve', ['Ctrl', 'Enter']],
  ['keys.next', ['N']],
  ['keys.canvas', ['↑', '↓', '←', '→']],
  ['keys.help', ['?']],
] as const;

const EDITOR_KEYS = [
  ['keys.edit.add', ['N']],
  ['keys.edit.connect', ['C']],
  ['keys.edit.wire', ['W']],
  ['keys.edit.inspect', ['Enter']],
  ['keys.edit.back', ['Esc']],
  ['keys.edit.extend', ['Space']],
  ['keys.edit.all', ['Ctrl', 'A']],
  ['keys.edit.move', ['Alt', '↑', '↓', '←', '→']],
  ['keys.edit.far', ['Alt', 'Shift', '→']],
  ['keys.edit.remove', ['Delete']],
  ['keys.edit.undo', ['Ctrl', 'Z']],
  ['keys.edit.redo', ['Ctrl', 'Y']],
  ['keys.edit.copy', ['Ctrl', 'C', 'X', 'V']],
  ['keys.edit.duplicate', ['Ctrl', 'D']],
  ['keys.edit.search', ['/']],
  ['keys.edit.problem', ['F8']],
  ['keys.edit.pick-along', ['Shift', '↓']],
  ['keys.edit.group', ['G']],
  ['keys.edit.regroup', ['Shift', 'G']],
  ['keys.edit.name', ['F2']],
  ['keys.edit.outline', ['O']],
] as const;

const OUTLINE_KEYS = [
  ['keys.outline.walk', ['↑', '↓', 'Home', 'End']],
  ['keys.outline.fold', ['→', '←']],
  ['keys.outline.enter', ['Enter']],
  ['keys.outline.add', ['N']],
  ['keys.outline.lead', ['R']],
  ['keys.outline.remove', ['Delete']],
  ['keys.outline.menu', ['Shift', 'F10']],
] as const;

interface KeyListProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** What can be done from the keyboard. */
export default function KeyList({ opened, onClose }: KeyListProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('keys.label')}
      size={420}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Keys keys={KEYS} />
      <h3 className={classes.heading}>{t('keys.edit')}</h3>
      <Keys keys={EDITOR_KEYS} />
      <h3 className={classes.heading}>{t('keys.outline')}</h3>
      <Keys keys={OUTLINE_KEYS} />
    </Modal>
  );
}

function Keys({ keys: rows }: { readonly keys: typeof KEYS | typeof EDITOR_KEYS | typeof OUTLINE_KEYS }) {
  return (
    <dl className={classes.keys}>
      {rows.map(([label, keys]) => (
        <div key={label} className={classes.row}>
          <dt>{t(label)}</dt>
          <dd>
            {keys.map((key) => (
              <Kbd key={key}>{tOr(`key.${key}`, key)}</Kbd>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
