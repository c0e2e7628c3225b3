import { Kbd, Modal } from '@mantine/core';
import { t } from '../messages/t.ts';
import classes from './KeyList.module.css';

const KEYS = [
  ['keys.list', ['J', 'K']],
  ['keys.open', ['Enter']],
  ['keys.search', ['Ctrl', 'K']],
  ['keys.acknowledge', ['A']],
  ['keys.resolve', ['Ctrl', 'Enter']],
  ['keys.next', ['N']],
  ['keys.canvas', ['↑', '↓', '←', '→']],
  ['keys.help', ['?']],
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
      <dl className={classes.keys}>
        {KEYS.map(([label, keys]) => (
          <div key={label} className={classes.row}>
            <dt>{t(label)}</dt>
            <dd>
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
