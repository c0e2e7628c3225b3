import { Button, Menu } from '@mantine/core';
import type { Replay, ReplayChange } from '@slipway/shared/api';
import { IconCheck, IconChevronDown, IconClock, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useReplayChange } from '../../api/commands.ts';
import { t, tn } from '../../messages/t.ts';
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
  const running = replay.state === 'running';
  return (
    <>
      <Menu width={200} position="bottom-end">
        <Menu.Target>
          <Button
            leftSection={<IconClock size={15} stroke={1.6} />}
            rightSection={<IconChevronDown size={14} stroke={1.6} />}
          >
            {replay.speed >= UNBOUNDED ? t('replay.fastest') : t('replay.speed', { speed: speedText(replay.speed) })}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('replay.label')}</Menu.Label>
          {SPEEDS.map((speed) => (
            <Menu.Item
              key={speed}
              onClick={() => send({ speed })}
              rightSection={speed === replay.speed ? <IconCheck size={14} stroke={2} /> : null}
            >
              {speedText(speed)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
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
