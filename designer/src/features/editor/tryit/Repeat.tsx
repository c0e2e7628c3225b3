import { Button } from '@mantine/core';
import { useState } from 'react';
import { useEditor } from '../../../editor/editor-context.ts';
import { t, tn } from '../../../messages/t.ts';
import { readLength } from './length.ts';
import { type TriedEvent, withRepeats } from './scenario.ts';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';

/** A series of readings is rarely typed one by one. */
const TIMES_MOST = 100;

/** Lets an event come again in equal distances: what a step that watches for long needs to be tried. */
export function Repeat({ given }: { readonly given: TriedEvent }) {
  const { session, tried } = useTried();
  const { announcement } = useEditor();
  const [times, setTimes] = useState('3');
  const [every, setEvery] = useState('10m');
  const count = Number(times);
  const everyMs = readLength(every);
  const isCount = Number.isInteger(count) && count >= 1 && count <= TIMES_MOST;
  const add = () => {
    if (!isCount || !everyMs) return;
    const next = withRepeats(tried.scenario, given.key, count, everyMs);
    const added = next.events.filter((each) => !tried.scenario.events.includes(each));
    session.change(() => next, added.at(-1)?.key);
    announcement.set(tn('tryit.repeated', count));
  };
  return (
    <fieldset className={classes.answer}>
      <legend>{t('tryit.repeat')}</legend>
      <input
        size={3}
        aria-label={t('tryit.repeat-times')}
        value={times}
        aria-invalid={!isCount}
        onChange={(e) => setTimes(e.currentTarget.value)}
      />
      {t('tryit.repeat-times-unit')}
      <input
        size={6}
        aria-label={t('tryit.repeat-every')}
        value={every}
        aria-invalid={!everyMs}
        onChange={(e) => setEvery(e.currentTarget.value)}
      />
      <Button size="xs" disabled={!isCount || !everyMs} onClick={add}>
        {t('tryit.repeat-add')}
      </Button>
    </fieldset>
  );
}
