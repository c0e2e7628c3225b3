import type { Moment } from '@slipway/shared/api';
import { useNow } from '../shell/environment.ts';
import { exactText, readableText, shortInstant, shortMoment } from './time.ts';

/** An instant in the viewer's zone, as short as the environment's clock allows; the pointer shows it in UTC. */
export function When({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={exactText(at, null, false)}>
      {shortInstant(at, now)}
    </time>
  );
}

/** A text of the engine, with the instants in it as people read them. */
export function Readable({ text }: { readonly text: string }) {
  const now = useNow();
  return <bdi>{readableText(text, now)}</bdi>;
}

/** A moment as exact as it is known. */
export function WhenMoment({ moment }: { readonly moment: Moment }) {
  const now = useNow();
  const wholeDay = moment.quality === 'day' || moment.quality === 'unknown';
  return (
    <time
      dateTime={wholeDay ? moment.at.slice(0, 10) : moment.at}
      title={exactText(moment.at, moment.localOffset, wholeDay)}
    >
      {shortMoment(moment, now)}
    </time>
  );
}
