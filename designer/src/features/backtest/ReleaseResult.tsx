import { Button, Popover } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { BacktestDetail, LibraryWorkflow } from '@slipway/shared/api';
import { IconRocket } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/session.ts';
import { t } from '../../messages/t.ts';
import { ReleaseDialog } from '../../release/ReleaseDialog.tsx';
import classes from './BacktestBar.module.css';
import { releaseBlock } from './release-block.ts';

interface ReleaseResultProps {
  readonly one: BacktestDetail;
  readonly meta: LibraryWorkflow | undefined;
  readonly environment: string;
  /** Whether it is the decision of this screen, as it stands. */
  readonly primary: boolean;
}

/** On from a result to a plan; where that cannot be, pressing it says why. */
export function ReleaseResult({ one, meta, environment, primary }: ReleaseResultProps) {
  const [opened, { toggle, close }] = useDisclosure(false);
  const mayPlan = useMay()('environment:plan', environment);
  const block = releaseBlock({ item: one, environment, meta, mayPlan });
  const button = (
    <Button
      {...(primary ? { variant: 'filled' } : {})}
      leftSection={<IconRocket size={15} stroke={1.8} />}
      onClick={toggle}
      {...(block ? { 'aria-expanded': opened } : {})}
    >
      {t('backtest.release')}
    </Button>
  );
  const version = one.after.version;
  if (block === undefined)
    return (
      <>
        {button}
        {opened && version !== null && (
          <ReleaseDialog workflow={one.workflow} version={version} environment={environment} onClose={close} />
        )}
      </>
    );
  return (
    <Popover opened={opened} onDismiss={close} width={300} position="bottom-end" withinPortal trapFocus returnFocus>
      <Popover.Target>{button}</Popover.Target>
      <Popover.Dropdown>
        <p className={classes.why} role="status">
          {t(`backtest.release-why.${block}`)}
        </p>
        {block === 'draft' && (
          <Button
            size="xs"
            data-autofocus
            renderRoot={(props) => (
              <Link {...props} to="/$env/workflows/$id/edit" params={{ env: environment, id: one.workflow }} />
            )}
          >
            {t('backtest.to-editor')}
          </Button>
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
