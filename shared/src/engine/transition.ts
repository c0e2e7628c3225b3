import type { CanonicalEvent } from '../event/index.ts';
import { isInstant } from '../time/index.ts';
import { complete } from './case/index.ts';
import type { CaseSignal } from './nodes/index.ts';
import type { Closing, Effect, ExceptionRecord, ExceptionState } from './types.ts';

/** What a person's request about an exception comes to. */
export interface Transition {
  readonly exception?: ExceptionRecord;
  readonly effects: readonly Effect[];
  /** Goes to the tokens that wait at the exception. */
  readonly signal?: CaseSignal;
}

const targets: Readonly<Record<string, ExceptionState>> = {
  'exception.acknowledged': 'acknowledged',
  'exception.progressed': 'in-progress',
  'exception.snoozed': 'waiting',
  'exception.suppressed': 'suppressed',
  'exception.resolved': 'resolved',
};

/**
 * Applies a person's transition (an event of type `exception.*`) to an exception of the subject. Legal from any open
 * state; a revision that has moved on answers *conflict*, an exception that is not open here *not-found*. What is put
 * off or suppressed is so until a moment that is yet to come. Nothing when the event is no transition.
 */
export function transition(
  event: CanonicalEvent,
  exceptions: Readonly<Record<string, ExceptionRecord>>,
  now: string,
): Transition | undefined {
  const to = Object.hasOwn(targets, event.type) ? targets[event.type] : undefined;
  if (!to) return undefined;
  const data = event.data as Readonly<Record<string, unknown>>;
  const { exception: id, assignee, actor } = data;
  const answer = (failure: 'conflict' | 'not-found' | null, detail: string): Effect => ({
    kind: 'answer',
    request: event.id,
    failure,
    detail,
  });
  const stored = typeof id === 'string' && Object.hasOwn(exceptions, id) ? exceptions[id] : undefined;
  if (!stored) return { effects: [answer('not-found', 'no open exception of this id')] };
  const found = complete(stored);
  const refusal = refused(found, to, data, now);
  if (refusal !== undefined) return { effects: [answer('conflict', refusal)] };
  const closes = to === 'resolved';
  const exception: ExceptionRecord = {
    ...found,
    revision: found.revision + 1,
    state: to,
    assignee: typeof assignee === 'string' ? assignee : (found.assignee ?? (typeof actor === 'string' ? actor : null)),
    until: to === 'waiting' || to === 'suppressed' ? String(data.until) : null,
    ...(closes ? { closedAt: now, clearing: null, closing: closingOf(data) } : {}),
  };
  return {
    exception,
    effects: [
      { kind: 'exception', exception, change: closes ? 'resolved' : 'changed', ...text('by', actor) },
      answer(null, ''),
    ],
    ...(closes
      ? {
          signal: {
            kind: 'closed',
            exception: found.id,
            port: typeof data.choice === 'string' && data.choice !== '' ? `resolved:${data.choice}` : 'resolved',
          },
        }
      : {}),
  };
}

/** Why a transition cannot be made; nothing where it can. */
function refused(
  found: ExceptionRecord,
  to: ExceptionState,
  { revision, choice, until }: Readonly<Record<string, unknown>>,
  now: string,
): string | undefined {
  if (found.closedAt || (revision !== undefined && revision !== found.revision))
    return `revision ${found.revision}, ${found.state}`;
  if (to === 'resolved' && found.choices.length > 0 && !found.choices.some((each) => each.id === choice))
    return `choose one of: ${found.choices.map((each) => each.id).join(', ')}`;
  if ((to === 'waiting' || to === 'suppressed') && !(isInstant(until) && until > now))
    return 'say until when, a moment that is yet to come';
  return undefined;
}

function closingOf(data: Readonly<Record<string, unknown>>): Closing {
  const { feedback } = data;
  return {
    cause: 'resolved',
    ...text('choice', data.choice),
    ...text('reason', codeOf(data.reason)),
    ...text('note', data.note),
    ...text('actor', data.actor),
    ...text('responsibleParty', data.responsibleParty),
    ...text('actionTaken', data.actionTaken),
    ...text('resolution', data.resolution),
    ...text('rootCause', data.rootCause),
    ...(feedback === 'acted' || feedback === 'no-action-needed' ? { feedback } : {}),
  };
}

/** A reason comes as a text or, as on every event, as a code of a scheme. */
function codeOf(reason: unknown): unknown {
  return typeof reason === 'object' && reason !== null && 'code' in reason ? reason.code : reason;
}

function text<Name extends string>(name: Name, value: unknown) {
  return (typeof value === 'string' && value !== '' ? { [name]: value } : {}) as { [K in Name]?: string };
}
