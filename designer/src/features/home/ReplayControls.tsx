import { Button } from '@mantine/core';
import type { Replay, ReplayChange } from '@slipway/shared/api';
import { IconCheck, IconChevronDown, IconClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useReplayChange } from '../../api/commands.ts';
import { t, tn } from '../../messages/t.ts';
import { LateMenu } from '../../ui/LateMenu.tsx';
import { tellFailure } from '../../ui/notify.ts';

const SPEEDS = [0.25, 1, 3, 7, 14, 30] as const;
const HOURS = 24;
/** Faster than any machine replays: then the machine is the bound. */
const UNBOUNDED = 1_000;

/** How fast recorded time passes, and whether it does. */
export function ReplayControls({ replay }: { readonly replay: Replay }) {
  const change = useReplayChange();
  const send = (body: ReplayChange) =>
    change.mutate(
      { environment: replay.environment, change: body },
      {
        onError: tellFailure,
      },
    );
  const speeds = SPEEDS.map((speed) => ({
    name: String(speed),
    words: speedText(speed),
    right: speed === replay.speed ? <IconCheck size={14} stroke={2} /> : null,
    onPick: () => send({ speed }),
  }));
  const running = replay.state === 'running';
  return (
    <>
      <LateMenu width={200} position="bottom-end" parts={[{ heading: t('replay.label'), entries: speeds }]}>
        <Button
          leftSection={<IconClock size={15} stroke={1.6} />}
          rightSection={<IconChevronDown size={14} stroke={1.6} />}
        >
          {replay.speed >= UNBOUNDED ? t('replay.fastest') : t('replay.speed', { speed: speedText(replay.speed) })}
        </Button>
      </LateMenu>
      {replay.state !== 'finished' && (
        <Button
          leftSection={running ? <IconPlayerPause size={15} stroke={1.6} /> : <IconPlayerPlay size={15} stroke={1.6} />}
          onClick={() => send({ state: running ? 'paused' : 'running' })}
          disabled={change.isPending}
        >
          {t(running ? 'replay.pause' : 'replay.resume')}
        </Button>
      )}
    </>
  );
}

function speedText(speed: number): string {
  return speed < 1 ? tn('replay.hours', Math.round(speed * HOURS)) : tn('replay.days', Math.round(speed * 10) / 10);
}
