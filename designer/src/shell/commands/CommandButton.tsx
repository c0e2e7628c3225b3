import { Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import { showCommands } from './CommandBar.tsx';
import classes from './CommandButton.module.css';

/** Opens the command bar; it looks like the field that it opens. */
export function CommandButton({ compact }: { readonly compact: boolean }) {
  return (
    <UnstyledButton
      className={compact ? classes.icon : classes.field}
      aria-label={compact ? t('commands.label') : undefined}
      aria-keyshortcuts="Control+K"
      data-testid="commands"
      onClick={showCommands}
    >
      <IconSearch size={compact ? 18 : 15} stroke={1.6} aria-hidden="true" />
      {!compact && <span className={classes.words}>{t('commands.open')}</span>}
      {!compact && <Kbd>{t('keys.ctrl-k')}</Kbd>}
    </UnstyledButton>
  );
}
