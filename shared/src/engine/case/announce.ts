import type { CanonicalEvent } from '../../event/index.ts';
import { LIMITS } from '../../limits/index.ts';
import { ids } from '../ids.ts';
import type { Occasion } from '../turn.ts';
import type { Decision, Effect, ExceptionRecord } from '../types.ts';

/** Changes of a case that are events of its subject. What a person does is one already: the request. */
const ANNOUNCED = { opened: 'exception.opened', reopened: 'exception.reopened', cleared: 'exception.cleared' } as const;

/** Who says what happens to a case: no workflow, and no source outside. */
const SOURCE = 'slipway';

/**
 * The life of a case as events of its subject, for workflows that look at cases themselves; nothing where none listens.
 * A case that evidence disproved was none: that it opened is taken back.
 */
export function announcements(
  isHeard: (type: string) => boolean,
  occasion: Occasion,
  decisions: readonly Decision[],
): readonly Effect[] {
  return decisions.flatMap(({ effects }) =>
    effects.flatMap((effect) =>
      effect.kind === 'exception' ? eventsOf(occasion, effect, isHeard).map((event) => ({ kind: 'emit', event })) : [],
    ),
  );
}

/** Whether an event says what happened to a case: who lists what happened has that case already. */
export function isAnnouncement({ source, type }: Pick<CanonicalEvent, 'source' | 'type'>): boolean {
  return source === SOURCE && (type === 'event.retracted' || Object.values<string>(ANNOUNCED).includes(type));
}

function eventsOf(
  occasion: Occasion,
  { exception, change }: Extract<Effect, { kind: 'exception' }>,
  isHeard: (type: string) => boolean,
): readonly CanonicalEvent[] {
  if (change !== 'opened' && change !== 'reopened' && change !== 'cleared') return [];
  const [tells, takesBack] = [
    isHeard(ANNOUNCED[change]),
    exception.closing?.cause === 'retracted' && isHeard(ANNOUNCED.opened),
  ];
  if (!tells && !takesBack) return [];
  const { environment, event: cause, now } = occasion;
  const { id, revision, type, key, severity, title, workflow, subject, closing } = exception;
  const about = {
    source: SOURCE,
    subject,
    time: now,
    hop: (cause?.hop ?? 0) + 1,
    correlationid: cause?.correlationid ?? cause?.id ?? id,
    causationid: cause?.id ?? id,
  };
  const told: CanonicalEvent = {
    ...about,
    id: announced(environment, exception, ANNOUNCED[change]),
    type: ANNOUNCED[change],
    data: {
      exception: id,
      revision,
      exceptionType: type,
      severity,
      title,
      workflow,
      ...(key === '' ? {} : { key }),
      ...(closing ? { cause: closing.cause } : {}),
    },
  };
  if (!takesBack) return [told];
  const opened = announced(environment, exception, ANNOUNCED.opened);
  const retraction: CanonicalEvent = {
    ...about,
    id: ids.retraction(environment, opened),
    type: 'event.retracted',
    hop: Math.min(LIMITS.hops, about.hop),
    data: { retracts: opened },
  };
  return tells ? [told, retraction] : [retraction];
}

/** A case opens once; the rest of its life may come again. */
function announced(environment: string, { id, revision }: ExceptionRecord, type: string): string {
  return ids.announced(environment, id, type, type === ANNOUNCED.opened ? 0 : revision);
}
