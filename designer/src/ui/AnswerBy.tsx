import { t } from '../messages/t.ts';
import { useNow } from '../shell/environment.ts';
import classes from './AnswerBy.module.css';
import { exactText, lengthText } from './time.ts';

const HOUR_MS = 3_600_000;
const ROUND = 2 * Math.PI * 5;

/** How long is left to answer: neutral, since the severity already speaks; the ring empties over the last hour. */
export function AnswerBy({ at }: { readonly at: string }) {
  const now = useNow();
  const left = Date.parse(at) - (now ? Date.parse(now) : Date.now());
  const share = Math.max(0, Math.min(1, left / HOUR_MS));
  return (
    <time className={classes.left} dateTime={at} title={exactText(at, null, false)} data-late={left < 0 || undefined}>
      <svg width={14} height={14} viewBox="0 0 14 14" aria-hidden="true">
        <circle className={classes.track} cx={7} cy={7} r={5} />
        <circle className={classes.rest} cx={7} cy={7} r={5} strokeDasharray={`${share * ROUND} ${ROUND}`} />
      </svg>
      {t(left < 0 ? 'exceptions.late-by' : 'exceptions.left', { length: lengthText(left) })}
    </time>
  );
}
