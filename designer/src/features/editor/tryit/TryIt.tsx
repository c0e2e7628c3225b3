import { Button } from '@mantine/core';
import { IconEye, IconEyeOff, IconFlask, IconPin, IconPlayerTrackNext, IconSend } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import type { EditorDocument } from '../../../editor/document.ts';
import { itsGraph, useDocumentPartLater } from '../../../editor/use-later.ts';
import { problemText } from '../../../messages/said.ts';
import { formatNumber, t, tn } from '../../../messages/t.ts';
import { useTightness } from '../../../ui/tightness.ts';
import { SaveTest } from '../tests/SaveTest.tsx';
import { TestList } from '../tests/TestList.tsx';
import { AddEvent } from './AddEvent.tsx';
import { useSubjectOfLink } from './FromSubject.tsx';
import { MomentDetail } from './MomentDetail.tsx';
import { PlayControls, Step } from './PlayControls.tsx';
import type { Moment } from './play.ts';
import { pinnedEvent } from './reading.ts';
import { SendTest } from './SendTest.tsx';
import { Track } from './Track.tsx';
import classes from './TryIt.module.css';
import { useTried } from './use-tried.ts';
import { atText, typeTitle } from './words.ts';

/**
 * Tries the draft in the browser, on the engine that production runs: events in their order on a simulated clock,
 * simulated answers, and at every moment what each step did.
 */
export function TryIt({ document }: { readonly document: EditorDocument }) {
  const { session, tried } = useTried();
  useSubjectOfLink();
  const graph = useDocumentPartLater(document, itsGraph);
  const { play, at } = tried;
  const moment = play?.moments[at];
  return (
    <div className={classes.pane}>
      <Head moment={moment} />
      {tried.problems.length > 0 && (
        <p className={classes.blocked} role="status">
          {tn('tryit.blocked', tried.problems.length)} <bdi>{tried.problems[0] && problemText(tried.problems[0])}</bdi>
        </p>
      )}
      <div className={classes.body}>
        {play && play.moments.length > 0 ? (
          <Track graph={graph} play={play} at={at} onLook={(index) => session.look(index)} />
        ) : (
          <p className={classes.none}>{t('tryit.none')}</p>
        )}
        <MomentDetail graph={graph} moment={moment} />
        <TestList whole={false} />
      </div>
    </div>
  );
}

function Head({ moment }: { readonly moment: Moment | undefined }) {
  const { session, tried } = useTried();
  const { play, at, shown } = tried;
  const [sending, setSending] = useState(false);
  const [saving, setSaving] = useState(false);
  const head = useRef<HTMLDivElement>(null);
  useTightness(head);
  const pinned = play ? pinnedEvent(play, at) : undefined;
  const coming = play?.coming[0];
  return (
    <div ref={head} className={classes.head}>
      <IconPin size={15} stroke={1.75} aria-hidden="true" />
      <span className={classes.pinned}>
        {pinned?.event ? (
          <>
            <b>{typeTitle(pinned.event.type)}</b> <code>{pinned.event.subject}</code>
          </>
        ) : (
          t('tryit.nothing')
        )}
      </span>
      <AddEvent />
      <Button
        size="xs"
        leftSection={<IconSend size={14} stroke={1.75} />}
        onClick={() => setSending(true)}
        disabled={!pinned?.event}
        title={t('tryit.send')}
      >
        {t('tryit.send')}
      </Button>
      <span className={classes.gap} />
      <PlayControls />
      {coming ? (
        <Button
          size="xs"
          leftSection={<IconPlayerTrackNext size={14} stroke={1.75} />}
          onClick={() => session.change((scenario) => ({ ...scenario, untilMs: coming.atMs }))}
        >
          {t('tryit.go-on', { at: atText(coming.atMs) })}
        </Button>
      ) : (
        <Step label={t('tryit.nothing-comes')} disabled onClick={() => {}}>
          <IconPlayerTrackNext size={15} stroke={1.75} />
        </Step>
      )}
      <span className={classes.clock}>
        <b>{moment ? atText(moment.atMs) : ''}</b>{' '}
        <span>{t('tryit.clock', { ms: formatNumber(Math.ceil(tried.tookMs)) })}</span>
      </span>
      <Step label={t(shown ? 'tryit.hide' : 'tryit.show')} pressed={shown} onClick={() => session.show(!shown)}>
        {shown ? <IconEye size={15} stroke={1.75} /> : <IconEyeOff size={15} stroke={1.75} />}
      </Step>
      <Button
        size="xs"
        leftSection={<IconFlask size={14} stroke={1.75} />}
        disabled={!play || play.moments.length === 0}
        onClick={() => setSaving(true)}
      >
        {t('tests.save')}
      </Button>
      {saving && <SaveTest onClose={() => setSaving(false)} />}
      {sending && pinned?.event && <SendTest event={pinned.event} onClose={() => setSending(false)} />}
    </div>
  );
}
