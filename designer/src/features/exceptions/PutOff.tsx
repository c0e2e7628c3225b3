import { Button, Checkbox, Kbd, Popover, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import type { ExceptionDetail } from '@slipway/shared/api';
import { IconAlarmSnooze } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { t } from '../../messages/t.ts';
import { useNow } from '../../shell/environment.ts';
import { shortInstant } from '../../ui/time.ts';
import classes from './PutOff.module.css';
import { fieldText, putOffTimes } from './put-off-times.ts';
import { useMove } from './use-move.ts';

interface PutOffProps {
  readonly env: string;
  readonly one: ExceptionDetail;
}

/** Puts a case off until a moment, at which it comes back by itself; S opens it. */
export function PutOff({ env, one }: PutOffProps) {
  const [opened, setOpened] = useState(false);
  useHotkeys([['s', () => setOpened(true)]]);
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      width={320}
      position="bottom-end"
      trapFocus
      returnFocus
      shadow="md"
      withinPortal
      hideDetached={false}
    >
      <Popover.Target>
        <Button
          leftSection={<IconAlarmSnooze size={15} stroke={1.75} />}
          rightSection={<Kbd>{t('keys.s')}</Kbd>}
          onClick={() => setOpened(!opened)}
        >
          {t(one.until ? 'put-off.change' : 'put-off.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Form env={env} one={one} onDone={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

const OTHER = 'other';

function Form({ env, one, onDone }: PutOffProps & { readonly onDone: () => void }) {
  const { move, busy } = useMove(env, one);
  const now = useNow();
  const nowMs = now ? Date.parse(now) : Date.now();
  const times = putOffTimes(nowMs);
  const [picked, setPicked] = useState<string>('hour');
  const [other, setOther] = useState(() => fieldText(times[2]?.atMs ?? nowMs));
  const [hidden, setHidden] = useState(false);
  const [note, setNote] = useState('');
  const untilMs = picked === OTHER ? Date.parse(other) : times.find(({ name }) => name === picked)?.atMs;
  const wrong = picked === OTHER && !(Number(untilMs) > nowMs);
  const send = (e: FormEvent) => {
    e.preventDefault();
    if (busy || wrong || untilMs === undefined) return;
    move({
      to: hidden ? 'suppressed' : 'waiting',
      until: new Date(untilMs).toISOString(),
      ...(note.trim() ? { note: note.trim() } : {}),
    });
    onDone();
  };
  return (
    <form className={classes.form} onSubmit={send}>
      <fieldset className={classes.times}>
        <legend>{t('put-off.title')}</legend>
        {times.map(({ name, atMs }) => (
          <label key={name} className={classes.time}>
            <input
              type="radio"
              name="until"
              checked={picked === name}
              data-autofocus={picked === name || undefined}
              onChange={() => setPicked(name)}
            />
            {t(`put-off.${name}`)}
            <span className={classes.at}>{shortInstant(new Date(atMs).toISOString(), now)}</span>
          </label>
        ))}
        <label className={classes.time}>
          <input type="radio" name="until" checked={picked === OTHER} onChange={() => setPicked(OTHER)} />
          {t('put-off.at')}
        </label>
        {picked === OTHER && (
          <TextInput
            type="datetime-local"
            aria-label={t('put-off.at')}
            value={other}
            error={wrong && t('put-off.past')}
            onChange={(e) => setOther(e.currentTarget.value)}
          />
        )}
      </fieldset>
      <TextInput
        label={t('put-off.note')}
        value={note}
        maxLength={2000}
        onChange={(e) => setNote(e.currentTarget.value)}
      />
      <Checkbox
        size="xs"
        label={t('put-off.hide')}
        checked={hidden}
        onChange={(e) => setHidden(e.currentTarget.checked)}
      />
      <Button type="submit" variant="filled" disabled={busy || wrong}>
        {t('put-off.send')}
      </Button>
    </form>
  );
}
