import { IconPlayerPause, IconPlayerPlay, IconPlayerSkipBack, IconPlayerSkipForward } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../messages/t.ts';
import classes from './TryIt.module.css';
import { type Speed, speeds, waitFor } from './track-layout.ts';
import { useTried } from './use-tried.ts';

/** From moment to moment by itself, at the speed that is chosen; and to both ends. */
export function PlayControls() {
  const { session, tried } = useTried();
  const { play, at } = tried;
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('moment');
  const count = play?.moments.length ?? 0;
  const betweenMs = (play?.moments[at + 1]?.atMs ?? 0) - (play?.moments[at]?.atMs ?? 0);
  const ended = at >= count - 1;
  useEffect(() => {
    if (!playing) return;
    if (ended) return setPlaying(false);
    const timer = setTimeout(() => session.look(at + 1), waitFor(speed, betweenMs));
    return () => clearTimeout(timer);
  }, [playing, ended, at, speed, betweenMs, session]);
  const toggle = () => {
    if (!playing && ended) session.look(0);
    setPlaying(!playing);
  };
  return (
    <>
      <Step label={t('tryit.first')} disabled={at <= 0} onClick={() => session.look(0)}>
        <IconPlayerSkipBack size={15} stroke={1.75} />
      </Step>
      <Step label={t(playing ? 'scenario.pause' : 'scenario.play')} disabled={count < 2} onClick={toggle}>
        {playing ? <IconPlayerPause size={15} stroke={1.75} /> : <IconPlayerPlay size={15} stroke={1.75} />}
      </Step>
      <Step label={t('tryit.last')} disabled={ended} onClick={() => session.look(count - 1)}>
        <IconPlayerSkipForward size={15} stroke={1.75} />
      </Step>
      <select
        className={classes.speed}
        aria-label={t('scenario.speed')}
        value={speed}
        onChange={(e) => setSpeed(e.currentTarget.value as Speed)}
      >
        {speeds.map((one) => (
          <option key={one} value={one}>
            {t(`scenario.speed.${one}`)}
          </option>
        ))}
      </select>
    </>
  );
}

interface StepProps {
  readonly label: string;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** A small button with an icon for a face. */
export function Step({ label, disabled, pressed, onClick, children }: StepProps) {
  return (
    <button
      type="button"
      className={classes.icon}
      aria-label={label}
      title={label}
      disabled={disabled}
      aria-pressed={pressed}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
