import { Button } from '@mantine/core';
import { IconHelp, IconPlayerPlay } from '@tabler/icons-react';
import { t } from '../../messages/t.ts';
import { Strip } from '../../ui/Strip.tsx';

interface UnansweredProps {
  readonly words: string;
  /** Plays again with simulated answers; undefined where that is how it was played, or where nobody may. */
  readonly onSimulate: (() => void) | undefined;
}

/** Says that questions went unanswered, so that what is behind them is not taken for what the rule does. */
export function Unanswered({ words, onSimulate }: UnansweredProps) {
  const again = onSimulate && (
    <Button size="xs" leftSection={<IconPlayerPlay size={13} stroke={1.8} />} onClick={onSimulate}>
      {t('backtest.play-simulated')}
    </Button>
  );
  return (
    <Strip icon={IconHelp} actions={again}>
      {words}
    </Strip>
  );
}
