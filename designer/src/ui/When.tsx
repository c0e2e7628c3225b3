import type { Moment } from '@slipway/shared/api';
import { answerText } from '../messages/said.ts';
import { useNow } from '../shell/environment.ts';
import { exactText, isWholeDay, readableText, shortInstant, shortMoment } from './time.ts';

/** An instant in the viewer's zone, as short as the environment's clock allows; the pointer shows it in UTC. */
export function When({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactText(at, null, false)}>
      {shortInstant(at, now)}
    </time>
  );
}

/** A text of the engine as people read it; the pointer shows it as it came, where that is another. */
export function Readable({ text, className }: { readonly text: string; readonly className?: string | undefined }) {
  const now = useNow();
  const words = readableText(text, now);
  const exact = answerText(text);
  return (
    <bdi className={className} title={words === exact ? undefined : exact}>
      {words}
    </bdi>
  );
}

/** A moment as exact as it is known. */
export function WhenMoment({ moment }: { readonly moment: Moment }) {
  const now = useNow();
  const wholeDay = isWholeDay(moment);
  return (
    <time
      dateTime={wholeDay ? moment.at.slice(0, 10) : moment.at}
      title={exactText(moment.at, moment.localOffset, wholeDay)}
    >
      {shortMoment(moment, now)}
    </time>
  );
}
